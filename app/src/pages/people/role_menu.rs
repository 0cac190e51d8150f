use guildhall::access::Role;
use guildhall::member::Member;
use guildhall::text::AccountName;
use leptos::prelude::*;

use super::here;
use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Form, Hidden};
#[cfg(feature = "ssr")]
use guildhall::address as to;

#[server]
pub async fn change_member_role(
    #[server(default)] org: String,
    #[server(default)] user: String,
    #[server(default)] role: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    let (org, user) = (crate::server::name(&org)?, crate::server::name(&user)?);
    let role = Role::parse(&role).map_err(|problem| guildhall::Error::field("role", problem))?;
    match guildhall::member::change_role(&crate::server::db(), &crate::server::actor()?, &org, &user, role).await {
        Ok(()) => crate::server::go_back(&next, &to::people(&org), crate::done::Done::RoleChanged),
        // This form has no room for the password, but the page that asks about several people has, and keeps what was
        // chosen.
        Err(guildhall::Error::Invalid(_)) => crate::server::go(&to::change_of_role(&org, &user, role)),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// The roles a member can have, each a button that gives it at once.
#[component]
pub fn RoleMenu(act: Act, org: AccountName, member: Member) -> impl IntoView {
    let held = member.role;
    let choice = move |role: &Role| {
        view! {
            <button name="role" value=role.as_str() aria-pressed=(*role == held).then_some("true")>
                {role.label()}
            </button>
        }
    };
    view! {
        <Form action=act class="choices-menu">
            <p class="label">{format!("Role of {}", member.named())}</p>
            <Hidden name="org" value=org.to_string()/>
            <Hidden name="user" value=member.name.to_string()/>
            <Hidden name="next" value=here()/>
            {Role::ALL.iter().map(choice).collect_view()}
        </Form>
    }
    .into_any()
}

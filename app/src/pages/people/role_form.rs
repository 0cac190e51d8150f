use guildhall::access::Role;
use guildhall::member::Member;
use guildhall::text::AccountName;
use leptos::prelude::*;

use super::here;
use crate::error::Fault;
use crate::remote::Act;
#[cfg(feature = "ssr")]
use crate::routes::to;
use crate::ui::{Form, Hidden, Submit};

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
        Ok(()) => crate::server::go_back(&next, &to::people(&org), "role_changed"),
        // This form has no room for the password, but the page that asks about several people has, and keeps what was chosen.
        Err(guildhall::Error::Invalid(_)) => crate::server::go(&to::change_of_role(&org, &user, role)),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// A member's role to choose and save. The button shows once another is chosen; without script it always does.
#[component]
pub fn RoleForm(act: Act, org: AccountName, member: Member) -> impl IntoView {
    let chosen = RwSignal::new(member.role.as_str().to_owned());
    let held = member.role;
    let changed = move || chosen.with(|chosen| chosen != held.as_str());
    let option = move |role: &Role| {
        view! { <option value=role.as_str() selected=*role == held>{role.label()}</option> }
    };
    view! {
        <Form action=act class="role-form">
            <Hidden name="org" value=org.to_string()/>
            <Hidden name="user" value=member.name.to_string()/>
            <Hidden name="next" value=here()/>
            <select
                class="select bare"
                class:changed=changed
                name="role"
                aria-label=format!("Role of {}", member.named())
                autocomplete="off"
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {Role::ALL.iter().map(option).collect_view()}
            </select>
            <Submit class="" describe=format!("Save the role of {}", member.named())>"Save"</Submit>
        </Form>
    }
    .into_any()
}

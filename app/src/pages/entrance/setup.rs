use guildhall::account::MailedLink;
use leptos::prelude::*;

use super::account_fields::AccountFields;
use super::token::{LinkPage, with_link};
use crate::error::Fault;
use crate::remote::Act;

#[server]
pub async fn set_up(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let secret = super::token::secret(&token)?;
    let (name, email, password) = super::account_fields::parse(&name, &email, &password)?;
    let origin = crate::server::caller().origin;
    let session = guildhall::account::set_up(&crate::server::db(), &origin, &secret, &name, &email, &password).await?;
    crate::server::keep_session(&session).await?;
    crate::server::go(guildhall::address::ADMIN_APPLICATIONS);
    Ok(())
}

/// Where the link leads that the server prints at its first start.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let act = Act::calling::<SetUp>();
    let lead = "The first account decides on applications and sees the settings of the whole site.";
    with_link(MailedLink::SetUp, move |token| {
        let fields = Some(view! { <AccountFields/> }.into_any());
        view! {
            <LinkPage
                token
                title="Set up Guildhall"
                act
                button="Create site admin"
                lead=lead.into_any()
                fields
            />
        }
        .into_any()
    })
}

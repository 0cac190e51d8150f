use leptos::prelude::*;

use super::account_fields::AccountFields;
use super::token::with_token;
use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Door, Form, Hidden, Submit, Title};

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
    let action = Act::calling::<SetUp>();
    with_token(move |token| {
        view! {
            <Title text="Set up Guildhall"/>
            <Door>
                <h1>"Set up Guildhall"</h1>
                <p>"The first account decides on applications and sees the settings of the whole site."</p>
                <Form action=action plain=true>
                    <Hidden name="token" value=token/>
                    <AccountFields/>
                    <Submit class="primary wide">"Create site admin"</Submit>
                </Form>
            </Door>
        }
        .into_any()
    })
}

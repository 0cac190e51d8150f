use leptos::prelude::*;

use super::account_fields::AccountFields;
use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Door, Form, Submit, Title};
use guildhall::address as to;

#[server]
pub async fn sign_up(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (name, email, password) = super::account_fields::parse(&name, &email, &password)?;
    let origin = crate::server::caller().origin;
    guildhall::account::sign_up(&crate::server::db(), &origin, &name, &email, &password).await?;
    crate::server::go(to::SIGN_UP_SENT);
    Ok(())
}

/// Where somebody asks for an account.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let action = Act::calling::<SignUp>();
    view! {
        <Title text="Create an account"/>
        <Door>
            <h1>"Create an account"</h1>
            <Form action=action>
                <AccountFields/>
                <Submit class="primary wide">"Create account"</Submit>
            </Form>
            <p class="small muted">"You have one? " <a href=to::SIGN_IN>"Sign in"</a></p>
        </Door>
    }
    .into_any()
}

/// Says the same whether or not the address had an account already; the mail tells its owner.
#[component]
pub fn SignUpSentPage() -> impl IntoView {
    view! {
        <Title text="Check your mail"/>
        <Door>
            <h1>"Check your mail"</h1>
            <p>"We sent a mail to the address you gave. Follow its link within 24 hours, and your account is ready."</p>
            <p class="small muted">
                "Nothing there? Look where unwanted mail goes, or "
                <a href=to::SIGN_IN>"sign in"</a>
                " with the new password: then we send the link again. A wrong address? "
                <a href=to::SIGN_UP_ADDRESS>"Correct it"</a>
                "."
            </p>
        </Door>
    }
    .into_any()
}

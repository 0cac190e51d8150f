use leptos::prelude::*;

use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Door, EmailField, Form, Submit, Title};
use guildhall::address as to;

#[server]
pub async fn forget_password(#[server(default)] email: String) -> Result<(), Fault> {
    let email =
        guildhall::text::EmailAddress::parse(&email).map_err(|problem| guildhall::Error::field("email", problem))?;
    let origin = crate::server::caller().origin;
    guildhall::account::forget(&crate::server::db(), &origin, &email).await?;
    crate::server::go(to::FORGOTTEN_SENT);
    Ok(())
}

/// Where somebody asks for a new password.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let action = Act::calling::<ForgetPassword>();
    view! {
        <Title text="Forgotten password"/>
        <Door>
            <h1>"Forgotten password"</h1>
            <p>"We send you a link to set a new one."</p>
            <Form action=action>
                <EmailField autofocus=true/>
                <Submit class="primary wide">"Send link"</Submit>
            </Form>
            <p class="small muted">"It came back to you? " <a href=to::SIGN_IN>"Sign in"</a></p>
        </Door>
    }
    .into_any()
}

/// Says the same whether or not there is an account.
#[component]
pub fn ForgottenSentPage() -> impl IntoView {
    view! {
        <Title text="Check your mail"/>
        <Door>
            <h1>"Check your mail"</h1>
            <p>"If an account has that address, a mail with a link is on its way. The link works once, within an \
                hour."</p>
            <p class="small muted">
                "Nothing there? Look where unwanted mail goes, or "
                <a href=to::FORGOTTEN>"try another address"</a>
                "."
            </p>
        </Door>
    }
    .into_any()
}

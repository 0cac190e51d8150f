use leptos::prelude::*;

use super::token::with_token;
use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Door, Form, Hidden, Submit, Title};

#[server]
pub async fn confirm_sign_up(#[server(default)] token: String) -> Result<(), Fault> {
    let secret = super::token::secret(&token)?;
    let origin = crate::server::caller().origin;
    let session = guildhall::account::confirm_sign_up(&crate::server::db(), &origin, &secret).await?;
    crate::server::keep_session(&session);
    crate::server::go("/orgs?done=welcome");
    Ok(())
}

/// Where the link of a sign-up leads.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let action = Act::calling::<ConfirmSignUp>();
    with_token(move |token| {
        view! {
            <Title text="Confirm your e-mail"/>
            <Door>
                <h1>"Confirm your e-mail"</h1>
                <p>"This address becomes the one of your account, and you are signed in."</p>
                <Form action=action plain=true>
                    <Hidden name="token" value=token/>
                    <Submit class="primary wide">"Confirm and continue"</Submit>
                </Form>
            </Door>
        }
        .into_any()
    })
}

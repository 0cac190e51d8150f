use guildhall::text::AccountName;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::token::{LinkPage, with_token};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{PasswordOf, TextField};

#[server]
pub async fn confirm_sign_up(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let secret = super::token::secret(&token)?;
    let origin = crate::server::caller().origin;
    let session = guildhall::account::confirm_sign_up(&crate::server::db(), &origin, &secret, &password).await?;
    crate::server::keep_session(&session).await?;
    crate::server::go_done(guildhall::address::ORGS, crate::done::Done::Welcome);
    Ok(())
}

/// What the link of a sign-up leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    pub name: AccountName,
    /// Whether another browser asked for it.
    pub elsewhere: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn waiting_sign_up(#[server(default)] token: String) -> Result<Waiting, Fault> {
    let secret = super::token::secret(&token)?;
    let origin = crate::server::caller().origin;
    let waiting = guildhall::account::waiting_sign_up(&crate::server::db(), &origin, &secret).await?;
    Ok(Waiting { name: waiting.name, elsewhere: waiting.elsewhere })
}

/// Where the link of a sign-up leads.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let action = Act::calling::<ConfirmSignUp>();
    with_token(move |token| {
        let asked = token.clone();
        let waiting = Fetched::new(move || WaitingSignUp { token: asked.clone() });
        loaded(waiting, move |waiting| form(token.clone(), waiting, action))
    })
}

fn form(token: String, Waiting { name, elsewhere }: Waiting, action: Act) -> AnyView {
    let name = name.to_string();
    let password = elsewhere.then(|| {
        view! {
            <p>"It was asked for in another browser. If that was you, give the password you chose there; if it was \
                not, close this page, and the address is not used."</p>
            <PasswordOf username=name.clone()/>
            <TextField name="password" label="Password" kind="password" autocomplete="current-password" required=true/>
        }
        .into_any()
    });
    let lead = view! {
        "This address becomes the one of the account " <strong class="name">{name}</strong> ", and you are signed in."
    };
    view! {
        <LinkPage
            token
            title="Confirm your e-mail"
            act=action
            button="Confirm and continue"
            lead=lead.into_any()
            fields=password
        />
    }
    .into_any()
}

use guildhall::text::AccountName;
use leptos::prelude::*;

use super::NewPassword;
use super::token::{LinkPage, with_token};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::PasswordOf;

#[server]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let secret = super::token::secret(&token)?;
    let password =
        guildhall::text::Password::parse(&password).map_err(|problem| guildhall::Error::field("password", problem))?;
    let origin = crate::server::caller().origin;
    guildhall::account::reset_password(&crate::server::db(), &origin, &secret, &password).await?;
    crate::server::forget_session();
    crate::server::go_done(guildhall::address::SIGN_IN, crate::done::Done::PasswordReset);
    Ok(())
}

/// Whose password the link may set: a link that no longer works says so before anything is typed.
#[server(input = server_fn::codec::GetUrl)]
pub async fn reset_link_holder(#[server(default)] token: String) -> Result<AccountName, Fault> {
    let secret = super::token::secret(&token)?;
    Ok(guildhall::account::reset_link_holder(&crate::server::db(), &secret).await?)
}

/// Where the link of a forgotten password leads.
#[component]
pub fn ResetPage() -> impl IntoView {
    let action = Act::calling::<ResetPassword>();
    with_token(move |token| {
        let asked = token.clone();
        let holder = Fetched::new(move || ResetLinkHolder { token: asked.clone() });
        loaded(holder, move |holder| form(token.clone(), holder, action))
    })
}

fn form(token: String, holder: AccountName, act: Act) -> AnyView {
    let lead = "It ends all sessions of your account, and you sign in with it.".into_any();
    let fields = view! {
        <PasswordOf username=holder.to_string()/>
        <NewPassword name="password" label="New password"/>
    };
    view! {
        <LinkPage token title="New password" act button="Change password" lead fields=Some(fields.into_any())/>
    }
    .into_any()
}

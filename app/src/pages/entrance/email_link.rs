use guildhall::account::MailedLink;
use leptos::prelude::*;

use super::token::{LinkPage, with_link};
use crate::error::Fault;
use crate::remote::Act;

#[server]
pub async fn confirm_email(#[server(default)] token: String) -> Result<(), Fault> {
    let secret = super::token::secret(&token)?;
    let caller = crate::server::caller();
    guildhall::account::confirm_email(&crate::server::db(), &caller.origin, &secret).await?;
    let signed_in = caller.actor.is_some();
    let page = if signed_in { guildhall::address::ACCOUNT_EMAIL } else { guildhall::address::SIGN_IN };
    crate::server::go_done(page, crate::done::Done::EmailChanged);
    Ok(())
}

#[server]
pub async fn cancel_email_change(#[server(default)] token: String) -> Result<(), Fault> {
    let secret = super::token::secret(&token)?;
    let origin = crate::server::caller().origin;
    guildhall::account::cancel_email_change(&crate::server::db(), &origin, &secret).await?;
    crate::server::forget_session();
    crate::server::go_done(guildhall::address::SIGN_IN, crate::done::Done::EmailKept);
    Ok(())
}

/// Where the mail to a new address leads.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let act = Act::calling::<ConfirmEmail>();
    let lead = "From then on we write to this address, and you sign in with it. The old one can undo that for 7 days.";
    with_link(MailedLink::ConfirmEmail, move |token| {
        view! { <LinkPage token title="Confirm your e-mail" act button="Confirm and continue" lead=lead.into_any()/> }
            .into_any()
    })
}

/// Where the warning to the old address leads.
#[component]
pub fn CancelEmailPage() -> impl IntoView {
    let act = Act::calling::<CancelEmailChange>();
    let lead = "Your account stays with the address this mail came to, and all its sessions end. If you did not ask \
                for the change, set a new password as well.";
    with_link(MailedLink::CancelEmail, move |token| {
        view! { <LinkPage token title="Keep your address" act button="Keep my address" lead=lead.into_any()/> }
            .into_any()
    })
}

use leptos::prelude::*;

use crate::error::Fault;

#[server]
pub async fn accept_invitation(#[server(default)] id: String, #[server(default)] token: String) -> Result<(), Fault> {
    let (db, actor, key) = (crate::server::db(), crate::server::actor()?, super::key(&id, &token)?);
    let org = guildhall::invitation::accept(&db, &actor, &key).await?;
    crate::server::go_done(&guildhall::address::org(&org), crate::done::Done::Joined);
    Ok(())
}

/// Ends the session and leads to the sign-in, and from there back to the link.
#[server]
pub async fn change_account(#[server(default)] token: String) -> Result<(), Fault> {
    use guildhall::address as to;
    if let Ok(actor) = crate::server::actor() {
        guildhall::account::sign_out(&crate::server::db(), &actor).await?;
    }
    crate::server::forget_session();
    let link = to::invitation_link(if guildhall::text::is_token(&token) { &token } else { "" });
    crate::server::go(&crate::query::Query::default().with("next", &link).at(to::SIGN_IN));
    Ok(())
}

/// Also from somebody who is not signed in: whoever reads the mail of an invited address can say no.
#[server]
pub async fn decline_invitation(
    #[server(default)] id: String,
    #[server(default)] token: String,
    #[server(default)] message: String,
) -> Result<(), Fault> {
    use guildhall::text::Greeting;
    let (db, caller, key) = (crate::server::db(), crate::server::caller(), super::key(&id, &token)?);
    let message = Greeting::parse(&message).map_err(|problem| guildhall::Error::field("message", problem))?;
    guildhall::invitation::decline(&db, &caller, &key, &message).await?;
    go_on(&caller, crate::done::Done::InvitationDeclined);
    Ok(())
}

/// One press: the invitation is declined without a word, and site admins see who sent it.
#[server]
pub async fn report_invitation(#[server(default)] id: String, #[server(default)] token: String) -> Result<(), Fault> {
    let (db, caller, key) = (crate::server::db(), crate::server::caller(), super::key(&id, &token)?);
    guildhall::invitation::report(&db, &caller, &key).await?;
    go_on(&caller, crate::done::Done::Reported);
    Ok(())
}

/// Where nobody has anything to answer any more.
#[cfg(feature = "ssr")]
fn go_on(caller: &guildhall::access::Caller, done: crate::done::Done) {
    let next = if caller.actor.is_some() { guildhall::address::ORGS } else { guildhall::address::SIGN_IN };
    crate::server::go_done(next, done);
}

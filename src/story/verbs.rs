use crate::Error;
use crate::access::{Actor, Origin};
use crate::account::{self, SignIn};
use crate::application::{self, ProposalForm, Submitted};
use crate::db::Db;
use crate::id::ApplicationId;
use crate::mail;
use crate::text::{AccountName, EmailAddress, Message, Note, Password};
use crate::token::Secret;

pub const PASSWORD: &str = "plenty of brass wheels";

pub fn origin() -> Origin {
    Origin::new("192.0.2.1", "story")
}

pub fn name(text: &str) -> AccountName {
    AccountName::parse(text).expect("a good name")
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("a good address")
}

pub fn password(text: &str) -> Password {
    Password::parse(text).expect("a good password")
}

pub fn message(text: &str) -> Message {
    Message::parse(text).expect("a good message")
}

/// Subjects of the mails to an address, newest first.
pub async fn mails(db: &Db, to: &str) -> Vec<String> {
    mail::inbox(db, Some(to)).await.expect("the inbox").rows.into_iter().map(|row| row.subject).collect()
}

/// The token in the newest mail to an address.
pub async fn token(db: &Db, to: &str) -> Secret {
    let newest = mail::inbox(db, Some(to)).await.expect("the inbox").rows.remove(0);
    let text = mail::inbox_mail(db, &newest.id, "https://hall.example").await.expect("the mail").text;
    let (_, rest) = text.split_once("token=").expect("a link with a token");
    Secret::parse(&rest[..43]).expect("a token")
}

/// Signs up, follows the link and is signed in: `ada` has the address `ada@example.com`.
pub async fn user(db: &Db, username: &str) -> Actor {
    let email = format!("{username}@example.com");
    sign_up(db, username, &email).await.expect("signed up");
    let session = account::confirm_sign_up(db, &origin(), &token(db, &email).await).await.expect("confirmed");
    actor(db, &session).await.expect("signed in")
}

pub async fn sign_up(db: &Db, username: &str, email: &str) -> Result<(), Error> {
    account::sign_up(db, &origin(), &name(username), &address(email), &password(PASSWORD)).await
}

pub async fn admin(db: &Db, username: &str) -> Actor {
    let email = address(&format!("{username}@example.com"));
    account::create_admin(db, &name(username), &email, &password(PASSWORD)).await.expect("an admin");
    sign_in(db, username, PASSWORD).await.expect("signed in")
}

pub async fn sign_in(db: &Db, login: &str, password: &str) -> Result<Actor, Error> {
    match account::sign_in(db, &origin(), login, password).await? {
        SignIn::In(secret) => Ok(actor(db, &secret).await.expect("a session")),
        SignIn::Unconfirmed => Err(Error::SignInNeeded),
    }
}

pub async fn actor(db: &Db, session: &Secret) -> Option<Actor> {
    account::session(db, session, &origin()).await.expect("sessions are read")
}

pub fn community(org: &str) -> ProposalForm {
    ProposalForm {
        kind: "community".into(),
        name: org.into(),
        display_name: format!("The {org} people"),
        members: "6-25".into(),
        purpose: "We maintain eleven packages for everyone who needs widgets.".into(),
        ..ProposalForm::default()
    }
}

pub async fn apply(db: &Db, actor: &Actor, form: &ProposalForm) -> Result<Submitted, Error> {
    application::submit(db, actor, &form.parse()?).await
}

/// Applies for a community organization that waits for a reviewer.
pub async fn application(db: &Db, actor: &Actor, org: &str) -> ApplicationId {
    match apply(db, actor, &community(org)).await.expect("submitted") {
        Submitted::Waiting(id) => id,
        other => panic!("expected to wait, got {other:?}"),
    }
}

pub async fn approve(db: &Db, admin: &Actor, id: &ApplicationId) -> Result<Option<ApplicationId>, Error> {
    let seen = application::review(db, admin, id).await?.application.version;
    approve_seen(db, admin, id, seen).await
}

/// Approves what the reviewer saw at that version.
pub async fn approve_seen(
    db: &Db,
    admin: &Actor,
    id: &ApplicationId,
    seen: i64,
) -> Result<Option<ApplicationId>, Error> {
    application::approve(db, admin, id, seen, &Note::parse("").expect("no note")).await
}

use tokio::sync::OnceCell;

use crate::access::{Actor, Origin, Role, Via};
use crate::account::{self, SignIn, Viewer};
use crate::application::{self, Founding, ProposalForm, Submitted};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::By;
use crate::id::{ApplicationId, BatchId, InvitationId, OrgId};
use crate::invitation::{self, Key, Outcome, PendingPage};
use crate::log;
use crate::member::{Filter, Members};
use crate::name::{Claim, Standing};
use crate::org;
use crate::text::{AccountName, EmailAddress, Greeting, Message, Note, Password};
use crate::token::Secret;
use crate::{Error, Result, mail, member};

pub const PASSWORD: &str = "plenty of brass wheels";

pub fn origin() -> Origin {
    Origin::new("192.0.2.1", "story").with("the browser of the story".into())
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

pub fn greeting(text: &str) -> Greeting {
    Greeting::parse(text).expect("a good greeting")
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
    let session = account::confirm_sign_up(db, &origin(), &token(db, &email).await, "").await.expect("confirmed");
    actor(db, &session).await.expect("signed in")
}

/// A user made without a mail and in no time, signed in: `bob` has the address `bob@example.com`.
pub async fn person(db: &Db, username: &str) -> Actor {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = async || account::hash_password(&Origin::default(), &password(PASSWORD)).await.expect("a hash");
    let hash = HASH.get_or_init(hash).await;
    let email = address(&format!("{username}@example.com"));
    let mut tx = db.begin().await.expect("begun");
    let session = account::enter(&mut tx, &origin(), &name(username), &email, hash).await.expect("a free name");
    tx.commit().await.expect("committed");
    actor(db, &session).await.expect("signed in")
}

pub async fn people<const N: usize>(db: &Db, usernames: [&str; N]) -> [Actor; N] {
    let mut people = Vec::with_capacity(N);
    for username in usernames {
        people.push(person(db, username).await);
    }
    people.try_into().expect("as many as names")
}

/// The same person, who gave the password long ago.
pub fn unconfirmed(actor: &Actor) -> Actor {
    let via = Via::Session { id: actor.session().clone(), confirmed_at: Timestamp(0) };
    Actor { via, ..actor.clone() }
}

pub async fn sign_up(db: &Db, username: &str, email: &str) -> Result<(), Error> {
    account::sign_up(db, &origin(), &name(username), &address(email), &password(PASSWORD)).await
}

/// From a network of one's own.
pub async fn sign_up_from(db: &Db, network: &str, username: &str, email: &str) -> Result<(), Error> {
    account::sign_up(
        db,
        &Origin { device: origin().device, ..Origin::new(network, "story") },
        &name(username),
        &address(email),
        &password(PASSWORD),
    )
    .await
}

pub async fn admin(db: &Db, username: &str) -> Actor {
    let email = address(&format!("{username}@example.com"));
    account::create_admin(db, &name(username), &email, &password(PASSWORD)).await.expect("an admin");
    sign_in(db, username, PASSWORD).await.expect("signed in")
}

pub async fn sign_in(db: &Db, login: &str, password: &str) -> Result<Actor, Error> {
    match account::sign_in(db, &origin(), login, password).await? {
        SignIn::In(secret) => Ok(actor(db, &secret).await.expect("a session")),
        SignIn::Unconfirmed { .. } => Err(Error::SignInNeeded),
    }
}

pub async fn actor(db: &Db, session: &Secret) -> Option<Actor> {
    account::session(db, session, &origin()).await.expect("sessions are read")
}

/// What every page shows whoever is signed in.
pub async fn viewer(db: &Db, actor: &Actor) -> Viewer {
    account::viewer(db, actor).await.expect("a viewer")
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

pub fn personal(org: &str) -> ProposalForm {
    ProposalForm { kind: "personal".into(), ..community(org) }
}

pub async fn apply(db: &Db, actor: &Actor, form: &ProposalForm) -> Result<Submitted, Error> {
    application::submit(db, actor, &form.parse()?).await
}

pub async fn standing(db: &Db, text: &str) -> Standing {
    crate::name::standing(db, None, &name(text)).await.expect("an answer")
}

pub async fn is_free(db: &Db, text: &str) -> bool {
    standing(db, text).await == Standing::Free
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

/// A community organization with 20 seats, called `The acme people`.
pub async fn org(db: &Db, owner: &Actor, org: &str) -> OrgId {
    let proposal = community(org).parse().expect("a good form");
    let founding = Founding {
        proposal: &proposal,
        owner: &owner.user,
        seats: 20,
        by: By::Actor(owner),
        claim: Claim::Plain,
        approved: true,
    };
    let mut tx = db.begin().await.expect("begun");
    super::store::no_budgets(&mut tx).await;
    let id = application::found_org(&mut tx, &founding).await.expect("founded");
    tx.commit().await.expect("committed");
    id
}

pub async fn seats(db: &Db, org: &OrgId, seats: i64) {
    super::store::set_seats(db, org, seats).await;
}

/// Invites whomever the list names; returns what became of each line.
pub async fn invite(db: &Db, owner: &Actor, org: &str, list: &str, role: Role) -> Result<Vec<Outcome>, Error> {
    let (org, lines) = (name(org), invitation::lines(list).expect("a good list"));
    let batch = invitation::send(db, owner, &org, &BatchId::new(), &lines, role, &greeting("")).await?;
    let answers = invitation::batch(db, owner, &org, &batch).await?.answers;
    Ok(answers.into_iter().map(|answer| answer.outcome).collect())
}

/// The invitation to this organization that a user finds in the banner.
pub async fn own(db: &Db, user: &Actor, org: &str) -> Key {
    let waiting = invitation::waiting(db, user).await.expect("a list");
    let found = waiting.into_iter().find(|invitation| invitation.org.name == name(org));
    Key::Own(found.expect("an invitation").id)
}

/// The link in the newest mail to an address.
pub async fn link(db: &Db, to: &str) -> Key {
    Key::Link(token(db, to).await)
}

/// Is invited and accepts.
pub async fn join(db: &Db, owner: &Actor, user: &Actor, org: &str, role: Role) {
    let outcome = invite(db, owner, org, user.name.as_str(), role).await;
    assert_eq!(outcome, Ok(vec![Outcome::Invited]), "{}", user.name);
    invitation::accept(db, user, &own(db, user, org).await).await.expect("accepted");
}

/// The role of a user, as a member sees it; `None` for whoever is no member.
pub async fn role(db: &Db, actor: &Actor, org: &str, user: &Actor) -> Option<Role> {
    member::one(db, actor, &name(org), &user.name).await.ok().map(|member| member.role)
}

/// A page of an organization's members as somebody finds it.
pub async fn members(db: &Db, actor: &Actor, org: &str, filter: &Filter, after: Option<&str>) -> Result<Members> {
    member::list(db, &org::see(db, actor, &name(org)).await?.org, filter, after).await
}

/// The invitations of an organization that wait, as somebody finds them.
pub async fn pending(db: &Db, actor: &Actor, org: &str, before: Option<&InvitationId>) -> Result<PendingPage> {
    invitation::pending(db, &org::see(db, actor, &name(org)).await?.org.reads()?, "", before).await
}

/// What happened in an organization lately, as somebody finds it.
pub async fn activity(db: &Db, actor: &Actor, org: &str) -> Result<Vec<log::Line>> {
    log::activity(db, &org::see(db, actor, &name(org)).await?.org).await
}

/// Ada, the primary owner; bob and carol, Owners; mia, a Manager.
pub async fn acme(db: &Db) -> [Actor; 4] {
    let [ada, bob, carol, mia] = people(db, ["ada", "bob", "carol", "mia"]).await;
    org(db, &ada, "acme").await;
    join(db, &ada, &bob, "acme", Role::Owner).await;
    join(db, &ada, &carol, "acme", Role::Owner).await;
    join(db, &ada, &mia, "acme", Role::Manager).await;
    [ada, bob, carol, mia]
}

//! Signing up, in two steps: the form holds the name for a day, the mailed link makes the user.

use super::link::{self as links, Did};
use super::password::new_hash;
use super::{CONFIRM_WITHIN, Change, device, hash, letter, session, store as users, throttle};
use sqlx::AnyConnection;

use crate::access::Origin;
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::error::Stale;
use crate::event::By;
use crate::id::{SignUpId, UserId};
use crate::mail;
use crate::name::{self, Claim};
use crate::notify::{Record, record};
use crate::text::{AccountName, DisplayName, EmailAddress, Password};
use crate::token::Secret;
use crate::{Error, Problem, Result, site};

mod correct;
mod store;

pub use correct::correct_sign_up;
pub(crate) use store::end_sign_up;
pub(super) use store::{Pending, by_login, forget};

/// Asks for an account. Public on purpose. The answer is the same whether or not the address has a user already; only
/// the mail to that address tells.
pub async fn sign_up(
    db: &Db,
    origin: &Origin,
    username: &AccountName,
    email: &EmailAddress,
    password: &Password,
) -> Result<()> {
    let password_hash = new_hash(origin, "password", password, username, email).await?;
    let secret = Secret::new();
    let now = Timestamp::now();
    let mut tx = db.begin().await?;
    make_room(&mut tx, origin, email, now).await?;
    if !name::reserve(&mut tx, username, now.plus(CONFIRM_WITHIN)).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    let pending =
        Pending { id: SignUpId::new(), name: username.clone(), email: email.clone(), password_hash, refused: false };
    store::insert(&mut tx, &pending, &secret.hash(), origin, now).await?;
    mail_link(&mut tx, origin, &pending, &secret).await?;
    tx.commit().await
}

/// Keeps names from being hoarded by sign-ups that nobody confirms. Of one address the oldest gives way, because
/// whoever owns it may not be the one who signed up; a network that holds enough has to wait.
async fn make_room(tx: &mut Tx, origin: &Origin, email: &EmailAddress, now: Timestamp) -> Result<()> {
    let (network, settings) = (origin.network(), site::settings(tx).await?);
    // Of two at the same moment one waits here for the other, and counts it.
    throttle::hold(tx, &format!("sign-ups of {network}")).await?;
    if !network.is_empty() && store::count_of(tx, &network, now).await? >= settings.sign_ups_of_network {
        return Err(Error::field("name", Problem::TooManyUnconfirmed));
    }
    throttle::hold(tx, &throttled(email)).await?;
    for name in store::give_up(tx, email, settings.sign_ups_of_address - 1).await? {
        name::release(tx, &name).await?;
    }
    Ok(())
}

fn throttled(email: &EmailAddress) -> String {
    format!("sign-up {}", email.key())
}

/// Sends the link of a sign-up again; the old one is dead.
pub(super) async fn send_again(tx: &mut Tx, origin: &Origin, pending: &Pending) -> Result<()> {
    if mail::is_used_up(tx, letter::CONFIRM_SIGN_UP, &pending.email).await? {
        // The link that was mailed last stays good.
        return Ok(());
    }
    let secret = Secret::new();
    store::replace_token(tx, &pending.id, &secret.hash()).await?;
    mail_link(tx, origin, pending, &secret).await
}

/// Slows down per mailbox, whoever holds it, so that nobody fills another person's.
async fn mail_link(tx: &mut Tx, origin: &Origin, pending: &Pending, secret: &Secret) -> Result<()> {
    let throttled = throttled(&pending.email);
    throttle::attempt(tx, &throttled).await?;
    let holder = users::holder_name(tx, &pending.email).await?;
    let change = Change::SignUpAsked { name: pending.name.clone(), email: pending.email.clone(), holder };
    record(tx, Record::new(By::Visitor(origin), change).secret(secret)).await?;
    Ok(())
}

/// What the link of a sign-up leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub name: AccountName,
    /// Whether the link alone is no proof, because another browser asked for it: whoever typed this address may not be
    /// the one who reads its mail, and would otherwise get an account that others believe to be theirs.
    pub elsewhere: bool,
}

/// Looks at the link; it stays good. Public on purpose; the link is the proof.
pub async fn waiting_sign_up(db: &Db, origin: &Origin, link: &Secret) -> Result<Waiting> {
    let (pending, device) = peek(&mut *db.read().await?, link).await?;
    Ok(Waiting { name: pending.name, elsewhere: device.is_empty() || device != origin.device })
}

async fn peek(conn: &mut AnyConnection, link: &Secret) -> Result<(Pending, String)> {
    match store::peek(conn, &link.hash(), Timestamp::now()).await? {
        Some(found) => Ok(found),
        None => Err(links::stale(conn, &link.hash()).await?),
    }
}

/// Follows the link: makes the user and signs in. Public on purpose; the link is the proof, and outside the browser
/// that signed up the password besides.
pub async fn confirm_sign_up(db: &Db, origin: &Origin, link: &Secret, password: &str) -> Result<Secret> {
    if waiting_sign_up(db, origin, link).await?.elsewhere {
        require_its_password(db, origin, link, password).await?;
    }
    let mut tx = db.begin().await?;
    let Some(pending) = store::take(&mut tx, &link.hash(), Timestamp::now()).await? else {
        return Err(links::stale(&mut tx, &link.hash()).await?);
    };
    links::spend(&mut tx, &link.hash(), Did::ConfirmSignUp).await?;
    let user = insert(&mut tx, &pending.name, &pending.email, &pending.password_hash).await?;
    if !name::assign(&mut tx, &pending.name, user.as_str()).await? {
        return Err(Error::Stale(Stale::Link));
    }
    let session = first_session(&mut tx, &user, origin).await?;
    tx.commit().await?;
    Ok(session)
}

async fn require_its_password(db: &Db, origin: &Origin, link: &Secret, password: &str) -> Result<()> {
    if password.is_empty() {
        return Err(Error::field("password", Problem::Empty));
    }
    let mut tx = db.begin().await?;
    let (pending, _) = peek(&mut tx, link).await?;
    throttle::attempt(&mut tx, &format!("confirmation {}", pending.id)).await?;
    tx.commit().await?;
    match hash::verify(origin, password, Some(pending.password_hash)).await? {
        true => Ok(()),
        false => Err(Error::field("password", Problem::PasswordWrong)),
    }
}

async fn first_session(tx: &mut Tx, user: &UserId, origin: &Origin) -> Result<Secret> {
    device::remember(tx, user, origin).await?;
    let session = session::begin(tx, user, origin).await?;
    record(tx, Record::new(By::User(user, origin), Change::SignedUp)).await?;
    Ok(session)
}

/// Makes a user whose address is known to be theirs, and signs in. For links that were mailed to that address.
pub(crate) async fn enter(
    tx: &mut Tx,
    origin: &Origin,
    username: &AccountName,
    email: &EmailAddress,
    password_hash: &str,
) -> Result<Secret> {
    let user = insert(tx, username, email, password_hash).await?;
    if !name::claim(tx, username, user.as_str(), Claim::Plain).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    first_session(tx, &user, origin).await
}

async fn insert(tx: &mut Tx, name: &AccountName, email: &EmailAddress, password_hash: &str) -> Result<UserId> {
    let user = UserId::new();
    let display_name = DisplayName::parse(name.as_str()).map_err(|problem| Error::field("name", problem))?;
    users::insert_user_account(tx, &user, name, &display_name).await?;
    users::insert_user(tx, &users::NewUser { id: &user, email, password_hash, site_admin: false }).await?;
    Ok(user)
}

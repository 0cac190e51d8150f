//! Signing up, in two steps: the form holds the name for a day, the mailed link makes the user.

use sqlx::AnyConnection;

use super::{CONFIRM_WITHIN, hash, session, store as users, throttle};
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::event::{By, Change, Record, record};
use crate::id::{SignUpId, UserId};
use crate::text::{AccountName, DisplayName, EmailAddress, Password};
use crate::token::Secret;
use crate::{Error, Problem, Result, name};

mod store;

pub(super) use store::{Pending, by_login, forget};

/// Asks for an account. Public on purpose. The answer is the same whether or not the address has a user already; only the
/// mail to that address tells.
pub async fn sign_up(
    db: &Db,
    origin: &Origin,
    username: &AccountName,
    email: &EmailAddress,
    password: &Password,
) -> Result<()> {
    super::password::require_strong("password", password, &[username.as_str(), email.as_str()]).await?;
    let password_hash = hash::hash(password).await?;
    let secret = Secret::new();
    let now = Timestamp::now();
    let mut tx = db.begin().await?;
    if !name::reserve(&mut tx, username, now.plus(CONFIRM_WITHIN)).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    let pending = Pending { id: SignUpId::new(), name: username.clone(), email: email.clone(), password_hash };
    store::insert(&mut tx, &pending, &secret.hash(), now).await?;
    mail_link(&mut tx, origin, &pending, &secret).await?;
    Ok(tx.commit().await?)
}

/// Sends the link of a sign-up again; the old one is dead.
pub(super) async fn send_again(conn: &mut AnyConnection, origin: &Origin, pending: &Pending) -> Result<()> {
    let secret = Secret::new();
    store::replace_token(conn, &pending.id, &secret.hash()).await?;
    mail_link(conn, origin, pending, &secret).await
}

/// Slows down per mailbox, whoever holds it, so that nobody fills another person's.
async fn mail_link(conn: &mut AnyConnection, origin: &Origin, pending: &Pending, secret: &Secret) -> Result<()> {
    let throttled = format!("sign-up {}", pending.email.key());
    throttle::check(conn, &throttled).await?;
    throttle::count(conn, &throttled).await?;
    let holder = users::user_by_email(conn, &pending.email).await?.map(|user| user.name);
    let change = Change::SignUpAsked { name: pending.name.clone(), email: pending.email.clone(), holder };
    record(conn, Record::new(By::Visitor(origin), change).secret(secret)).await?;
    Ok(())
}

/// Follows the link: makes the user and signs in. Public on purpose; the link is the proof.
pub async fn confirm_sign_up(db: &Db, origin: &Origin, link: &Secret) -> Result<Secret> {
    let mut tx = db.begin().await?;
    let pending = store::take(&mut tx, &link.hash(), Timestamp::now()).await?.ok_or(Error::Stale(Stale::Link))?;
    let user = UserId::new();
    let display_name = DisplayName::parse(pending.name.as_str()).map_err(|problem| Error::field("name", problem))?;
    users::insert_user_account(&mut tx, &user, &pending.name, &display_name).await?;
    let new =
        users::NewUser { id: &user, email: &pending.email, password_hash: &pending.password_hash, site_admin: false };
    users::insert_user(&mut tx, &new).await?;
    if !name::assign(&mut tx, &pending.name, user.as_str()).await? {
        return Err(Error::Stale(Stale::Link));
    }
    let session = session::begin(&mut tx, &user, origin).await?;
    record(&mut tx, Record::new(By::User(&user, origin), Change::SignedUp)).await?;
    tx.commit().await?;
    Ok(session)
}

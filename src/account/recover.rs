use super::link::{self, Did, Purpose};
use super::password::new_hash;
use super::store::User;
use super::{Change, RESET_WITHIN, email, letter, session, sign_in, store, throttle};
use crate::Result;
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::By;
use crate::id::UserId;
use crate::mail;
use crate::notify::{Record, record};
use crate::text::{AccountName, EmailAddress, Password};
use crate::token::Secret;

/// Mails a link to a new password. Public on purpose: the answer never says whether the address has a user, and an
/// address without one gets a mail that says so.
pub async fn forget(db: &Db, origin: &Origin, email: &EmailAddress) -> Result<()> {
    let throttled = format!("forgotten {}", email.key());
    let secret = Secret::new();
    let mut tx = db.begin().await?;
    throttle::attempt(&mut tx, &throttled).await?;
    let user = store::user_by_email(&mut tx, email).await?;
    if mail::is_any_used_up(&mut tx, &[letter::RESET_PASSWORD, letter::NO_SUCH_USER], email).await? {
        // The link that was mailed last stays good, or whoever uses the budget up would take it from its reader.
        return tx.commit().await;
    }
    let by = user.as_ref().map_or(By::Visitor(origin), |user| By::User(&user.id, origin));
    // As many statements for an address without a user, so that the time does not tell which it is.
    link::drop_for_user(&mut tx, &user.as_ref().map_or_else(UserId::new, |user| user.id.clone())).await?;
    match &user {
        Some(user) => {
            let until = Timestamp::now().plus(RESET_WITHIN);
            link::insert(&mut tx, Purpose::Reset, Some(&user.id), &secret.hash(), until).await?;
        }
        None => {
            throttle::hold(&mut tx, &throttled).await?;
            store::holder_name(&mut tx, email).await?;
        }
    }
    let holder = user.as_ref().map(|user| user.name.clone());
    let change = Change::PasswordForgotten { email: email.clone(), holder };
    record(&mut tx, Record::new(by, change).secret(&secret)).await?;
    tx.commit().await
}

/// Whose password a mailed link may set; the link stays good. Public on purpose; the link is the proof.
pub async fn reset_link_holder(db: &Db, secret: &Secret) -> Result<AccountName> {
    Ok(link_holder(db, secret).await?.name)
}

async fn link_holder(db: &Db, secret: &Secret) -> Result<User> {
    let mut conn = db.read().await?;
    let user = link::peek(&mut conn, Purpose::Reset, &secret.hash(), Timestamp::now()).await?;
    let Some(user) = user else { return Err(link::stale(&mut conn, &secret.hash()).await?) };
    store::user(&mut conn, &user).await
}

/// Sets a new password by a mailed link and ends all sessions. Public on purpose; the link is the proof.
pub async fn reset_password(db: &Db, origin: &Origin, secret: &Secret, new: &Password) -> Result<()> {
    // A dead link costs no hash, and is told before anything about the password.
    let holder = link_holder(db, secret).await?;
    let new = new_hash(origin, "password", new, &holder.name, &holder.email).await?;
    let mut tx = db.begin().await?;
    let user = link::take(&mut tx, Purpose::Reset, &secret.hash(), Timestamp::now()).await?.flatten();
    let Some(user) = user else { return Err(link::stale(&mut tx, &secret.hash()).await?) };
    link::spend(&mut tx, &secret.hash(), Did::ResetPassword).await?;
    store::set_password(&mut tx, &user, &new).await?;
    link::drop_for_user(&mut tx, &user).await?;
    email::drop_waiting(&mut tx, &user).await?;
    session::end_all(&mut tx, &user, None).await?;
    // Guesses at the old one hold nobody up any more.
    sign_in::forget_tries(&mut tx, &user, origin).await?;
    record(&mut tx, Record::new(By::User(&user, origin), Change::PasswordReset)).await?;
    tx.commit().await
}

//! Changing one's address: confirmed from the new one, announced to the old one and cancellable from there for 7 days.

use super::link::{self as mailed, Did};
use super::{CANCEL_WITHIN, CONFIRM_WITHIN, Change, EmailChange, letter, password, session, store as users, throttle};
use crate::access::{Actor, Origin};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::EmailChangeId;
use crate::mail;
use crate::notify::{Record, record};
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Problem, Result};

mod store;

pub(super) use store::{can_cancel, can_confirm, drop_waiting, forget};

/// Asks to change the caller's address. The answer is the same whether or not the new address has a user.
pub async fn change_email(db: &Db, actor: &Actor, current: &str, new: &EmailAddress) -> Result<()> {
    if new.key() == actor.email.key() {
        return Err(Error::field("email", Problem::SameEmail));
    }
    password::require_own(db, actor, "password", current).await?;
    let (confirm, cancel) = (Secret::new(), Secret::new());
    let mut tx = db.begin().await?;
    // In the order of whatever ends a session, which may have happened while the password was looked at.
    users::lock(&mut tx, &actor.user).await?;
    session::confirm(&mut tx, actor.session(), Timestamp::now()).await?;
    // Nobody uses the site to fill other people's mailboxes.
    let throttled = format!("change of address {}", actor.user);
    throttle::attempt(&mut tx, &throttled).await?;
    let old = users::user(&mut tx, &actor.user).await?.email;
    let holder = users::holder_name(&mut tx, new).await?;
    // Said rather than promised in vain: for either letter, so that it does not tell which of them this address would
    // get.
    if mail::is_any_used_up(&mut tx, &[letter::CONFIRM_EMAIL, letter::EMAIL_IN_USE], new).await? {
        tx.commit().await?;
        return Err(Error::field("email", Problem::TooManyToday));
    }
    store::drop_waiting(&mut tx, &actor.user).await?;
    let id = EmailChangeId::new();
    store::insert(&mut tx, &id, &actor.user, (&old, new), (&confirm.hash(), &cancel.hash()), Timestamp::now()).await?;
    let change = Change::EmailChangeAsked { old, new: new.clone(), holder };
    record(&mut tx, Record::new(By::Actor(actor), change).secret(&confirm).second_secret(&cancel)).await?;
    tx.commit().await
}

/// The caller's change that waits or can still be undone.
pub async fn pending_email_change(db: &Db, actor: &Actor) -> Result<Option<EmailChange>> {
    let since = Timestamp::now().plus(-CONFIRM_WITHIN);
    store::waiting(&mut *db.read().await?, &actor.user, since).await
}

/// Follows the link in the mail to the new address. Public on purpose; the link is the proof.
pub async fn confirm_email(db: &Db, origin: &Origin, link: &Secret) -> Result<()> {
    let now = Timestamp::now();
    let mut tx = db.begin().await?;
    let change = store::confirm(&mut tx, &link.hash(), now.plus(-CONFIRM_WITHIN), now).await?;
    let Some(change) = change else { return Err(mailed::stale(&mut tx, &link.hash()).await?) };
    mailed::spend(&mut tx, &link.hash(), Did::ConfirmEmail).await?;
    if !users::set_email(&mut tx, &change.user_id, &change.new_email).await? {
        return Err(Error::Stale(Stale::Link));
    }
    mailed::drop_for_user(&mut tx, &change.user_id).await?;
    let told = Change::EmailChanged { old: change.old_email, new: change.new_email };
    record(&mut tx, Record::new(By::User(&change.user_id, origin), told)).await?;
    tx.commit().await
}

/// Follows the link in the mail to the old address: keeps it, and ends all sessions, for whoever asked may be a thief.
/// Public on purpose; the link is the proof.
pub async fn cancel_email_change(db: &Db, origin: &Origin, link: &Secret) -> Result<()> {
    let now = Timestamp::now();
    let mut tx = db.begin().await?;
    let change = store::cancel(&mut tx, &link.hash(), now.plus(-CANCEL_WITHIN), now).await?;
    let Some(change) = change else { return Err(mailed::stale(&mut tx, &link.hash()).await?) };
    mailed::spend(&mut tx, &link.hash(), Did::CancelEmail).await?;
    // Otherwise whoever holds the refused address could go on from there, or come back to it by a link of their own.
    store::cancel_since(&mut tx, &change.user_id, change.asked_at, now).await?;
    if !users::set_email(&mut tx, &change.user_id, &change.old_email).await? {
        return Err(Error::Stale(Stale::Link));
    }
    mailed::drop_for_user(&mut tx, &change.user_id).await?;
    session::end_all(&mut tx, &change.user_id, None).await?;
    let told = Change::EmailChangeCancelled { kept: change.old_email, refused: change.new_email };
    record(&mut tx, Record::new(By::User(&change.user_id, origin), told)).await?;
    tx.commit().await
}

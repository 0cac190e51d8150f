use tokio::sync::Semaphore;

use super::{CONFIRMED_FOR, Strength, email, hash, link, session, store};
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::{By, Change, Record, record};
use crate::text::Password;
use crate::{Error, Problem, Result};

/// Estimates under way at one time: a hostile text takes a good part of a second, and must not take all cores.
static ESTIMATES: Semaphore = Semaphore::const_new(1);

/// How hard a password is to guess. `hints` are words an attacker would try first: the username, the address.
pub async fn password_strength(text: &str, hints: &[&str]) -> Result<Strength> {
    let (text, hints) = (text.to_owned(), hints.iter().map(|hint| (*hint).to_owned()).collect::<Vec<_>>());
    let place = ESTIMATES.acquire().await.map_err(|_| Error::Internal)?;
    let estimate = move || {
        let _place = place;
        let hints: Vec<_> = hints.iter().map(String::as_str).collect();
        estimate(&text, &hints)
    };
    tokio::task::spawn_blocking(estimate).await.map_err(|_| Error::Internal)
}

fn estimate(text: &str, hints: &[&str]) -> Strength {
    // The estimate takes seconds for a long text of look-alike signs; what comes after 50 characters can only make it stronger.
    let text: String = text.chars().take(50).collect();
    let estimate = zxcvbn::zxcvbn(&text, hints);
    let advice = match estimate.feedback() {
        Some(feedback) => match (feedback.warning(), feedback.suggestions().first()) {
            (Some(warning), _) => warning.to_string(),
            (None, Some(suggestion)) => suggestion.to_string(),
            (None, None) => String::new(),
        },
        None => String::new(),
    };
    Strength { score: estimate.score().into(), advice }
}

pub(crate) async fn require_strong(field: &str, password: &Password, hints: &[&str]) -> Result<()> {
    if password_strength(password.expose(), hints).await?.score < Strength::ENOUGH {
        return Err(Error::field(field, Problem::PasswordWeak));
    }
    Ok(())
}

/// Answers the problem of the field `current` unless this is the caller's password.
pub(super) async fn require_own(db: &Db, actor: &Actor, field: &str, current: &str) -> Result<()> {
    let throttled = format!("own password {}", actor.user);
    let user = {
        let mut conn = db.read().await?;
        super::throttle::check(&mut conn, &throttled).await?;
        store::user(&mut conn, &actor.user).await?
    };
    if hash::verify(current, Some(user.password_hash)).await? {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    super::throttle::count(&mut tx, &throttled).await?;
    tx.commit().await?;
    Err(Error::field(field, Problem::PasswordWrong))
}

/// Whether the caller gave the password so lately that dangerous acts need it not again, with so many milliseconds to spare.
pub fn is_confirmed(actor: &Actor, to_spare: i64) -> bool {
    actor.confirmed_at.plus(CONFIRMED_FOR - to_spare) > Timestamp::now()
}

/// Asks for the caller's password as the field `password`, unless it was given lately.
pub async fn require_confirmed(db: &Db, actor: &Actor, password: &str) -> Result<()> {
    if is_confirmed(actor, 0) {
        return Ok(());
    }
    if password.is_empty() {
        return Err(Error::field("password", Problem::PasswordAgain));
    }
    require_own(db, actor, "password", password).await?;
    let mut tx = db.begin().await?;
    session::confirm(&mut tx, &actor.session).await?;
    tx.commit().await
}

/// Changes the caller's password and ends the other sessions. A change of address that waits is dropped: a thief may have
/// asked for it.
pub async fn change_password(db: &Db, actor: &Actor, current: &str, new: &Password) -> Result<()> {
    require_strong("new", new, &[actor.name.as_str(), actor.email.as_str()]).await?;
    require_own(db, actor, "current", current).await?;
    let new = hash::hash(new).await?;
    let mut tx = db.begin().await?;
    store::set_password(&mut tx, &actor.user, &new).await?;
    link::drop_for_user(&mut tx, &actor.user).await?;
    email::drop_waiting(&mut tx, &actor.user).await?;
    session::end_all(&mut tx, &actor.user, Some(&actor.session)).await?;
    record(&mut tx, Record::new(By::Actor(actor), Change::PasswordChanged)).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_is_honest() {
        assert!(estimate("password123", &[]).score < Strength::ENOUGH);
        assert!(estimate("ada-lovelace", &["ada-lovelace"]).score < Strength::ENOUGH);
        assert!(estimate("plenty of brass wheels", &[]).score >= Strength::ENOUGH);
        assert!(!estimate("qwertyuiop", &[]).advice.is_empty());
    }
}

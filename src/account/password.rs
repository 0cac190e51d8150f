use super::alarm::alarm;
use super::common::is_common;
use super::{Change, Strength, email, hash, link, session, store, throttle};
use crate::access::{Actor, Origin, Via};
use crate::bench::Bench;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};
use crate::text::{AccountName, EmailAddress, Password};
use crate::{Error, Problem, Result};

/// Estimates while somebody types, which may be left out.
static MEASURES: Bench = Bench::new(1, 32, 4);
/// Estimates of what was sent, which nobody's typing holds up.
static CHECKS: Bench = Bench::new(1, 64, 8);
/// Characters that are looked at. The estimate takes a good part of a second for a longer text of look-alike signs, and
/// what comes after these can only make it stronger.
const MEASURED: usize = 32;
/// Words that an attacker would try first, at most.
const HINTS: usize = 4;
/// Characters of such a word.
const HINT: usize = 64;

/// How hard a password is to guess. `about` are words that an attacker would try first: the username, the address.
/// Public on purpose: forms ask while the person types.
pub async fn password_strength(origin: &Origin, text: &str, about: &[&str]) -> Result<Strength> {
    strength(&MEASURES, origin, text, about).await
}

async fn strength(bench: &'static Bench, origin: &Origin, text: &str, about: &[&str]) -> Result<Strength> {
    if is_common(text) {
        return Ok(Strength { score: 0, advice: Problem::PasswordCommon.message() });
    }
    let cut = |text: &str, most| text.chars().take(most).collect::<String>();
    let (text, about): (_, Vec<_>) =
        (cut(text, MEASURED), about.iter().take(HINTS).map(|word| cut(word, HINT)).collect());
    bench.run(origin, move || estimate(&text, &about.iter().map(String::as_str).collect::<Vec<_>>())).await
}

fn estimate(text: &str, hints: &[&str]) -> Strength {
    let estimate = zxcvbn::zxcvbn(text, hints);
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

/// The hash of a password that somebody wants to have, or the problem of its field. One rule for all ways to have one.
pub(crate) async fn new_hash(
    origin: &Origin,
    field: &str,
    password: &Password,
    username: &AccountName,
    email: &EmailAddress,
) -> Result<String> {
    if is_common(password.expose()) {
        return Err(Error::field(field, Problem::PasswordCommon));
    }
    let about = [username.as_str(), email.as_str()];
    if strength(&CHECKS, origin, password.expose(), &about).await?.score < Strength::ENOUGH {
        return Err(Error::field(field, Problem::PasswordWeak));
    }
    hash::hash(origin, password).await
}

/// Returns the problem of the field `current` unless this is the caller's password.
pub(super) async fn require_own(db: &Db, actor: &Actor, field: &str, current: &str) -> Result<()> {
    let throttled = format!("own password {}", actor.user);
    let mut tx = db.begin().await?;
    throttle::attempt(&mut tx, &throttled).await?;
    let user = store::user(&mut tx, &actor.user).await?;
    tx.commit().await?;
    if !hash::verify(&actor.origin, current, Some(user.password_hash)).await? {
        alarm(&actor.origin, actor.name.as_str(), "wrong current password");
        return Err(Error::field(field, Problem::PasswordWrong));
    }
    let mut tx = db.begin().await?;
    throttle::clear(&mut tx, &throttled).await?;
    tx.commit().await
}

/// The caller as one who gave the password just now, if the field `password` holds it. Without one nothing is asked:
/// what needs it refuses by itself.
pub async fn confirmed(db: &Db, actor: Actor, password: &str) -> Result<Actor> {
    if password.is_empty() || actor.is_confirmed(0) {
        return Ok(actor);
    }
    require_own(db, &actor, "password", password).await?;
    let now = Timestamp::now();
    let mut tx = db.begin().await?;
    session::confirm(&mut tx, actor.session(), now).await?;
    tx.commit().await?;
    let via = Via::Session { id: actor.session().clone(), confirmed_at: now };
    Ok(Actor { via, ..actor })
}

/// Changes the caller's password and ends the other sessions. A change of address that waits is dropped: a thief may
/// have asked for it.
pub async fn change_password(db: &Db, actor: &Actor, current: &str, new: &Password) -> Result<()> {
    require_own(db, actor, "current", current).await?;
    let new = new_hash(&actor.origin, "new", new, &actor.name, &actor.email).await?;
    let mut tx = db.begin().await?;
    store::set_password(&mut tx, &actor.user, &new).await?;
    // A new password from a link, set while this one was hashed, has ended the session and stays.
    session::confirm(&mut tx, actor.session(), Timestamp::now()).await?;
    link::drop_for_user(&mut tx, &actor.user).await?;
    email::drop_waiting(&mut tx, &actor.user).await?;
    session::end_all(&mut tx, &actor.user, Some(actor.session())).await?;
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

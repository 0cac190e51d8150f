use super::{Pending, mail_link, store, throttled};
use crate::access::Origin;
use crate::account::{hash, sign_in, throttle};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Result, name, site};

/// Mails the link of a sign-up to another address, where the first was mistyped; the old link is dead. Public on
/// purpose: the password is the proof, and a wrong one is the same as a name that nobody asked for.
pub async fn correct_sign_up(
    db: &Db,
    origin: &Origin,
    login: &str,
    password: &str,
    email: &EmailAddress,
) -> Result<()> {
    let (name_key, email_key) = sign_in::keys_of(login);
    let mut tx = db.begin().await?;
    let pending = store::by_login(&mut tx, &name_key, &email_key, Timestamp::now()).await?;
    let lanes = sign_in::count_try(&mut tx, origin, None, pending.as_ref(), &format!("{name_key}{email_key}")).await?;
    tx.commit().await?;
    let is_right = hash::verify(origin, password, pending.as_ref().map(|found| found.password_hash.clone())).await?;
    let pending = pending.filter(|_| is_right).ok_or(Error::WrongCredentials)?;

    let mut tx = db.begin().await?;
    throttle::hold(&mut tx, &throttled(email)).await?;
    if email.key() != pending.email.key() {
        let settings = site::settings(&mut tx).await?;
        for given_up in store::give_up(&mut tx, email, settings.sign_ups_of_address - 1).await? {
            name::release(&mut tx, &given_up).await?;
        }
    }
    let secret = Secret::new();
    // It may have been confirmed or have run out while the password was looked at.
    if !store::set_address(&mut tx, &pending.id, email, &secret.hash(), Timestamp::now()).await? {
        return Err(Error::WrongCredentials);
    }
    for (lane, _) in &lanes {
        throttle::clear(&mut tx, lane).await?;
    }
    mail_link(&mut tx, origin, &Pending { email: email.clone(), ..pending }, &secret).await?;
    tx.commit().await
}

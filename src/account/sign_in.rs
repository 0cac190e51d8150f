use super::{hash, session, sign_up, store, throttle};
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::{By, Change, Record, record};
use crate::text::{AccountName, EmailAddress};
use crate::token::Secret;
use crate::{Error, Result};

/// What a right password leads to.
#[derive(Debug)]
pub enum SignIn {
    /// A session, by its cookie.
    In(Secret),
    /// The sign-up still waits for its address to be confirmed; the link was sent again.
    Unconfirmed,
}

/// Signs in by username or e-mail address. Public on purpose. An unknown name and a wrong password are the same, in words and
/// in time: both read the same rows, check one hash and write one line.
pub async fn sign_in(db: &Db, origin: &Origin, login: &str, password: &str) -> Result<SignIn> {
    let name_key = AccountName::parse(login).map(|name| name.key().as_str().to_owned()).unwrap_or_default();
    let email_key = EmailAddress::parse(login).map(|email| email.key()).unwrap_or_default();
    if name_key.is_empty() && email_key.is_empty() {
        hash::verify(origin, password, None).await?;
        return Err(Error::WrongCredentials);
    }
    let throttled = format!("sign-in {name_key}{email_key}");
    let (user, pending) = {
        let mut conn = db.read().await?;
        throttle::check(&mut conn, &throttled).await?;
        let user = store::user_by_login(&mut conn, &name_key, &email_key).await?;
        (user, sign_up::by_login(&mut conn, &name_key, &email_key, Timestamp::now()).await?)
    };
    // Both are checked, there or not, so that neither the answer nor its time tells which exists.
    let is_user = hash::verify(origin, password, user.as_ref().map(|user| user.password_hash.clone())).await?;
    let is_pending =
        hash::verify(origin, password, pending.as_ref().map(|pending| pending.password_hash.clone())).await?;

    let mut tx = db.begin().await?;
    let done = match (user.filter(|_| is_user), pending.filter(|_| is_pending)) {
        (Some(user), _) => {
            let secret = session::begin(&mut tx, &user.id, origin).await?;
            record(&mut tx, Record::new(By::User(&user.id, origin), Change::SignedIn)).await?;
            Ok(SignIn::In(secret))
        }
        (None, Some(pending)) => {
            sign_up::send_again(&mut tx, origin, &pending).await?;
            Ok(SignIn::Unconfirmed)
        }
        (None, None) => Err(Error::WrongCredentials),
    };
    match done {
        Ok(_) => throttle::clear(&mut tx, &throttled).await?,
        Err(_) => throttle::count(&mut tx, &throttled).await?,
    }
    tx.commit().await?;
    done
}

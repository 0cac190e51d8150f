use super::look::{Key, find};
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::text::{AccountName, Password};
use crate::token::Secret;
use crate::{Error, Problem, Result, account};

/// Makes a user with the address that an invitation was mailed to, and signs in; the link proves the address. The
/// invitation still waits for its answer. Public on purpose.
pub async fn sign_up(
    db: &Db,
    origin: &Origin,
    link: &Secret,
    username: &AccountName,
    password: &Password,
) -> Result<Secret> {
    let key = Key::Link(link.clone());
    let found = find(&mut *db.read().await?, None, &key).await?;
    let waits = found.is_pending() && found.is_current(&key) && found.expires_at > Timestamp::now();
    let email = found.email.filter(|_| waits).ok_or(Error::Stale(Stale::Invitation))?;
    let password_hash = account::new_password_hash(origin, "password", password, username, &email).await?;
    let mut tx = db.begin().await?;
    if account::holder_of(&mut tx, &email).await?.is_some() {
        return Err(Error::field("email", Problem::EmailTaken));
    }
    let session = account::enter(&mut tx, origin, username, &email, &password_hash).await?;
    tx.commit().await?;
    Ok(session)
}

use sqlx::AnyConnection;

use super::Did;
use super::store::{self, Purpose};
use crate::account::{CANCEL_WITHIN, CONFIRM_WITHIN, MailedLink, email, site_admin};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::token::Secret;
use crate::{Error, Result};

/// Whether a link still works; if not, why. It stays good. Public on purpose; the link is the proof.
pub async fn look_at_link(db: &Db, link: MailedLink, secret: &Secret) -> Result<()> {
    let (mut conn, now, hash) = (db.read().await?, Timestamp::now(), secret.hash());
    let is_live = match link {
        MailedLink::SetUp => store::is_live(&mut conn, Purpose::SetUp, &hash, now).await?,
        MailedLink::ConfirmEmail => email::can_confirm(&mut conn, &hash, now.plus(-CONFIRM_WITHIN)).await?,
        MailedLink::CancelEmail => email::can_cancel(&mut conn, &hash, now.plus(-CANCEL_WITHIN)).await?,
    };
    match link {
        _ if is_live => Ok(()),
        MailedLink::SetUp if !site_admin::has_no_site_admin(&mut conn).await? => Err(Error::Stale(Stale::SetUp)),
        _ => Err(stale(&mut conn, &hash).await?),
    }
}

/// Why a link does nothing: it has done its work, or it never had or no longer has any.
pub(in super::super) async fn stale(conn: &mut AnyConnection, token_hash: &[u8]) -> Result<Error> {
    Ok(Error::Stale(match store::did(conn, token_hash).await? {
        Some(Did::ConfirmSignUp) => Stale::Confirmed,
        Some(Did::ResetPassword) => Stale::PasswordSet,
        Some(Did::ConfirmEmail) => Stale::EmailConfirmed,
        Some(Did::CancelEmail) => Stale::EmailKept,
        None => Stale::Link,
    }))
}

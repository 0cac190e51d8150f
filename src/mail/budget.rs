use sqlx::AnyConnection;

use super::store;
use crate::Result;
use crate::clock::{DAY, HOUR, Timestamp};
use crate::db::Tx;
use crate::site::{self, SiteSettings};
use crate::text::EmailAddress;

/// Whether one more letter of a kind is too much: for this mailbox today, or for the site in this hour.
pub async fn is_used_up(tx: &mut Tx, kind: &str, to: &EmailAddress) -> Result<bool> {
    let settings = site::settings(tx).await?;
    is_used_up_under(tx, &settings, kind, to).await
}

/// The same where nothing is to be written.
pub async fn is_used_up_under(
    conn: &mut AnyConnection,
    settings: &SiteSettings,
    kind: &str,
    to: &EmailAddress,
) -> Result<bool> {
    let now = Timestamp::now();
    let of_site = store::unasked_since(conn, now.plus(-HOUR), settings.hourly_mails).await?;
    if of_site >= settings.hourly_mails {
        tracing::warn!(target: "guildhall::security", "the site's mails of this hour are used up; raise the setting, \
            or see who asks");
        return Ok(true);
    }
    Ok(store::budget_since(conn, &budget(kind, to), now.plus(-DAY)).await? >= settings.daily_mails)
}

/// The same for several kinds, of which whoever asks must not learn which it would be.
pub async fn is_any_used_up(tx: &mut Tx, kinds: &[&str], to: &EmailAddress) -> Result<bool> {
    let (settings, mut any) = (site::settings(tx).await?, false);
    for kind in kinds {
        any |= is_used_up_under(tx, &settings, kind, to).await?;
    }
    Ok(any)
}

/// What a letter of this kind counts against.
pub(super) fn budget(kind: &str, to: &EmailAddress) -> String {
    format!("{kind} {}", to.key())
}

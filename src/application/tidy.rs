use super::store;
use crate::Result;
use crate::clock::{DAY, Timestamp};
use crate::db::Db;

/// Declined and withdrawn applications are kept for so long, in milliseconds.
const KEPT_FOR: i64 = 30 * DAY;

/// Deletes applications that ended without an organization 30 days ago.
pub(crate) async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    store::forget(&mut tx, now.plus(-KEPT_FOR)).await?;
    tx.commit().await
}

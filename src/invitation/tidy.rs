use super::{batch, draft, report, store};
use crate::Result;
use crate::clock::{DAY, Timestamp};
use crate::db::Db;

/// Invitations that were answered or revoked are kept for so long, in milliseconds, so that their links can say so.
const KEPT_FOR: i64 = 90 * DAY;
/// What was reported is kept for so long, in milliseconds.
const REPORTS_KEPT_FOR: i64 = 180 * DAY;

/// Deletes invitations that ended long ago, and what was answered to acts of inviting.
pub(crate) async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    store::forget(&mut tx, now.plus(-KEPT_FOR)).await?;
    batch::forget(&mut tx, now.plus(-DAY)).await?;
    draft::forget(&mut tx, now.plus(-DAY)).await?;
    report::forget(&mut tx, now.plus(-REPORTS_KEPT_FOR)).await?;
    tx.commit().await
}

use super::{CANCEL_WITHIN, SESSION_IDLE, SESSION_LIFE, device, email, link, session, sign_up, throttle};
use crate::clock::{DAY, Timestamp};
use crate::db::Db;
use crate::{Result, name};

/// What a mailed link did is remembered for so long, in milliseconds.
const SPENT_FOR: i64 = 90 * DAY;

/// Deletes what has run out: sign-ups, links, sessions, old changes of address.
pub(crate) async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    sign_up::forget(&mut tx, now).await?;
    name::forget_reservations(&mut tx, now).await?;
    link::forget(&mut tx, now, now.plus(-SPENT_FOR)).await?;
    session::forget(&mut tx, (now.plus(-SESSION_LIFE), now.plus(-SESSION_IDLE))).await?;
    email::forget(&mut tx, now.plus(-CANCEL_WITHIN)).await?;
    device::forget(&mut tx, now.plus(-device::MEMORY)).await?;
    throttle::forget(&mut tx, now.plus(-throttle::MEMORY)).await?;
    tx.commit().await
}

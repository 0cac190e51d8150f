use super::{OrgFor, Waiting, store};
use crate::Result;
use crate::access::{Actor, ManagePeople};
use crate::clock::{DAY, Timestamp};
use crate::db::Db;

/// How long before its end an invitation is pointed out.
const SOON: i64 = 2 * DAY;

/// What waits for an Owner, in one look.
pub async fn waiting(db: &Db, actor: &Actor, org: &OrgFor<ManagePeople>) -> Result<Waiting> {
    let now = Timestamp::now();
    store::waiting(&mut *db.read().await?, org, &actor.user, (now, now.plus(SOON))).await
}

use super::store;
use crate::Result;
use crate::db::Db;

/// Accounts that are folded in one transaction.
const SOME: i64 = 200;

/// Fills in what some accounts are sorted by, where a version of before has left it out. Returns whether there may be
/// more.
pub(crate) async fn fold_some(db: &Db) -> Result<bool> {
    let mut tx = db.begin().await?;
    let more = store::fold_some(&mut tx, SOME).await?;
    tx.commit().await?;
    Ok(more)
}

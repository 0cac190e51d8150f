use crate::clock::Timestamp;
use crate::db::Db;
use crate::{Result, account};

/// Fills in what accounts are found and sorted by, where a version of before has left it out.
pub(crate) async fn run(db: &Db, _: Timestamp) -> Result<()> {
    while account::fold_some(db).await? {}
    Ok(())
}

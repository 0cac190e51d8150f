use super::store;
use crate::Result;
use crate::access::Actor;
use crate::db::Db;

/// Marks all of the caller's notices as read. Reading is no change of anything else, so it writes no event.
pub async fn mark_read(db: &Db, actor: &Actor) -> Result<()> {
    let mut tx = db.begin().await?;
    store::mark_read(&mut tx, &actor.user).await?;
    tx.commit().await
}

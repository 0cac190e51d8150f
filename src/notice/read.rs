use super::{Notices, store};
use crate::Result;
use crate::access::Actor;
use crate::db::Db;
use crate::id::NoticeId;

/// A page of the caller's notices, from `before` downwards.
pub async fn latest(db: &Db, actor: &Actor, before: Option<&NoticeId>) -> Result<Notices> {
    store::page(&mut *db.read().await?, &actor.user, before).await
}

/// Marks all of the caller's notices as read. Reading is no change of anything else, so it writes no event.
pub async fn mark_read(db: &Db, actor: &Actor) -> Result<()> {
    let mut tx = db.begin().await?;
    store::mark_read(&mut tx, &actor.user).await?;
    tx.commit().await
}

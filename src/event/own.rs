use super::{Log, store};
use crate::Result;
use crate::access::Actor;
use crate::db::Db;
use crate::id::EventId;

/// A page of the caller's own log, from `before` downwards.
pub async fn own(db: &Db, actor: &Actor, before: Option<&EventId>) -> Result<Log> {
    store::of_user(&mut *db.read().await?, &actor.user, before).await
}

use super::Log;
use super::line::Sight;
use crate::access::Actor;
use crate::db::Db;
use crate::id::EventId;
use crate::{Result, event};

/// A page of the caller's own log, from `before` downwards: what they did and what was done to them.
pub async fn own(db: &Db, actor: &Actor, before: Option<&EventId>) -> Result<Log> {
    let rows = event::of_user(&mut *db.read().await?, &actor.user, before).await?;
    Ok(Log::new(rows, Sight::Own(&actor.user)))
}

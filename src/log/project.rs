use super::Log;
use super::line::Sight;
use crate::access::{Actor, SeeInside};
use crate::db::Db;
use crate::id::EventId;
use crate::project::ProjectFor;
use crate::text::ProjectAt;
use crate::{Result, event};

/// A page of the history of a project, whoever owned it, from `before` downwards; for those who may see inside.
pub async fn of_project(db: &Db, actor: &Actor, at: &ProjectAt, before: Option<&EventId>) -> Result<Log> {
    let mut conn = db.read().await?;
    let project = ProjectFor::<SeeInside>::check(&mut conn, actor, at).await?;
    Ok(Log::new(event::about(&mut conn, (&project.id).into(), before).await?, Sight::Nothing))
}

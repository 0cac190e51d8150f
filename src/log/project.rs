use super::line::Sight;
use super::{Line, Log};
use crate::access::{Actor, ProjectPermission, SeeInside, allows_project};
use crate::db::Db;
use crate::id::EventId;
use crate::project::ProjectFor;
use crate::text::ProjectAt;
use crate::{Result, event};

/// A page of the history of a project, whoever owned it, from `before` downwards; for those who may see inside. What
/// was offered to whom is for those who manage it, and addresses of mail are for nobody: a former owner wrote to them.
pub async fn of_project(db: &Db, actor: &Actor, at: &ProjectAt, before: Option<&EventId>) -> Result<Log> {
    let mut conn = db.read().await?;
    let project = ProjectFor::<SeeInside>::check(&mut conn, actor, at).await?;
    let Log { lines, older } = Log::new(event::about(&mut conn, (&project.id).into(), before).await?, Sight::Nothing);
    let manages = allows_project(&project.project.reach, ProjectPermission::TakeRights);
    let read = |line: Line| line.change.in_history(manages).map(|change| Line { change, ..line });
    Ok(Log { lines: lines.into_iter().filter_map(read).collect(), older })
}

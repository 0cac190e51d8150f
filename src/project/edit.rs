use super::note::note;
use super::{Change, Details, LastAct, ProjectFor, store};
use crate::Result;
use crate::access::{Actor, EditProject, ShowProject, Visibility};
use crate::db::Db;
use crate::text::ProjectAt;

/// Changes what a project says of itself.
pub async fn edit(db: &Db, actor: &Actor, at: &ProjectAt, details: &Details) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<EditProject>::hold(&mut tx, actor, at).await?;
    let found = &project.project;
    let before = Details { description: found.description.clone(), link: found.link.clone() };
    if before == *details {
        return Ok(());
    }
    store::set_details(&mut tx, &project, details).await?;
    store::act(&mut tx, &project.id, LastAct::Edited, &actor.user).await?;
    let change = Change::ProjectEdited { project: found.named.clone(), before, after: details.clone() };
    note(&mut tx, actor, &project, None, change).await?;
    tx.commit().await
}

/// Makes a project public or internal.
pub async fn show(db: &Db, actor: &Actor, at: &ProjectAt, visibility: Visibility) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<ShowProject>::hold(&mut tx, actor, at).await?;
    if project.project.visibility == visibility {
        return Ok(());
    }
    store::set_visibility(&mut tx, &project, visibility).await?;
    let act = if visibility == Visibility::Public { LastAct::Published } else { LastAct::Hidden };
    store::act(&mut tx, &project.id, act, &actor.user).await?;
    let change = Change::ProjectShown {
        project: project.project.named.clone(),
        owner: project.project.owner.clone(),
        visibility,
    };
    note(&mut tx, actor, &project, None, change).await?;
    tx.commit().await
}

use super::note::note;
use super::offer::store as offers;
use super::rename::is_typed;
use super::{Change, ProjectFor, store};
use crate::access::{Actor, DeleteProject};
use crate::db::Db;
use crate::text::ProjectAt;
use crate::{Error, Problem, Result};

/// Ends a project that has never published. Its history stays; rights in it end; its names can be had again. `typed` is
/// its name.
pub async fn delete(db: &Db, actor: &Actor, at: &ProjectAt, typed: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<DeleteProject>::hold(&mut tx, actor, at).await?;
    if !is_typed(typed, &project.project.named) {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    let (named, owner) = (project.project.named.clone(), project.project.owner.clone());
    store::end_rights(&mut tx, &project.id).await?;
    offers::end_all(&mut tx, &project.id).await?;
    store::forget_joins(&mut tx, &project.id).await?;
    store::set_state(&mut tx, &project, "deleted").await?;
    store::count(&mut tx, &project.owner_id, named.kind, project.project.state, -1).await?;
    note(&mut tx, actor, &project, None, Change::ProjectDeleted { project: named, owner }).await?;
    tx.commit().await
}

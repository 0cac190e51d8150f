use super::store;
use crate::access::{Actor, SeeInside};
use crate::db::Db;
use crate::error::Stale;
use crate::project::note::note;
use crate::project::offer::store as offers;
use crate::project::{Change, ProjectFor};
use crate::text::ProjectAt;
use crate::{Error, Result};

/// Gives up the right that the caller was given by name.
pub async fn give_up(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<SeeInside>::hold(&mut tx, actor, at).await?;
    let right = store::own(&mut tx, &project.id, &actor.user).await?.ok_or(Error::Stale(Stale::Right))?;
    store::end_own(&mut tx, &project.id, &actor.user).await?;
    offers::end_of_user(&mut tx, offers::Of::Project(&project.id), &actor.user).await?;
    let found = &project.project;
    let change = Change::RightGivenUp { project: found.named.clone(), owner: found.owner.clone(), right, alone: true };
    note(&mut tx, actor, &project, Some(&actor.user), change).await?;
    tx.commit().await
}

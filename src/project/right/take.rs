use super::give::{found_team, within_own};
use super::store;
use crate::access::{Actor, TakeRights};
use crate::db::Db;
use crate::error::{Stale, Who};
use crate::project::holder::Holder;
use crate::project::note::note;
use crate::project::offer::store as offers;
use crate::project::{Change, ProjectFor};
use crate::text::{AccountName, ProjectAt};
use crate::{Error, Result, account};

/// Takes from a person the right that was given by name.
pub async fn take(db: &Db, actor: &Actor, at: &ProjectAt, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<TakeRights>::hold(&mut tx, actor, at).await?;
    let (user, person) = account::anybody_named(&mut tx, &name.key()).await?.ok_or(Error::NotFound)?;
    let right = store::own(&mut tx, &project.id, &user).await?.ok_or(Error::Stale(Stale::Right))?;
    within_own(&project, right).map_err(|_| Error::Forbidden(Who::ProjectAdmins))?;
    store::end_own(&mut tx, &project.id, &user).await?;
    offers::end_of_user(&mut tx, offers::Of::Project(&project.id), &user).await?;
    let change =
        Change::RightTaken { project: project.project.named.clone(), from: Holder::Person(person), right, alone: true };
    note(&mut tx, actor, &project, Some(&user), change).await?;
    tx.commit().await
}

/// Takes from a team the right that it has in a project.
pub async fn take_team(db: &Db, actor: &Actor, at: &ProjectAt, team: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<TakeRights>::hold(&mut tx, actor, at).await?;
    let team = found_team(&mut tx, actor, &project, team).await?;
    let right = store::of_team(&mut tx, &project.id, &team.id).await?.ok_or(Error::Stale(Stale::Right))?;
    within_own(&project, right).map_err(|_| Error::Forbidden(Who::ProjectAdmins))?;
    store::end_of_team(&mut tx, &project.id, &team.id).await?;
    let from = Holder::Team { name: team.name, slug: team.slug };
    let change = Change::RightTaken { project: project.project.named.clone(), from, right, alone: true };
    note(&mut tx, actor, &project, None, change).await?;
    tx.commit().await
}

use super::note::note;
use super::offer::store as offers;
use super::{Change, LastAct, ProjectFor, State, store};
use crate::access::{Actor, ArchiveProject, LockProject};
use crate::db::{Db, Tx};
use crate::error::Rule;
use crate::text::ProjectAt;
use crate::{Error, Result};

/// Shuts out whoever has no more than the base right.
pub async fn lock(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<LockProject>::hold(&mut tx, actor, at).await?;
    let change = Change::ProjectLocked { project: project.project.named.clone() };
    turn(&mut tx, actor, &project, (State::Active, State::Locked), LastAct::Locked, change).await?;
    tx.commit().await
}

/// Lets base rights apply again. Who waited to be let in need not wait any more.
pub async fn unlock(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<LockProject>::hold(&mut tx, actor, at).await?;
    store::forget_joins(&mut tx, &project.id).await?;
    let change = Change::ProjectUnlocked { project: project.project.named.clone() };
    turn(&mut tx, actor, &project, (State::Locked, State::Active), LastAct::Unlocked, change).await?;
    tx.commit().await
}

/// Makes a project read only for everybody. What was offered of it is offered no longer.
pub async fn archive(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<ArchiveProject>::hold(&mut tx, actor, at).await?;
    let (named, owner) = (project.project.named.clone(), project.project.owner.clone());
    let change = Change::ProjectArchived { project: named, owner };
    store::forget_joins(&mut tx, &project.id).await?;
    offers::end_all(&mut tx, &project.id).await?;
    let before = project.project.state;
    turn(&mut tx, actor, &project, (before, State::Archived), LastAct::Archived, change).await?;
    tx.commit().await
}

/// Lets an archived project be worked on again; one that was locked before is so still.
pub async fn restore(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<ArchiveProject>::hold(&mut tx, actor, at).await?;
    let (named, owner) = (project.project.named.clone(), project.project.owner.clone());
    let change = Change::ProjectRestored { project: named, owner };
    let to = if project.project.reach.locked { State::Locked } else { State::Active };
    turn(&mut tx, actor, &project, (State::Archived, to), LastAct::Restored, change).await?;
    tx.commit().await
}

/// From one state into another; twice is once.
async fn turn<P>(
    tx: &mut Tx,
    actor: &Actor,
    project: &ProjectFor<P>,
    (from, to): (State, State),
    act: LastAct,
    change: Change,
) -> Result<()> {
    if project.project.state != from || from == to {
        return Err(Error::Refused(Rule::SameState));
    }
    store::set_state(tx, project, to.as_str()).await?;
    store::count(tx, &project.owner_id, project.project.named.kind, from, -1).await?;
    store::count(tx, &project.owner_id, project.project.named.kind, to, 1).await?;
    store::act(tx, &project.id, act, &actor.user).await?;
    note(tx, actor, project, None, change).await
}

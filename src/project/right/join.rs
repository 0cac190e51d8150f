use super::give::within_own;
use super::store;
use crate::access::{Actor, GiveRights, Right};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Rule, Stale, Who};
use crate::project::holder::Holder;
use crate::project::note::{note, note_for};
use crate::project::{Change, ProjectFor, State, store as projects};
use crate::text::{AccountName, Named, ProjectAt};
use crate::{Error, Result, account};

/// A member whom a lock shut out asks to be let in. Twice is once.
pub async fn ask_join(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<()> {
    let mut tx = db.begin().await?;
    projects::hold_at(&mut tx, at).await?.ok_or(Error::NotFound)?;
    let found = projects::find(&mut tx, Some(&actor.user), at).await?.ok_or(Error::NotFound)?;
    let (project, reach) = (&found.project, &found.project.reach);
    if reach.standing.is_none() {
        let is_visible = crate::project::read::is_visible(project);
        return Err(if is_visible { Error::Forbidden(Who::Members) } else { Error::NotFound });
    }
    if reach.right().is_some() || project.state != State::Locked {
        return Err(Error::Refused(Rule::SameState));
    }
    if store::insert_join(&mut tx, &found.id, &found.owner_id, &actor.user).await? {
        let change = Change::JoinAsked { project: project.named.clone(), owner: project.owner.clone() };
        let owner = (found.owner_id.as_str(), &project.owner);
        note_for(&mut tx, crate::event::By::Actor(actor), &found.id, owner, Some(&actor.user), change).await?;
    }
    tx.commit().await
}

/// Who asks to be let in, the first first.
pub async fn joins(db: &Db, project: &ProjectFor<GiveRights>) -> Result<Vec<(Named, Timestamp)>> {
    store::joins(&mut *db.read().await?, project).await
}

/// Gives a member who asks the right that the lock took, or to read where that is none.
pub async fn let_in(db: &Db, actor: &Actor, at: &ProjectAt, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<GiveRights>::hold(&mut tx, actor, at).await?;
    let (user, person) = account::user_named(&mut tx, &name.key()).await?.ok_or(Error::NotFound)?;
    if !store::forget_join(&mut tx, &project.id, &user).await? {
        return Err(Error::Stale(Stale::Right));
    }
    let before = store::own(&mut tx, &project.id, &user).await?;
    let right = project.project.reach.base.unwrap_or(Right::Read);
    let right = before.filter(|before| before.includes(right)).unwrap_or(right);
    within_own(&project, right)?;
    store::set_own(&mut tx, &project.id, &user, right).await?;
    let change =
        Change::RightGiven { project: project.project.named.clone(), to: Holder::Person(person), right, before };
    note(&mut tx, actor, &project, Some(&user), change).await?;
    tx.commit().await
}

/// Does not let somebody in who asks.
pub async fn decline_join(db: &Db, actor: &Actor, at: &ProjectAt, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<GiveRights>::hold(&mut tx, actor, at).await?;
    let (user, person) = account::anybody_named(&mut tx, &name.key()).await?.ok_or(Error::NotFound)?;
    if !store::forget_join(&mut tx, &project.id, &user).await? {
        return Err(Error::Stale(Stale::Right));
    }
    let change = Change::JoinDeclined { project: project.project.named.clone(), person };
    note(&mut tx, actor, &project, Some(&user), change).await?;
    tx.commit().await
}

use super::store;
use crate::access::{Actor, GiveRights, Right, SeeOrg};
use crate::db::{Db, Tx};
use crate::error::{Rule, Who};
use crate::org::OrgFor;
use crate::project::holder::Holder;
use crate::project::note::note;
use crate::project::offer::offer_right;
use crate::project::{Change, Person, ProjectFor};
use crate::text::ProjectAt;
use crate::{Error, Problem, Result, account, team};

/// What became of a right that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    Now,
    /// It waits for the person's answer.
    Offered,
}

/// Gives a person a right in a project, or another one than before. Members of the organization that owns it have it at
/// once; others are asked. Nobody gives more than their own.
pub async fn give(db: &Db, actor: &Actor, at: &ProjectAt, to: &Person, right: Right) -> Result<Given> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<GiveRights>::hold(&mut tx, actor, at).await?;
    within_own(&project, right)?;
    let Person::User(name) = to else {
        offer_right(&mut tx, actor, &project, to, None, right).await?;
        tx.commit().await?;
        return Ok(Given::Offered);
    };
    let found = account::user_named(&mut tx, &name.key()).await?;
    let (user, person) = found.ok_or(Error::field("who", Problem::NoSuchUser))?;
    if project.user().as_ref() == Some(&user) {
        return Err(Error::Refused(Rule::OwnsProject));
    }
    let before = store::own(&mut tx, &project.id, &user).await?;
    if before == Some(right) {
        return Ok(Given::Now);
    }
    if let Some(before) = before {
        within_own(&project, before).map_err(|_| Error::Forbidden(Who::ProjectAdmins))?;
    } else if user != actor.user && !store::is_member(&mut tx, &project.owner_id, &user).await? {
        offer_right(&mut tx, actor, &project, to, Some((&user, &person)), right).await?;
        tx.commit().await?;
        return Ok(Given::Offered);
    }
    store::set_own(&mut tx, &project.id, &user, right).await?;
    store::forget_join(&mut tx, &project.id, &user).await?;
    let change =
        Change::RightGiven { project: project.project.named.clone(), to: Holder::Person(person), right, before };
    note(&mut tx, actor, &project, Some(&user), change).await?;
    tx.commit().await?;
    Ok(Given::Now)
}

/// Gives a team of the organization that owns a project a right in it, or another one than before. `team` is what
/// stands for it in addresses.
pub async fn give_team(db: &Db, actor: &Actor, at: &ProjectAt, team: &str, right: Right) -> Result<()> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<GiveRights>::hold(&mut tx, actor, at).await?;
    within_own(&project, right)?;
    let team = found_team(&mut tx, actor, &project, team).await?;
    team::hold(&mut tx, &team.id).await?;
    let before = store::of_team(&mut tx, &project.id, &team.id).await?;
    if before == Some(right) {
        return Ok(());
    }
    if let Some(before) = before {
        within_own(&project, before).map_err(|_| Error::Forbidden(Who::ProjectAdmins))?;
    }
    store::set_of_team(&mut tx, &project.id, &team.id, right).await?;
    let to = Holder::Team { name: team.name, slug: team.slug };
    let change = Change::RightGiven { project: project.project.named.clone(), to, right, before };
    note(&mut tx, actor, &project, None, change).await?;
    tx.commit().await
}

/// The team of the organization that owns the project, for one of its members.
pub(super) async fn found_team<P>(
    tx: &mut Tx,
    actor: &Actor,
    project: &ProjectFor<P>,
    team: &str,
) -> Result<team::FoundTeam> {
    if !project.project.owner.is_org {
        return Err(Error::NotFound);
    }
    let org = OrgFor::<SeeOrg>::check(tx, actor, &project.project.owner.named.name).await?;
    team::find(tx, &org, team).await?.ok_or(Error::NotFound)
}

/// Nobody gives, changes or takes a right that is higher than their own.
pub(super) fn within_own<P>(project: &ProjectFor<P>, right: Right) -> Result<()> {
    match project.project.reach.right().is_some_and(|own| own.includes(right)) {
        true => Ok(()),
        false => Err(Error::field("right", Problem::MoreThanOwn)),
    }
}

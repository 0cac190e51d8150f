mod store;

use super::holder::Holder;
use super::note::note_for;
use super::offer::store as offers;
use super::right::store as rights;
use super::{Change, Owner};
use crate::access::{Actor, ManageProjects, Permission, Right, Role, SeeOrg, allows};
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale, Who};
use crate::event::By;
use crate::id::{OrgId, UserId};
use crate::notify::{Record, record};
use crate::org::{self, OrgFor};
use crate::text::{AccountName, Named, NamedProject, TeamName};
use crate::{Error, Result, account};

/// What one person can reach in the projects of an organization, besides what the role gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonReach {
    /// Nothing for whoever is no member.
    pub role: Option<Role>,
    /// In every project that is not locked, by the role or the base right.
    pub by_role: Option<Right>,
    /// By teams: what the team is called and stands for in addresses, and in how many projects it has a right.
    pub by_team: Vec<(TeamName, String, i64)>,
    /// By name; at most 200, by the names of the projects.
    pub by_name: Vec<(NamedProject, Right)>,
}

/// What somebody can reach in an organization: for themselves, and for those who manage its projects. `NotFound` for
/// whoever is no member and has no right in any of its projects.
pub async fn person_reach(
    db: &Db,
    actor: &Actor,
    org: &OrgFor<SeeOrg>,
    name: &AccountName,
) -> Result<(Named, PersonReach)> {
    let mut conn = db.read().await?;
    let (user, named) = account::anybody_named(&mut conn, &name.key()).await?.ok_or(Error::NotFound)?;
    if user != actor.user && !allows(org.standing, Permission::ManageProjects) {
        return Err(Error::Forbidden(Who::Managers));
    }
    let role = store::role(&mut conn, &org.id, &user).await?;
    let base = org::settings_of(&mut conn, &org.id).await?.base_right.right();
    let by_role = role.and_then(|role| crate::access::Reach::of_role(role, base).right());
    let by_name = store::by_name(&mut conn, &org.id, &user).await?;
    if role.is_none() && by_name.is_empty() {
        return Err(Error::NotFound);
    }
    let by_team = store::by_team(&mut conn, &org.id, &user).await?;
    Ok((named, PersonReach { role, by_role, by_team, by_name }))
}

/// Whoever is no member and has a right by name, with in how many projects; by name, the first 500.
pub async fn collaborators(db: &Db, org: &OrgFor<ManageProjects>) -> Result<Vec<(Named, i64)>> {
    store::collaborators(&mut *db.read().await?, org).await
}

/// Ends everything that somebody who is no member was given by name in the projects of an organization, or was offered.
/// What members have ends with the membership; what is more than a Manager's own ends by Owners. Returns in how many
/// projects.
pub async fn end_all(db: &Db, actor: &Actor, org: &AccountName, name: &AccountName) -> Result<u32> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManageProjects>::hold(&mut tx, actor, org).await?;
    let (user, named) = account::anybody_named(&mut tx, &name.key()).await?.ok_or(Error::NotFound)?;
    if store::role(&mut tx, &org.id, &user).await?.is_some() {
        return Err(Error::Refused(Rule::AlreadyMember));
    }
    let rights = store::by_name(&mut tx, &org.id, &user).await?;
    let is_above = rights.iter().any(|(_, right)| !Right::Maintain.includes(*right));
    if is_above && org.standing.role != Role::Owner {
        return Err(Error::Forbidden(Who::Owners));
    }
    let ended = end_by_name(&mut tx, actor, (&org.id, &org.named), (&user, &named)).await?;
    if ended == 0 {
        return Err(Error::Stale(Stale::Right));
    }
    let change = Change::RightsEnded { org: org.named.clone(), person: named, count: i64::from(ended) };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&user)).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The same in the transaction of whoever ends a membership. The organization is held.
pub(crate) async fn end_by_name(
    tx: &mut Tx,
    actor: &Actor,
    (org, named): (&OrgId, &Named),
    (user, person): (&UserId, &Named),
) -> Result<u32> {
    let owner = Owner { named: named.clone(), is_org: true };
    offers::end_of_user(tx, offers::Of::Org(org), user).await?;
    let ended = rights::end_all_own(tx, org, user).await?;
    let count = u32::try_from(ended.len()).unwrap_or(u32::MAX);
    for (id, project, right) in ended {
        let change = match *user == actor.user {
            true => Change::RightGivenUp { project, owner: owner.clone(), right, alone: false },
            false => Change::RightTaken { project, from: Holder::Person(person.clone()), right, alone: false },
        };
        note_for(tx, By::Actor(actor), &id, (org.as_str(), &owner), Some(user), change).await?;
    }
    Ok(count)
}

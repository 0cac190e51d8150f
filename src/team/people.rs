use super::{Change, MOST_AT_ONCE, store};
use crate::access::{Actor, ManageProjects, Right, Role};
use crate::db::{Db, Tx};
use crate::error::{Stale, Who};
use crate::event::By;
use crate::id::TeamId;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::AccountName;
use crate::{Error, Problem, Result};

/// Adds members of the organization to a team: all of them or, if one is none, nobody. Whoever is in it stays. Returns
/// how many came.
pub async fn add(db: &Db, actor: &Actor, org: &AccountName, team: &str, names: &[AccountName]) -> Result<u32> {
    if names.is_empty() {
        return Err(Error::field("people", Problem::NobodyChosen));
    }
    if names.len() > MOST_AT_ONCE {
        let max = u32::try_from(MOST_AT_ONCE).unwrap_or(u32::MAX);
        return Err(Error::field("people", Problem::TooManyLines { max }));
    }
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManageProjects>::hold(&mut tx, actor, org).await?;
    let team = store::find(&mut tx, &org, team).await?.ok_or(Error::NotFound)?;
    hold_within_own(&mut tx, &org, &team.id).await?;
    let mut count = 0;
    for name in names {
        let Some((user, person)) = store::member(&mut tx, &org, &name.key()).await? else {
            return Err(Error::field("people", Problem::NobodyHere { name: name.to_string() }));
        };
        if !store::add(&mut tx, &org, &team.id, &user).await? {
            continue;
        }
        count += 1;
        let change =
            Change::TeamJoined { org: org.named.clone(), team: team.name.clone(), slug: team.slug.clone(), person };
        record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&user).about(&team.id)).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Takes somebody out of a team, with what they may do by it. Everybody may go themselves.
pub async fn remove(db: &Db, actor: &Actor, org: &AccountName, team: &str, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let is_self = name.key() == actor.name.key();
    let org = match is_self {
        true => OrgFor::<crate::access::SeeOrg>::hold(&mut tx, actor, org).await?,
        false => OrgFor::<ManageProjects>::hold(&mut tx, actor, org).await?.seen(),
    };
    let team = store::find(&mut tx, &org, team).await?.ok_or(Error::NotFound)?;
    if !is_self {
        hold_within_own(&mut tx, &org, &team.id).await?;
    }
    let (user, person) = store::member(&mut tx, &org, &name.key()).await?.ok_or(Error::Stale(Stale::Team))?;
    if !store::remove(&mut tx, &org, &team.id, &user).await? {
        return Err(Error::Stale(Stale::Team));
    }
    let change = Change::TeamLeft { org: org.named.clone(), team: team.name, slug: team.slug, person };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&user).about(&team.id)).await?;
    tx.commit().await
}

/// Holds a team until the transaction ends, so that it gets no other right meanwhile. Who is in one that has more than
/// what Managers have in every project is for Owners to say.
pub(super) async fn hold_within_own<P>(tx: &mut Tx, org: &OrgFor<P>, team: &TeamId) -> Result<()> {
    store::hold(tx, team).await?;
    match org.standing.role == Role::Owner || store::highest(tx, team).await? <= Right::Maintain.level() {
        true => Ok(()),
        false => Err(Error::Forbidden(Who::Owners)),
    }
}

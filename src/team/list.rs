use super::{PAGE, Team, TeamMembers, Teams, store};
use crate::access::{Actor, SeeOrg};
use crate::db::{Db, page};
use crate::id::{TeamId, UserId};
use crate::org::OrgFor;
use crate::text::{AccountName, Search};
use crate::{Error, Result};

/// A page of an organization's teams by name, from `after` onwards; `text` is part of a name.
pub async fn list(db: &Db, actor: &Actor, org: &OrgFor<SeeOrg>, text: &str, after: Option<&str>) -> Result<Teams> {
    let (search, limit) = (Search::new(text), i64::from(PAGE));
    let after = after.and_then(|after| place(after, TeamId::parse));
    let rows = store::page(&mut *db.read().await?, org, &actor.user, &search, after, limit + 1).await?;
    let (rows, next) = page(rows, limit, |row| format!("{}~{}", row.name_key, row.id));
    Ok(Teams { rows: rows.into_iter().map(|row| row.team).collect(), next })
}

/// Teams of an organization to choose from, by name.
pub async fn all(db: &Db, actor: &Actor, org: &OrgFor<SeeOrg>) -> Result<Vec<Team>> {
    let rows = store::page(&mut *db.read().await?, org, &actor.user, &Search::default(), None, 500).await?;
    Ok(rows.into_iter().map(|row| row.team).collect())
}

/// One team.
pub async fn one(db: &Db, actor: &Actor, org: &OrgFor<SeeOrg>, team: &str) -> Result<Team> {
    store::one(&mut *db.read().await?, org, &actor.user, team).await?.ok_or(Error::NotFound)
}

/// A page of the people of a team, by name.
pub async fn members(db: &Db, org: &OrgFor<SeeOrg>, team: &str, after: Option<&str>) -> Result<TeamMembers> {
    let mut conn = db.read().await?;
    let team = store::find(&mut conn, org, team).await?.ok_or(Error::NotFound)?;
    let after = after.and_then(|after| place(after, UserId::parse));
    let limit = i64::from(PAGE);
    let rows = store::members(&mut conn, org, &team.id, after, limit + 1).await?;
    let (rows, next) = page(rows, limit, |row| format!("{}~{}", row.display_key, row.user_id));
    Ok(TeamMembers { rows: rows.into_iter().map(|row| row.member).collect(), next })
}

/// The teams that a member is in, by name.
pub async fn of_member(db: &Db, actor: &Actor, org: &OrgFor<SeeOrg>, name: &AccountName) -> Result<Vec<Team>> {
    store::of_member(&mut *db.read().await?, org, &actor.user, &name.key()).await
}

/// Sort key and id out of an address; whatever cannot be one begins at the beginning.
fn place<T>(after: &str, id: impl Fn(&str) -> Option<T>) -> Option<(String, T)> {
    let (key, found) = after.rsplit_once('~')?;
    let key: String = key.chars().filter(|letter| !letter.is_control()).take(400).collect();
    Some((key, id(found)?))
}

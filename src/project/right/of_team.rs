use super::store;
use crate::access::{Right, SeeOrg};
use crate::db::Db;
use crate::org::OrgFor;
use crate::text::NamedProject;
use crate::{Error, Result, team};

/// Where a team has a right, and which, by the names of the projects; the first 500. `team` is what stands for it in
/// addresses.
pub async fn of_team(db: &Db, org: &OrgFor<SeeOrg>, team: &str) -> Result<Vec<(NamedProject, Right)>> {
    let mut conn = db.read().await?;
    let team = team::find(&mut conn, org, team).await?.ok_or(Error::NotFound)?;
    store::rights_of_team(&mut conn, &team.id).await
}

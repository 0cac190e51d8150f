use super::store;
use crate::Result;
use crate::access::Actor;
use crate::clock::{SECOND, Timestamp};
use crate::db::Db;
use crate::id::{OrgId, ProjectId};

/// Clocks of several servers differ, and a change takes a moment; told once too often does no harm.
const SLACK: i64 = SECOND;

/// What a page may have missed before it began to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    pub of_org: bool,
    pub of_user: bool,
}

/// Whether something happened since a page was made, in an organization or a project whose id the caller was given, or
/// to the caller.
pub async fn missed(
    db: &Db,
    actor: &Actor,
    org: Option<&OrgId>,
    project: Option<&ProjectId>,
    since: Timestamp,
) -> Result<Missed> {
    let mut conn = db.read().await?;
    let since = since.plus(-SLACK);
    let of_org = match (org, project) {
        (Some(org), _) => store::latest_in(&mut conn, org).await? > Some(since),
        (None, Some(project)) => store::latest_of(&mut conn, project.as_str()).await? > Some(since),
        (None, None) => false,
    };
    let of_user = store::latest_about(&mut conn, &actor.user).await? > Some(since);
    Ok(Missed { of_org, of_user })
}

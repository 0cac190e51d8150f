use super::store;
use crate::Result;
use crate::access::Actor;
use crate::clock::{SECOND, Timestamp};
use crate::db::Db;
use crate::id::OrgId;

/// Clocks of several servers differ, and a change takes a moment; told once too often does no harm.
const SLACK: i64 = SECOND;

/// What a page may have missed before it began to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    pub of_org: bool,
    pub of_user: bool,
}

/// Whether something happened since a page was made, in an organization whose id the caller was given or to the caller.
pub async fn missed(db: &Db, actor: &Actor, org: Option<&OrgId>, since: Timestamp) -> Result<Missed> {
    let mut conn = db.read().await?;
    let since = since.plus(-SLACK);
    let of_org = match org {
        Some(org) => store::latest_in(&mut conn, org).await? > Some(since),
        None => false,
    };
    let of_user = store::latest_about(&mut conn, &actor.user).await? > Some(since);
    Ok(Missed { of_org, of_user })
}

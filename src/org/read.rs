use super::{Head, Mine, store};
use crate::access::{Actor, OrgFor, ReadAuditLog, SeeOrg};
use crate::db::Db;
use crate::event::{self, Event, Log};
use crate::id::{EventId, OrgId};
use crate::text::AccountName;
use crate::{Error, Result};

/// Events shown on the overview.
const LATEST: usize = 5;

/// What every page of an organization shows. Whoever is no member does not find it.
pub async fn head(db: &Db, actor: &Actor, name: &AccountName) -> Result<Head> {
    store::head(&mut *db.read().await?, &actor.user, &name.key()).await?.ok_or(Error::NotFound)
}

/// The id of an organization, for its members.
pub async fn id(db: &Db, actor: &Actor, name: &AccountName) -> Result<OrgId> {
    Ok(OrgFor::<SeeOrg>::check(&mut *db.read().await?, actor, name).await?.id)
}

/// The latest events of an organization, newest first.
pub async fn activity(db: &Db, actor: &Actor, name: &AccountName) -> Result<Vec<Event>> {
    let mut conn = db.read().await?;
    let org = OrgFor::<SeeOrg>::check(&mut conn, actor, name).await?;
    event::latest_of_org(&mut conn, &org, LATEST).await
}

/// A page of the organization's audit log, from `before` downwards.
pub async fn log(db: &Db, actor: &Actor, name: &AccountName, before: Option<&EventId>) -> Result<Log> {
    let mut conn = db.read().await?;
    let org = OrgFor::<ReadAuditLog>::check(&mut conn, actor, name).await?;
    event::of_org(&mut conn, &org, before).await
}

/// The caller's organizations, by name.
pub async fn mine(db: &Db, actor: &Actor) -> Result<Vec<Mine>> {
    store::of_member(&mut *db.read().await?, &actor.user).await
}

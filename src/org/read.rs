use super::{Head, Mine, store};
use crate::access::{Actor, OrgFor, ReadAuditLog, SeeOrg};
use crate::account::Named;
use crate::db::Db;
use crate::event::{self, Event, Log};
use crate::id::{EventId, OrgId};
use crate::text::AccountName;
use crate::{Error, Result};

/// Events shown on the overview.
const LATEST: usize = 5;

/// An organization as a member finds it.
#[derive(Debug)]
pub struct Seen {
    /// What every page of it shows.
    pub head: Head,
    /// With what the rest of it is read.
    pub org: OrgFor<SeeOrg>,
}

/// Finds an organization for one of its members. Whoever is none does not find it.
pub async fn see(db: &Db, actor: &Actor, name: &AccountName) -> Result<Seen> {
    let (id, head) = store::head(&mut *db.read().await?, &actor.user, &name.key()).await?.ok_or(Error::NotFound)?;
    let named = Named { name: head.name.clone(), display_name: head.display_name.clone() };
    let org = OrgFor::of_member(id, named, head.kind, head.standing());
    Ok(Seen { head, org })
}

/// What every page of an organization shows.
pub async fn head(db: &Db, actor: &Actor, name: &AccountName) -> Result<Head> {
    Ok(see(db, actor, name).await?.head)
}

/// The id of an organization, for its members.
pub async fn id(db: &Db, actor: &Actor, name: &AccountName) -> Result<OrgId> {
    Ok(OrgFor::<SeeOrg>::check(&mut *db.read().await?, actor, name).await?.id)
}

/// The latest events of an organization, newest first.
pub async fn activity(db: &Db, org: &OrgFor<SeeOrg>) -> Result<Vec<Event>> {
    event::latest_of_org(&mut *db.read().await?, org, LATEST).await
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

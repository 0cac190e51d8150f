use super::{Mine, OrgFor, OrgHeader, store};
use crate::access::{Actor, SeeOrg};
use crate::db::Db;
use crate::id::OrgId;
use crate::text::{AccountName, Named};
use crate::{Error, Result};

/// An organization as a member finds it.
#[derive(Debug)]
pub struct Seen {
    /// What every page of it shows.
    pub head: OrgHeader,
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
pub async fn head(db: &Db, actor: &Actor, name: &AccountName) -> Result<OrgHeader> {
    Ok(see(db, actor, name).await?.head)
}

/// The id of an organization, for its members.
pub async fn id(db: &Db, actor: &Actor, name: &AccountName) -> Result<OrgId> {
    Ok(OrgFor::<SeeOrg>::check(&mut *db.read().await?, actor, name).await?.id)
}

/// The caller's organizations, by name.
pub async fn mine(db: &Db, actor: &Actor) -> Result<Vec<Mine>> {
    store::of_member(&mut *db.read().await?, &actor.user).await
}

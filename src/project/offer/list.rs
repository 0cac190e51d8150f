use sqlx::AnyConnection;

use super::store::{self, FoundOffer};
use super::{Offer, Receiver};
use crate::access::{Actor, Permission, ProjectPermission, SeeOrg, allows, allows_project};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::id::OfferId;
use crate::org::OrgFor;
use crate::project::{Project, Seen, store as projects};
use crate::{Error, Result};

/// What waits for the caller's answer, the oldest first.
pub async fn waiting(db: &Db, actor: &Actor) -> Result<Vec<Offer>> {
    let found = store::waiting(&mut *db.read().await?, &actor.user, &actor.email, Timestamp::now()).await?;
    Ok(found.into_iter().map(|found| found.offer).collect())
}

/// Projects that wait to come into an organization, for those who may take them.
pub async fn waiting_in(db: &Db, org: &OrgFor<SeeOrg>) -> Result<Vec<Offer>> {
    if !allows(org.standing, Permission::ManageProjects) {
        return Ok(Vec::new());
    }
    let found = store::waiting_in(&mut *db.read().await?, &org.id, Timestamp::now()).await?;
    Ok(found.into_iter().map(|found| found.offer).collect())
}

/// What waits of a project, for whoever may take it back: the offers of rights, and that of the project itself.
pub async fn of_project(db: &Db, seen: &Seen) -> Result<Vec<Offer>> {
    let found = store::of_project(&mut *db.read().await?, &seen.id).await?;
    let offers = found.into_iter().map(|found| found.offer);
    Ok(offers.filter(|offer| takes_back(&seen.project, offer)).collect())
}

/// An offer as its receiver or whoever may take it back sees it, and whether the caller is to answer it.
pub async fn one(db: &Db, actor: &Actor, id: &OfferId) -> Result<(Offer, bool)> {
    let mut conn = db.read().await?;
    let found = store::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    if is_for(&mut conn, actor, &found).await? {
        return Ok((found.offer, true));
    }
    let at = (&found.offer.project).into();
    let project = projects::find(&mut conn, Some(&actor.user), &at).await?.ok_or(Error::NotFound)?;
    match project.id == found.project_id && takes_back(&project.project, &found.offer) {
        true => Ok((found.offer, false)),
        false => Err(Error::NotFound),
    }
}

/// Whether the caller may answer an offer: it is theirs, their address', or their organization's.
pub(super) async fn is_for(conn: &mut AnyConnection, actor: &Actor, found: &FoundOffer) -> Result<bool> {
    match &found.offer.to {
        Receiver::User(_) => Ok(found.to_id.as_deref() == Some(actor.user.as_str())),
        Receiver::Address(address) => Ok(address.key() == actor.email.key()),
        Receiver::Org(org) => match OrgFor::<SeeOrg>::check(conn, actor, &org.name).await {
            Ok(org) => Ok(allows(org.standing, Permission::CreateProjects)),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        },
    }
}

pub(super) fn takes_back(project: &Project, offer: &Offer) -> bool {
    let permission = match offer.right {
        Some(_) => ProjectPermission::TakeRights,
        None => ProjectPermission::TransferProject,
    };
    allows_project(&project.reach, permission)
}

use super::list::takes_back;
use super::store;
use crate::access::Actor;
use crate::db::Db;
use crate::error::{Stale, Who};
use crate::event::By;
use crate::id::{OfferId, UserId};
use crate::project::note::note_for;
use crate::project::offer::Receiver;
use crate::project::{Change, store as projects};
use crate::text::NamedProject;
use crate::{Error, Result};

/// Takes an offer back. Whoever may make it may do that, without the password: all stays as it was. Returns of which
/// project.
pub async fn take_back(db: &Db, actor: &Actor, id: &OfferId) -> Result<NamedProject> {
    let mut tx = db.begin().await?;
    let seen = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    projects::hold(&mut tx, &seen.project_id).await?;
    let found = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let at = (&found.offer.project).into();
    let project = projects::find(&mut tx, Some(&actor.user), &at).await?.ok_or(Error::NotFound)?;
    if !crate::project::read::is_visible(&project.project) || project.id != found.project_id {
        return Err(Error::NotFound);
    }
    if !takes_back(&project.project, &found.offer) {
        return Err(Error::Forbidden(if found.offer.right.is_some() {
            Who::ProjectManagers
        } else {
            Who::ProjectOwner
        }));
    }
    if !store::end(&mut tx, id, "taken_back").await? {
        return Err(Error::Stale(Stale::Offer));
    }
    let named = project.project.named.clone();
    let change =
        Change::OfferTakenBack { project: named.clone(), right: found.offer.right, to: found.offer.to.clone() };
    let owner = (project.owner_id.as_str(), &project.project.owner);
    let user = match &found.offer.to {
        Receiver::User(_) => found.to_id.as_deref().and_then(UserId::parse),
        Receiver::Org(_) | Receiver::Address(_) => None,
    };
    note_for(&mut tx, By::Actor(actor), &project.id, owner, user.as_ref(), change).await?;
    tx.commit().await?;
    Ok(named)
}

use super::store::{self, FoundOffer};
use crate::access::{Actor, ManageProjects, ProjectPermission, Right, SeeInside, allows_project};
use crate::db::{Db, Tx};
use crate::error::Stale;
use crate::event::By;
use crate::id::OfferId;
use crate::org::OrgFor;
use crate::project::create::place;
use crate::project::holder::Holder;
use crate::project::moving::{Moving, move_to};
use crate::project::note::note_for;
use crate::project::offer::Receiver;
use crate::project::right::store as rights;
use crate::project::{Change, Owner, Project, ProjectFor, State, store as projects};
use crate::text::NamedProject;
use crate::{Error, Result};

/// Takes what is offered: the project belongs to the receiver, or the right to the caller, at once. Returns which
/// project.
pub async fn accept(db: &Db, actor: &Actor, id: &OfferId) -> Result<NamedProject> {
    let mut tx = db.begin().await?;
    let (found, project) = held(&mut tx, actor, id).await?;
    let offerer = projects::find(&mut tx, Some(&found.by_id), &(&found.offer.project).into()).await?;
    if !offerer.is_some_and(|offerer| could_offer(&offerer.project, found.offer.right)) {
        return Err(Error::Stale(Stale::Offer));
    }
    if let Receiver::Org(org) = &found.offer.to {
        place(&mut tx, actor, &org.name).await?;
    }
    if !store::end(&mut tx, id, "accepted").await? {
        return Err(Error::Stale(Stale::Offer));
    }
    let named = project.project.named.clone();
    match found.offer.right {
        None => {
            let (to_id, to) = found.new_owner().ok_or(Error::Internal)?;
            move_to(&mut tx, By::Actor(actor), &project, &Moving { to_id, to: &to, alone: true }).await?;
        }
        Some(right) => {
            let before = rights::own(&mut tx, &project.id, &actor.user).await?;
            let right = before.filter(|before| before.includes(right)).unwrap_or(right);
            rights::set_own(&mut tx, &project.id, &actor.user, right).await?;
            rights::forget_join(&mut tx, &project.id, &actor.user).await?;
            let to = Holder::Person(actor.named());
            let change =
                Change::RightAccepted { project: named.clone(), owner: project.project.owner.clone(), to, right };
            let owner = (project.owner_id.as_str(), &project.project.owner);
            note_for(&mut tx, By::Actor(actor), &project.id, owner, Some(&actor.user), change).await?;
        }
    }
    tx.commit().await?;
    Ok(named)
}

/// Does not want what is offered.
pub async fn decline(db: &Db, actor: &Actor, id: &OfferId) -> Result<()> {
    let mut tx = db.begin().await?;
    let (found, project) = held(&mut tx, actor, id).await?;
    if let Receiver::Org(org) = &found.offer.to {
        OrgFor::<ManageProjects>::check(&mut tx, actor, &org.name).await?;
    }
    if !store::end(&mut tx, id, "declined").await? {
        return Err(Error::Stale(Stale::Offer));
    }
    let change = Change::OfferDeclined {
        project: project.project.named.clone(),
        right: found.offer.right,
        to: found.offer.to.clone(),
    };
    let owner = (project.owner_id.as_str(), &project.project.owner);
    note_for(&mut tx, By::Actor(actor), &project.id, owner, Some(&found.by_id), change).await?;
    tx.commit().await
}

/// An offer that waits for this caller, and its project, which is held until the transaction ends.
async fn held(tx: &mut Tx, actor: &Actor, id: &OfferId) -> Result<(FoundOffer, ProjectFor<SeeInside>)> {
    let seen = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    projects::hold(tx, &seen.project_id).await?;
    let found = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    if !super::list::is_for(tx, actor, &found).await? {
        return Err(Error::NotFound);
    }
    let at = (&found.offer.project).into();
    let project = projects::find(tx, Some(&actor.user), &at).await?.ok_or(Error::Stale(Stale::Offer))?;
    let waits = found.offer.waits()
        && project.id == found.project_id
        // Whoever offered it must still be who owns it, and nobody gives or takes who may not even sign in.
        && project.owner_id == found.owner_id
        && project.project.state != State::Archived
        && store::are_active(tx, [&found.owner_id, found.by_id.as_str(), actor.user.as_str()]).await?;
    match waits {
        true => Ok((found, ProjectFor::offered(project))),
        false => Err(Error::Stale(Stale::Offer)),
    }
}

/// Whether somebody who finds a project so could still offer it, or this right in it: an offer is worth no more than
/// what whoever made it may do.
fn could_offer(project: &Project, right: Option<Right>) -> bool {
    match right {
        None => allows_project(&project.reach, ProjectPermission::TransferProject),
        Some(right) => project.reach.gives().is_some_and(|own| own.includes(right)),
    }
}

impl FoundOffer {
    /// Who gets the project where it is what is offered.
    fn new_owner(&self) -> Option<(&str, Owner)> {
        let owner = match &self.offer.to {
            Receiver::User(named) => Owner { named: named.clone(), is_org: false },
            Receiver::Org(named) => Owner { named: named.clone(), is_org: true },
            Receiver::Address(_) => return None,
        };
        Some((self.to_id.as_deref()?, owner))
    }
}

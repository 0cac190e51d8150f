use super::Receiver;
use super::store::{self, New};
use crate::access::{Actor, GiveRights, Right, TransferProject};
use crate::clock::{DAY, Timestamp};
use crate::db::{Db, Tx};
use crate::error::Rule;
use crate::event::By;
use crate::id::{OfferId, UserId};
use crate::project::create::place;
use crate::project::moving::{Moving, move_to};
use crate::project::note::note;
use crate::project::rename::is_typed;
use crate::project::{Change, Owner, Person, ProjectFor};
use crate::text::{AccountName, Named, ProjectAt};
use crate::{Error, Problem, Result, account, site};

/// What became of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transferred {
    Now,
    /// It waits for the receiver.
    Offered(OfferId),
}

/// Gives a project to another owner: at once if the caller may create projects there, otherwise once the receiver
/// accepts. `typed` is the project's name.
pub async fn transfer(db: &Db, actor: &Actor, at: &ProjectAt, to: &AccountName, typed: &str) -> Result<Transferred> {
    let mut tx = db.begin().await?;
    let project = ProjectFor::<TransferProject>::hold(&mut tx, actor, at).await?;
    let receiver = store::account_named(&mut tx, &to.key()).await?;
    let receiver = receiver.ok_or(Error::field("to", Problem::NoSuchUser))?;
    if receiver.id == project.owner_id {
        return Err(Error::Refused(Rule::SameOwner));
    }
    if !is_typed(typed, &project.project.named) {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    let owner = Owner { named: receiver.named.clone(), is_org: receiver.is_org };
    if place(&mut tx, actor, &receiver.named.name).await.is_ok() {
        let moving = Moving { to_id: &receiver.id, to: &owner, alone: true };
        move_to(&mut tx, By::Actor(actor), &project.seen(), &moving).await?;
        tx.commit().await?;
        return Ok(Transferred::Now);
    }
    let id = OfferId::new();
    insert(&mut tx, actor, &project, &id, None, (Some(&receiver.id), None)).await?;
    let change = Change::TransferOffered {
        project: project.project.named.clone(),
        offer: id.clone(),
        from: project.project.owner.clone(),
        to: owner,
    };
    let user = UserId::parse(&receiver.id).filter(|_| !receiver.is_org);
    note(&mut tx, actor, &project, user.as_ref(), change).await?;
    tx.commit().await?;
    Ok(Transferred::Offered(id))
}

/// Asks somebody who is no member whether they want a right in a project.
pub(in crate::project) async fn offer_right(
    tx: &mut Tx,
    actor: &Actor,
    project: &ProjectFor<GiveRights>,
    to: &Person,
    user: Option<(&UserId, &Named)>,
    right: Right,
) -> Result<()> {
    let id = OfferId::new();
    let (address, receiver) = match (to, user) {
        (Person::Address(address), _) => (Some(address), Receiver::Address(address.clone())),
        (Person::User(_), Some((_, named))) => (None, Receiver::User(named.clone())),
        (Person::User(_), None) => return Err(Error::Internal),
    };
    let user = user.map(|(user, _)| user);
    insert(tx, actor, project, &id, Some(right), (user.map(UserId::as_str), address)).await?;
    let change = Change::RightOffered { project: project.project.named.clone(), offer: id, to: receiver, right };
    note(tx, actor, project, user, change).await
}

/// Whoever offers much is slowed down, because each offer is a mail to somebody.
async fn insert<P>(
    tx: &mut Tx,
    actor: &Actor,
    project: &ProjectFor<P>,
    id: &OfferId,
    right: Option<Right>,
    (to_id, email): (Option<&str>, Option<&crate::text::EmailAddress>),
) -> Result<()> {
    let (now, settings) = (Timestamp::now(), site::settings(tx).await?);
    // So that what is offered at the same moment is counted.
    account::lock(tx, &actor.user).await?;
    let (offered, is_new) = store::offered_since(tx, &actor.user, now.plus(-DAY)).await?;
    if offered >= if is_new { settings.few_invitations } else { settings.daily_invitations } {
        return Err(Error::Refused(Rule::InvitedEnough));
    }
    store::end_expired(tx, &project.id, now).await?;
    let expires_at = now.plus(settings.invitation_days * DAY);
    let owner_id = &project.owner_id;
    store::insert(tx, &New { id, project: &project.id, right, owner_id, by: &actor.user, to_id, email, expires_at })
        .await
}

/// Who would get a project, and whether at once: for whoever is about to transfer it.
pub async fn forecast(db: &Db, actor: &Actor, to: &AccountName) -> Result<Option<(Owner, bool)>> {
    let mut conn = db.read().await?;
    let Some(receiver) = store::account_named(&mut conn, &to.key()).await? else { return Ok(None) };
    let at_once = place(&mut conn, actor, &receiver.named.name).await.is_ok();
    Ok(Some((Owner { named: receiver.named, is_org: receiver.is_org }, at_once)))
}

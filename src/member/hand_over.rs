use super::{Change, HandOver, store};
use crate::access::{self, Actor, Permission, Role, SeeOrg, allows};
use crate::db::Db;
use crate::error::{Rule, Stale, Who};
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::{AccountName, Named};
use crate::{Error, Result, org};

/// The offer that waits, for the one who made it and the one who is to answer; others do not see it.
pub async fn hand_over(db: &Db, actor: &Actor, org: &AccountName) -> Result<Option<HandOver>> {
    let mut conn = db.read().await?;
    let org = OrgFor::<SeeOrg>::check(&mut conn, actor, org).await?;
    let offer = store::offer(&mut conn, &org).await?;
    let offer = offer.filter(|offer| [&offer.from_id, &offer.to_id].contains(&&actor.user));
    Ok(offer.map(store::Offer::into_hand_over))
}

/// Offers that wait for the caller's answer, the oldest first.
pub async fn offers(db: &Db, actor: &Actor) -> Result<Vec<HandOver>> {
    store::offers_to(&mut *db.read().await?, &actor.user).await
}

/// Offers primary ownership to another Owner, who must accept.
pub async fn ask_hand_over(db: &Db, actor: &Actor, org: &AccountName, to: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<access::OfferOwnership>::hold(&mut tx, actor, org).await?;
    let heir = store::require(&mut tx, &org, to).await?;
    if heir.id == actor.user || heir.member.role != Role::Owner {
        return Err(Error::Refused(Rule::NotAnOwner));
    }
    let before = store::offer(&mut tx, &org).await?;
    if let Some(before) = before {
        if before.to_id == heir.id {
            // A double click asks once.
            return Ok(());
        }
        let change = Change::HandOverTakenBack { org: org.named.clone() };
        record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&before.to_id)).await?;
    }
    store::insert_offer(&mut tx, &org, &heir.id).await?;
    let to = Named { name: heir.member.name, display_name: heir.member.display_name };
    let change = Change::HandOverAsked { org: org.named.clone(), to };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&heir.id)).await?;
    tx.commit().await
}

/// Takes an offer back. Whoever may make it may do that, without the password: all stays as it was.
pub async fn take_back_hand_over(db: &Db, actor: &Actor, org: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<SeeOrg>::hold(&mut tx, actor, org).await?;
    if !allows(org.standing, Permission::OfferOwnership) {
        return Err(Error::Forbidden(Who::PrimaryOwner));
    }
    let offer = store::offer(&mut tx, &org).await?.ok_or(Error::Stale(Stale::HandOver))?;
    store::delete_offer(&mut tx, &org, &offer.to_id).await?;
    let change = Change::HandOverTakenBack { org: org.named.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&offer.to_id)).await?;
    tx.commit().await
}

/// Becomes primary owner, if that was offered to the caller.
pub async fn accept_hand_over(db: &Db, actor: &Actor, org: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<SeeOrg>::hold(&mut tx, actor, org).await?;
    let offer = own_offer(store::offer(&mut tx, &org).await?, actor)?;
    if org.standing.role != Role::Owner
        || !store::delete_offer(&mut tx, &org, &actor.user).await?
        || !org::set_primary(&mut tx, &org.id, &offer.from_id, &actor.user).await?
    {
        return Err(Error::Stale(Stale::HandOver));
    }
    let change = Change::HandOverAccepted { org: org.named.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    tx.commit().await
}

/// Does not want to become primary owner.
pub async fn decline_hand_over(db: &Db, actor: &Actor, org: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<SeeOrg>::hold(&mut tx, actor, org).await?;
    let offer = own_offer(store::offer(&mut tx, &org).await?, actor)?;
    store::delete_offer(&mut tx, &org, &actor.user).await?;
    let change = Change::HandOverDeclined { org: org.named.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(&offer.from_id)).await?;
    tx.commit().await
}

fn own_offer(offer: Option<store::Offer>, actor: &Actor) -> Result<store::Offer> {
    offer.filter(|offer| offer.to_id == actor.user).ok_or(Error::Stale(Stale::HandOver))
}

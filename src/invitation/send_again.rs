use super::forecast::A_DAY_EACH;
use super::send::{recipient, told};
use super::{Change, candidate, letter, link, store};
use crate::access::{Actor, ChangePeople, ManagePeople, Role};
use crate::clock::{DAY, Timestamp};
use crate::db::Db;
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::id::InvitationId;
use crate::mail;
use crate::notify::Record;
use crate::org::OrgFor;
use crate::text::AccountName;
use crate::token::Secret;
use crate::{Error, Result, account, site};

/// Sends a new link for an invitation that waits or has expired; the old link is dead.
pub async fn send_again(db: &Db, actor: &Actor, org: &AccountName, id: &InvitationId) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManagePeople>::hold(&mut tx, actor, org).await?;
    let found = store::of_org(&mut tx, &org, id).await?.ok_or(Error::NotFound)?;
    if found.role == Role::Owner {
        OrgFor::<ChangePeople>::check(&mut tx, actor, &org.named.name).await?;
    }
    if !found.is_pending() {
        return Err(Error::Stale(Stale::Invitation));
    }
    let now = Timestamp::now();
    let settings = site::settings(&mut tx).await?;
    let limits = candidate::limits(&mut tx, &org, &actor.user, &settings, (now, now.plus(-DAY))).await?;
    if found.expires_at <= now && limits.room < 1 {
        return Err(Error::Refused(Rule::NoSeat));
    }
    let recipient = recipient(found.user_id.as_ref(), &found.to()?);
    if limits.left < 1 || link::sent_to_since(&mut tx, &org, &recipient, now.plus(-DAY)).await? >= A_DAY_EACH {
        return Err(Error::Refused(Rule::InvitedEnough));
    }
    if let Some(address) = &found.email
        && mail::is_used_up(&mut tx, letter::INVITATION, address).await?
    {
        return Err(Error::Refused(Rule::InvitedEnough));
    }
    let secret = Secret::new();
    let expires_at = now.plus(settings.invitation_days * DAY);
    store::renew(&mut tx, &org, id, &actor.user, &secret.hash(), expires_at).await?;
    link::insert(&mut tx, &org, id, &secret.hash(), (&actor.user, &recipient), now).await?;
    let holder = match &found.email {
        Some(address) => account::holder_of(&mut tx, address).await?,
        None => None,
    };
    let change = Change::Invited {
        invitation: id.clone(),
        org: org.named.clone(),
        to: found.to()?,
        role: found.role,
        message: found.message.to_string(),
        days: settings.invitation_days,
        again: true,
    };
    let sent = Record::new(By::Actor(actor), change).org(&org.id).user(found.user_id.as_ref()).secret(&secret);
    told(&mut tx, sent, holder.as_ref()).await?;
    tx.commit().await
}

use super::look::{find, is_for_another};
use super::store::{self, Ended, StoredInvitation};
use super::{Change, Invitee, Key};
use crate::access::{Actor, Caller};
use crate::clock::Timestamp;
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::notify::{Record, record};
use crate::text::{AccountName, Greeting};
use crate::{Error, Result, member, org};

/// Joins the organization with the offered role, at once. Returns the organization's name.
pub async fn accept(db: &Db, actor: &Actor, key: &Key) -> Result<AccountName> {
    let mut tx = db.begin().await?;
    let found = waiting(&mut tx, Some(actor), key).await?;
    member::add(&mut tx, &found.org_id, &actor.user, found.role).await?;
    if found.members >= found.seats {
        return Err(Error::Refused(Rule::NoSeat));
    }
    store::accept(&mut tx, &found, actor, Timestamp::now()).await?;
    let change = Change::InvitationAccepted { org: found.org(), to: Some(found.to()?), role: found.role };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&found.org_id)).await?;
    tx.commit().await?;
    Ok(found.org().name)
}

/// Does not join. Whoever was invited by address can say so without an account: the link is the proof.
pub async fn decline(db: &Db, caller: &Caller, key: &Key, message: &Greeting) -> Result<()> {
    let mut tx = db.begin().await?;
    refuse(&mut tx, caller, key, message.as_str()).await?;
    tx.commit().await
}

/// Ends the invitation and tells the Owners. Returns what was declined.
pub(super) async fn refuse(tx: &mut Tx, caller: &Caller, key: &Key, message: &str) -> Result<StoredInvitation> {
    let found = waiting(tx, caller.actor.as_ref(), key).await?;
    let by = match (&caller.actor, found.to()?) {
        (Some(actor), _) => By::Actor(actor),
        (None, Invitee::Address(_)) => By::Visitor(&caller.origin),
        (None, Invitee::User(_)) => return Err(Error::SignInNeeded),
    };
    if !store::end(tx, &found.id, Ended::Declined, Timestamp::now()).await? {
        return Err(Error::Stale(Stale::Invitation));
    }
    let change =
        Change::InvitationDeclined { org: found.org(), to: found.to()?, role: found.role, message: message.to_owned() };
    record(tx, Record::new(by, change).org(&found.org_id)).await?;
    Ok(found)
}

/// The invitation that a key opens, if it waits for this caller; its organization is held until the transaction ends.
async fn waiting(tx: &mut Tx, actor: Option<&Actor>, key: &Key) -> Result<StoredInvitation> {
    if !tx.is_alone() {
        let seen = find(tx, actor, key).await?;
        org::hold(tx, &seen.org_id).await?;
    }
    let found = find(tx, actor, key).await?;
    if let Some(actor) = actor
        && is_for_another(tx, &found, actor).await?
    {
        return Err(Error::NotFound);
    }
    let waits = found.is_pending() && found.is_current(key) && found.expires_at > Timestamp::now();
    if waits { Ok(found) } else { Err(Error::Stale(Stale::Invitation)) }
}

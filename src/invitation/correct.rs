use super::forecast::Forecast;
use super::send::Sending;
use super::store::{self, Ended};
use super::{Change, Invitee, Line, Outcome};
use crate::access::{Actor, ChangePeople, ManagePeople, Role};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::id::InvitationId;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::{AccountName, EmailAddress};
use crate::{Error, Problem, Result, site};

/// Sends an invitation that waits to another address, where the first was wrong; the old link is dead.
pub async fn correct(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    id: &InvitationId,
    address: &EmailAddress,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManagePeople>::hold(&mut tx, actor, org).await?;
    let found = store::of_org(&mut tx, &org, id).await?.ok_or(Error::NotFound)?;
    if found.role == Role::Owner {
        OrgFor::<ChangePeople>::check(&mut tx, actor, &org.named.name).await?;
    }
    let from = match found.to()? {
        Invitee::Address(from) => from,
        Invitee::User(_) => return Err(Error::NotFound),
    };
    if !found.is_pending() || !store::end(&mut tx, id, Ended::Revoked, Timestamp::now()).await? {
        return Err(Error::Stale(Stale::Invitation));
    }
    let change = Change::InvitationCorrected { org: org.named.clone(), from, to: address.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    let settings = site::settings(&mut tx).await?;
    let forecast = Forecast::begin(&mut tx, &org, &actor.user, settings).await?;
    let mut sending = Sending { actor, role: found.role, message: &found.message, forecast };
    let names = Ok(Invitee::Address(address.clone()));
    let line = Line { text: address.to_string(), names, called: found.called().cloned() };
    match sending.invite(&mut tx, &line).await? {
        outcome if outcome.went_out() => tx.commit().await,
        outcome => Err(why_not(outcome)),
    }
}

fn why_not(outcome: Outcome) -> Error {
    match outcome {
        Outcome::AlreadyMember => Error::Refused(Rule::AlreadyMember),
        Outcome::AlreadyInvited => Error::field("email", Problem::AlreadyInvited),
        Outcome::NoSeat => Error::Refused(Rule::NoSeat),
        _ => Error::Refused(Rule::InvitedEnough),
    }
}

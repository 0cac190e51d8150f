use sqlx::AnyConnection;

use super::{Change, Founding, billing, found_org, list, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::ApplicationId;
use crate::name::Claim;
use crate::notify::{Record, record};
use crate::site::Reviewer;
use crate::text::{Message, Note};
use crate::{Error, Result, site};

/// Approves: the organization exists, the applicant owns it, and every other application for the name is declined.
/// `seen` is the version the reviewer looked at; what was changed since is not approved. Returns the next undecided
/// application.
pub async fn approve(
    db: &Db,
    actor: &Actor,
    id: &ApplicationId,
    seen: i64,
    note: &Note,
) -> Result<Option<ApplicationId>> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let found = store::find(&mut tx, id).await?;
    let proposal = &found.application.proposal;
    if !found.application.state.is_decidable() {
        return Err(late(&mut tx, id).await);
    }
    if found.application.version != seen {
        return Err(Error::Stale(Stale::Changed));
    }
    let seats = proposal.kind.seats(&*site::settings(&mut tx).await?);
    // The name is taken before any application is touched: two reviewers who approve two applications for one name meet
    // there, and neither holds what the other waits for.
    let founding = Founding {
        proposal,
        owner: &found.applicant_id,
        seats,
        by: By::Actor(actor),
        claim: Claim::Decided,
        approved: true,
    };
    let org = found_org(&mut tx, &founding).await?;
    if !store::approve(&mut tx, id, seen, &org).await? {
        return Err(late(&mut tx, id).await);
    }
    billing::hand_over(&mut tx, id, &org).await?;
    let change = Change::ApplicationApproved {
        application: id.clone(),
        name: proposal.name.clone(),
        display_name: proposal.display_name.clone(),
        seats,
        message: note.to_string(),
    };
    let event = Record::new(By::Actor(actor), change).about(id).user(&found.applicant_id).org(&org);
    record(&mut tx, event).await?;
    for (rival, applicant, name, display_name) in store::decline_rivals(&mut tx, &proposal.name, id).await? {
        let change = Change::RivalDeclined { application: rival.clone(), name, display_name };
        record(&mut tx, Record::new(By::Actor(actor), change).about(&rival).user(&applicant)).await?;
    }
    let next = list::next(&mut tx, &reviewer, id).await?;
    tx.commit().await?;
    Ok(next)
}

/// Declines for a reason that the applicant reads. Returns the next undecided application.
pub async fn decline(db: &Db, actor: &Actor, id: &ApplicationId, reason: &Message) -> Result<Option<ApplicationId>> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let found = store::find(&mut tx, id).await?;
    if !store::decline(&mut tx, id).await? {
        return Err(late(&mut tx, id).await);
    }
    let change = Change::ApplicationDeclined {
        application: id.clone(),
        name: found.application.proposal.name,
        display_name: found.application.proposal.display_name,
        reason: reason.to_string(),
    };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id).user(&found.applicant_id)).await?;
    let next = list::next(&mut tx, &reviewer, id).await?;
    tx.commit().await?;
    Ok(next)
}

/// What a reviewer learns who comes too late. What is open still was changed by its applicant, perhaps into a Company
/// that waits for its billing details; anything else was decided or withdrawn. One that was never handed in is nothing
/// to a reviewer.
pub(super) async fn late(conn: &mut AnyConnection, id: &ApplicationId) -> Error {
    match store::find(conn, id).await {
        Ok(found) if found.application.state.is_open() && found.application.submitted_at.is_some() => {
            Error::Stale(Stale::Changed)
        }
        Ok(_) => Error::Stale(Stale::Application),
        Err(error) => error,
    }
}

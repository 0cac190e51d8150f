use sqlx::AnyConnection;

use super::{Change, Founding, Proposal, State, billing, found_org, store, thread};
use crate::access::Actor;
use crate::clock::{DAY, Timestamp};
use crate::db::{Db, Tx};
use crate::event::By;
use crate::id::ApplicationId;
use crate::name::Claim;
use crate::notify::{Record, record};
use crate::org::{self, Kind};
use crate::site::SiteSettings;
use crate::text::AccountName;
use crate::{Error, Problem, Result, account, name, site};

/// Where a form leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    /// The application waits for a reviewer.
    Waiting(ApplicationId),
    /// A Company's application waits for its billing details.
    NeedsBilling(ApplicationId),
    /// No review was needed: the organization exists.
    Founded(AccountName),
}

/// Applications that one person may make in 24 hours, where no more may be open at one time: each can mail every
/// reviewer, and withdrawing makes room for the next.
const A_DAY: i64 = 20;

/// Asks for an organization. Personal is founded at once; a Company becomes a draft until its billing details are
/// there.
pub async fn submit(db: &Db, actor: &Actor, proposal: &Proposal) -> Result<Submitted> {
    let mut tx = db.begin().await?;
    // Two tabs count one after the other.
    account::lock(&mut tx, &actor.user).await?;
    if let Some(before) = sent_before(&mut tx, actor, proposal).await? {
        return Ok(before);
    }
    require_free_name(&mut tx, &proposal.name).await?;
    if proposal.kind == Kind::Personal {
        let founded = found_at_once(&mut tx, actor, proposal).await?;
        tx.commit().await?;
        return Ok(founded);
    }
    let settings = site::settings(&mut tx).await?;
    let open = store::count_open(&mut tx, &actor.user).await?;
    if open >= settings.open_applications {
        let max = u32::try_from(settings.open_applications).unwrap_or(u32::MAX);
        return Err(Error::field("kind", Problem::TooManyOpen { max }));
    }
    let today = store::count_since(&mut tx, &actor.user, Timestamp::now().plus(-DAY)).await?;
    if today >= settings.open_applications.max(A_DAY) {
        return Err(Error::field("kind", Problem::TooManyToday));
    }
    let id = ApplicationId::new();
    store::insert(&mut tx, &id, &actor.user, proposal, State::Draft).await?;
    let submitted = match proposal.kind {
        Kind::Company => {
            let change = Change::ApplicationDrafted { application: id.clone(), name: proposal.name.clone() };
            record(&mut tx, Record::new(By::Actor(actor), change).about(&id)).await?;
            Submitted::NeedsBilling(id)
        }
        _ => hand_in(&mut tx, actor, &id, proposal, &settings).await?,
    };
    tx.commit().await?;
    Ok(submitted)
}

/// Where the same form led a moment ago: a double click sends it twice and must not ask twice.
async fn sent_before(conn: &mut AnyConnection, actor: &Actor, proposal: &Proposal) -> Result<Option<Submitted>> {
    if let Some((id, state)) = store::same_open(conn, &actor.user, proposal).await? {
        let draft = state == State::Draft;
        return Ok(Some(if draft { Submitted::NeedsBilling(id) } else { Submitted::Waiting(id) }));
    }
    let head = org::own_head(conn, &actor.user, &proposal.name.key()).await?.map(|(_, head)| head).filter(|head| {
        head.primary
            && (head.kind, &head.name) == (proposal.kind, &proposal.name)
            && (&head.display_name, &head.description, &head.link)
                == (&proposal.display_name, &proposal.description, &proposal.link)
    });
    Ok(head.map(|head| Submitted::Founded(head.name)))
}

/// Moves a complete draft on: to the reviewers, or to an organization where none is asked.
pub(super) async fn hand_in(
    tx: &mut Tx,
    actor: &Actor,
    id: &ApplicationId,
    proposal: &Proposal,
    settings: &SiteSettings,
) -> Result<Submitted> {
    let first = store::find(tx, id).await?.application.submitted_at.is_none();
    if !store::advance(tx, id, State::Draft, State::Submitted).await? {
        return Err(Error::Stale(crate::error::Stale::Application));
    }
    let change = Change::ApplicationSubmitted {
        application: id.clone(),
        name: proposal.name.clone(),
        org_kind: proposal.kind,
        announced: first && proposal.kind.is_reviewed(settings.approvals),
    };
    record(tx, Record::new(By::Actor(actor), change).about(id)).await?;
    if proposal.kind.is_reviewed(settings.approvals) {
        // One that had left the queue comes back to where it stood, with what the site admins wanted to know.
        if thread::is_asked(tx, id).await? {
            store::advance(tx, id, State::Submitted, State::InformationRequested).await?;
        }
        return Ok(Submitted::Waiting(id.clone()));
    }
    let founding = Founding {
        proposal,
        owner: &actor.user,
        seats: proposal.kind.seats(settings),
        by: By::Actor(actor),
        claim: Claim::Applicant(id),
        approved: false,
    };
    let org = found_org(tx, &founding).await?;
    let seen = store::find(tx, id).await?.application.version;
    store::approve(tx, id, seen, &org).await?;
    billing::hand_over(tx, id, &org).await?;
    Ok(Submitted::Founded(proposal.name.clone()))
}

/// A Personal organization is reviewed by nobody, so that a day's number is all that keeps names from being hoarded.
pub(super) async fn found_at_once(tx: &mut Tx, actor: &Actor, proposal: &Proposal) -> Result<Submitted> {
    let settings = site::settings(tx).await?;
    let today = org::personal_since(tx, &actor.user, Timestamp::now().plus(-DAY)).await?;
    if today >= settings.daily_personal {
        return Err(Error::field("kind", Problem::TooManyToday));
    }
    let seats = Kind::Personal.seats(&settings);
    let founding =
        Founding { proposal, owner: &actor.user, seats, by: By::Actor(actor), claim: Claim::Plain, approved: false };
    found_org(tx, &founding).await?;
    Ok(Submitted::Founded(proposal.name.clone()))
}

pub(super) async fn require_free_name(conn: &mut AnyConnection, name: &AccountName) -> Result<()> {
    if name::is_taken(conn, &name.key()).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    Ok(())
}

use super::submit::{found_at_once, hand_in, require_free_name};
use super::{Change, Proposal, State, Submitted, billing, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::ApplicationId;
use crate::notify::{Record, record};
use crate::org::Kind;
use crate::{Error, Result, account, site};

/// Changes an application that is not decided yet. It goes on where its new kind leads: to billing, to the reviewers,
/// or to an organization at once. A Company without billing details leaves the queue until they are there, and comes
/// back to its place; billing details of what is no Company any more are deleted.
pub async fn edit(db: &Db, actor: &Actor, id: &ApplicationId, proposal: &Proposal) -> Result<Submitted> {
    let mut tx = db.begin().await?;
    account::lock(&mut tx, &actor.user).await?;
    let before = store::own_whole(&mut tx, &actor.user, id).await?;
    require_free_name(&mut tx, &proposal.name).await?;
    if !before.application.state.is_open() || !store::update(&mut tx, id, proposal).await? {
        return Err(Error::Stale(Stale::Application));
    }
    let before = before.application;
    let change =
        Change::ApplicationEdited { application: id.clone(), before: before.proposal.clone(), after: proposal.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id)).await?;

    if before.proposal.kind == Kind::Company && proposal.kind != Kind::Company {
        // Nobody pays for it any more, and who would have is nobody's business.
        billing::delete(&mut tx, id).await?;
    }
    let submitted = match (proposal.kind, before.state) {
        (Kind::Personal, state) => {
            store::advance(&mut tx, id, state, State::Withdrawn).await?;
            found_at_once(&mut tx, actor, proposal).await?
        }
        (Kind::Company, state) if before.billing.is_none() => {
            store::advance(&mut tx, id, state, State::Draft).await?;
            Submitted::NeedsBilling(id.clone())
        }
        (_, State::Draft) => {
            let settings = site::settings(&mut tx).await?;
            hand_in(&mut tx, actor, id, proposal, &settings).await?
        }
        _ => Submitted::Waiting(id.clone()),
    };
    tx.commit().await?;
    Ok(submitted)
}

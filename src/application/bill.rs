use super::submit::hand_in;
use super::{Billing, Change, State, Submitted, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::ApplicationId;
use crate::notify::{Record, record};
use crate::org::Kind;
use crate::{Error, Result, account, site};

/// Gives or changes the billing details of a Company's application; a draft is submitted by it.
pub async fn bill(db: &Db, actor: &Actor, id: &ApplicationId, billing: &Billing) -> Result<Submitted> {
    let mut tx = db.begin().await?;
    account::lock(&mut tx, &actor.user).await?;
    let found = store::own(&mut tx, &actor.user, id).await?;
    if found.application.proposal.kind != Kind::Company {
        return Err(Error::NotFound);
    }
    let application = found.application;
    if !application.state.is_open() {
        return Err(Error::Stale(Stale::Application));
    }
    super::billing::set(&mut tx, id, billing).await?;
    let change = Change::ApplicationBilled { application: id.clone(), name: application.proposal.name.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id)).await?;
    let submitted = match application.state {
        State::Draft => {
            super::submit::require_free_name(&mut tx, &application.proposal.name).await?;
            let settings = site::settings(&mut tx).await?;
            hand_in(&mut tx, actor, id, &application.proposal, &settings).await?
        }
        _ => Submitted::Waiting(id.clone()),
    };
    tx.commit().await?;
    Ok(submitted)
}

use super::{Change, State, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::ApplicationId;
use crate::notify::{Record, record};
use crate::{Error, Result};

/// Takes back the caller's own application; its name is free at once.
pub async fn withdraw(db: &Db, actor: &Actor, id: &ApplicationId) -> Result<()> {
    let mut tx = db.begin().await?;
    let found = store::own(&mut tx, &actor.user, id).await?;
    let was = found.application.state;
    if !was.is_open() || !store::advance(&mut tx, id, was, State::Withdrawn).await? {
        return Err(Error::Stale(Stale::Application));
    }
    let name = found.application.proposal.name;
    let change = Change::ApplicationWithdrawn { application: id.clone(), name, was };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id)).await?;
    tx.commit().await
}

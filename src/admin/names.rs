use super::Change;
use crate::access::Actor;
use crate::db::{Db, Tx};
use crate::error::Stale;
use crate::event::By;
use crate::name::{self, Unheld, UnheldNames, Why};
use crate::notify::{Record, record};
use crate::site::Reviewer;
use crate::text::{AccountName, NameKey, Note};
use crate::{Error, Problem, Result, account};

/// A page of the names that are kept from everybody though no account holds them, by the alphabet: those that begin
/// with `query`, after the name `after`. For site admins.
pub async fn unheld_names(db: &Db, actor: &Actor, query: &str, after: &str) -> Result<UnheldNames> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    name::unheld(&mut conn, &reviewer, &NameKey::of(query), &NameKey::of(after)).await
}

/// One of these names; `None` when nothing keeps it. For site admins.
pub async fn unheld_name(db: &Db, actor: &Actor, name: &AccountName) -> Result<Option<Unheld>> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    name::unheld_name(&mut conn, &reviewer, &name.key()).await
}

/// Keeps a name from everybody. A sign-up that reserves it comes to nothing; what an account holds stays with it.
pub async fn block_name(db: &Db, actor: &Actor, name: &AccountName, reason: &Note) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    account::end_sign_up(&mut tx, &name.key()).await?;
    if !name::block(&mut tx, &reviewer, name, reason).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    // Once more, for one that came in between. Not only here: whoever confirms holds the sign-up before the name.
    account::end_sign_up(&mut tx, &name.key()).await?;
    write(&mut tx, actor, Change::NameBlocked { name: name.clone(), reason: reason.to_string() }).await?;
    tx.commit().await
}

/// Lets everybody have a name that was blocked, or that a sign-up reserves.
pub async fn release_name(db: &Db, actor: &Actor, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let found = name::unheld_name(&mut tx, &reviewer, &name.key()).await?.ok_or(Error::Stale(Stale::Name))?;
    account::end_sign_up(&mut tx, &name.key()).await?;
    if !name::free(&mut tx, &reviewer, &name.key()).await? {
        return Err(Error::Stale(Stale::Name));
    }
    account::end_sign_up(&mut tx, &name.key()).await?;
    let blocked = matches!(found.why, Why::Blocked { .. });
    write(&mut tx, actor, Change::NameReleased { name: found.name, blocked }).await?;
    tx.commit().await
}

async fn write(tx: &mut Tx, actor: &Actor, change: Change) -> Result<()> {
    record(tx, Record::new(By::Actor(actor), change)).await?;
    Ok(())
}

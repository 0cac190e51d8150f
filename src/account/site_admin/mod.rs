//! Who administers the site.

use super::store::{anybody_named, site_admins};
use super::{SiteAdmin, throttle};
use crate::access::{Actor, Reviewer};
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale};
use crate::event::{By, Change, Record, record};
use crate::text::AccountName;
use crate::{Error, Problem, Result};

mod store;

/// All site admins, by name; for site admins.
pub async fn admins(db: &Db, actor: &Actor) -> Result<Vec<SiteAdmin>> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    store::all(&mut conn, &reviewer).await
}

/// Makes a user a site admin.
pub async fn promote(db: &Db, actor: &Actor, name: &AccountName) -> Result<()> {
    let mut tx = hold_as(db, actor).await?;
    promoted(&mut tx, By::Actor(actor), name).await?;
    tx.commit().await
}

/// The same for the command line, whose user holds the database.
pub async fn promote_here(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    hold(&mut tx).await?;
    promoted(&mut tx, By::Site, name).await?;
    tx.commit().await
}

/// Makes a site admin a user like others. The last one stays.
pub async fn demote(db: &Db, actor: &Actor, name: &AccountName) -> Result<()> {
    let mut tx = hold_as(db, actor).await?;
    demoted(&mut tx, By::Actor(actor), name).await?;
    tx.commit().await
}

/// The same for the command line, whose user holds the database.
pub async fn demote_here(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    hold(&mut tx).await?;
    demoted(&mut tx, By::Site, name).await?;
    tx.commit().await
}

/// Until the transaction ends nobody else changes who is a site admin: of two who demote each other one stays.
pub(super) async fn hold(tx: &mut Tx) -> Result<()> {
    throttle::hold(tx, "site admins").await
}

/// Begins that for a site admin, and looks again once it is held.
async fn hold_as(db: &Db, actor: &Actor) -> Result<Tx> {
    let mut tx = db.begin().await?;
    Reviewer::confirm(&mut tx, actor).await?;
    hold(&mut tx).await?;
    Reviewer::check(&mut tx, actor).await?;
    Ok(tx)
}

/// Refuses what would leave nobody who administers the site.
pub(super) async fn require_one(tx: &mut Tx) -> Result<()> {
    match site_admins(tx).await?.is_empty() {
        true => Err(Error::Refused(Rule::LastAdmin)),
        false => Ok(()),
    }
}

async fn promoted(tx: &mut Tx, by: By<'_>, name: &AccountName) -> Result<()> {
    let (user, person) = super::user_named(tx, &name.key()).await?.ok_or(Error::field("user", Problem::NoSuchUser))?;
    if !store::set_site_admin(tx, &user, true).await? {
        return Err(Error::field("user", Problem::AdminAlready));
    }
    record(tx, Record::new(by, Change::AdminPromoted { person }).user(&user)).await?;
    Ok(())
}

async fn demoted(tx: &mut Tx, by: By<'_>, name: &AccountName) -> Result<()> {
    let (user, person) = anybody_named(tx, &name.key()).await?.ok_or(Error::Stale(Stale::SiteAdmin))?;
    if !store::set_site_admin(tx, &user, false).await? {
        return Err(Error::Stale(Stale::SiteAdmin));
    }
    require_one(tx).await?;
    record(tx, Record::new(by, Change::AdminDemoted { person }).user(&user)).await?;
    Ok(())
}

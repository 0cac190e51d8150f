//! Who administers the site.

use super::store::{Recipient, anybody_named, site_admins};
use super::throttle;
use crate::access::{Actor, Reviewer};
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale};
use crate::event::{By, Change, Record, record};
use crate::text::AccountName;
use crate::{Error, Problem, Result};

mod store;

/// All site admins, by name; for site admins. Who is suspended is none while it lasts.
pub async fn admins(db: &Db, actor: &Actor) -> Result<Vec<Recipient>> {
    let mut conn = db.read().await?;
    Reviewer::check(&mut conn, actor).await?;
    let mut admins = site_admins(&mut conn).await?;
    admins.sort_by(|one, other| one.named.name.as_str().cmp(other.named.name.as_str()));
    Ok(admins)
}

/// Makes a user a site admin.
pub async fn appoint(db: &Db, actor: &Actor, name: &AccountName) -> Result<()> {
    let mut tx = hold(db).await?;
    Reviewer::confirm(&mut tx, actor).await?;
    appointed(&mut tx, By::Actor(actor), name).await?;
    tx.commit().await
}

/// The same for the command line, whose user holds the database.
pub async fn appoint_here(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = hold(db).await?;
    appointed(&mut tx, By::Site, name).await?;
    tx.commit().await
}

/// Takes a site admin out of office. The last one stays.
pub async fn dismiss(db: &Db, actor: &Actor, name: &AccountName) -> Result<()> {
    let mut tx = hold(db).await?;
    Reviewer::confirm(&mut tx, actor).await?;
    dismissed(&mut tx, By::Actor(actor), name).await?;
    tx.commit().await
}

/// The same for the command line, whose user holds the database.
pub async fn dismiss_here(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = hold(db).await?;
    dismissed(&mut tx, By::Site, name).await?;
    tx.commit().await
}

/// Begins a transaction in which nobody else changes who is a site admin: of two who dismiss each other one stays.
async fn hold(db: &Db) -> Result<Tx> {
    let mut tx = db.begin().await?;
    throttle::hold(&mut tx, "site admins").await?;
    Ok(tx)
}

async fn appointed(tx: &mut Tx, by: By<'_>, name: &AccountName) -> Result<()> {
    let (user, person) = super::user_named(tx, &name.key()).await?.ok_or(Error::field("user", Problem::NoSuchUser))?;
    if !store::set_site_admin(tx, &user, true).await? {
        return Err(Error::field("user", Problem::AdminAlready));
    }
    record(tx, Record::new(by, Change::AdminAppointed { person }).user(&user)).await?;
    Ok(())
}

async fn dismissed(tx: &mut Tx, by: By<'_>, name: &AccountName) -> Result<()> {
    let (user, person) = anybody_named(tx, &name.key()).await?.ok_or(Error::Stale(Stale::Office))?;
    if !store::set_site_admin(tx, &user, false).await? {
        return Err(Error::Stale(Stale::Office));
    }
    if site_admins(tx).await?.is_empty() {
        return Err(Error::Refused(Rule::LastAdmin));
    }
    record(tx, Record::new(by, Change::AdminDismissed { person }).user(&user)).await?;
    Ok(())
}

//! Who administers the site.

use super::{Change, SiteAdmin};
use crate::access::Actor;
use crate::account::{self, site_admin};
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::notify::{Record, record};
use crate::site::Reviewer;
use crate::text::AccountName;
use crate::{Error, Problem, Result};

/// All site admins, by name; for site admins.
pub async fn admins(db: &Db, actor: &Actor) -> Result<Vec<SiteAdmin>> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let admins = site_admin::all(&mut conn, &reviewer).await?.into_iter();
    let admin =
        |row: site_admin::Row| SiteAdmin { named: row.named, email: row.email, suspended: row.suspended_at.is_some() };
    Ok(admins.map(admin).collect())
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
    site_admin::hold(&mut tx).await?;
    promoted(&mut tx, By::Operator, name).await?;
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
    site_admin::hold(&mut tx).await?;
    demoted(&mut tx, By::Operator, name).await?;
    tx.commit().await
}

/// Begins a change of who is a site admin, and looks again once nobody else can change it.
async fn hold_as(db: &Db, actor: &Actor) -> Result<Tx> {
    let mut tx = db.begin().await?;
    Reviewer::confirm(&mut tx, actor).await?;
    site_admin::hold(&mut tx).await?;
    Reviewer::check(&mut tx, actor).await?;
    Ok(tx)
}

/// Refuses what would leave nobody who administers the site.
pub(super) async fn require_one(tx: &mut Tx) -> Result<()> {
    if site_admin::is_there_one(tx).await? { Ok(()) } else { Err(Error::Refused(Rule::LastAdmin)) }
}

async fn promoted(tx: &mut Tx, by: By<'_>, name: &AccountName) -> Result<()> {
    let (user, person) =
        account::user_named(tx, &name.key()).await?.ok_or(Error::field("user", Problem::NoSuchUser))?;
    if !site_admin::set_site_admin(tx, &user, true).await? {
        return Err(Error::field("user", Problem::AdminAlready));
    }
    record(tx, Record::new(by, Change::AdminPromoted { person }).user(&user)).await?;
    Ok(())
}

async fn demoted(tx: &mut Tx, by: By<'_>, name: &AccountName) -> Result<()> {
    let (user, person) = account::anybody_named(tx, &name.key()).await?.ok_or(Error::Stale(Stale::SiteAdmin))?;
    if !site_admin::set_site_admin(tx, &user, false).await? {
        return Err(Error::Stale(Stale::SiteAdmin));
    }
    require_one(tx).await?;
    record(tx, Record::new(by, Change::AdminDemoted { person }).user(&user)).await?;
    Ok(())
}

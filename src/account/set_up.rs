use sqlx::AnyConnection;

use super::link::{self, Purpose};
use super::password::new_hash;
use super::{Change, device, session, site_admin, store};
use crate::access::Origin;
use crate::clock::{DAY, Timestamp};
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::UserId;
use crate::name::{self, Claim};
use crate::notify::{Record, record};
use crate::text::{AccountName, DisplayName, EmailAddress, Password};
use crate::token::Secret;
use crate::{Error, Problem, Result};

/// While the site has no admin, a new one-time link for the first; the earlier ones are dead. Users who signed up in
/// between do not count, or a stranger could be faster and lock the operator out. For the process.
pub async fn needs_set_up(db: &Db) -> Result<Option<Secret>> {
    let mut tx = db.begin().await?;
    if !site_admin::has_no_site_admin(&mut tx).await? {
        return Ok(None);
    }
    let secret = Secret::new();
    link::drop_set_up(&mut tx).await?;
    link::insert(&mut tx, Purpose::SetUp, None, &secret.hash(), Timestamp::now().plus(365 * DAY)).await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Makes the first site admin and signs in. Public on purpose; the link is the proof.
pub async fn set_up(
    db: &Db,
    origin: &Origin,
    link: &Secret,
    username: &AccountName,
    email: &EmailAddress,
    password: &Password,
) -> Result<Secret> {
    let password_hash = new_hash(origin, "password", password, username, email).await?;
    let mut tx = db.begin().await?;
    if !site_admin::has_no_site_admin(&mut tx).await? {
        return Err(Error::Stale(Stale::SetUp));
    }
    link::take(&mut tx, Purpose::SetUp, &link.hash(), Timestamp::now()).await?.ok_or(Error::Stale(Stale::Link))?;
    let user = insert_admin(&mut tx, username, email, &password_hash).await?;
    device::remember(&mut tx, &user, origin).await?;
    let session = session::begin(&mut tx, &user, origin).await?;
    record(&mut tx, Record::new(By::User(&user, origin), Change::SiteSetUp)).await?;
    tx.commit().await?;
    Ok(session)
}

/// Makes a site admin. For the command line, whose user holds the database.
pub async fn create_admin(db: &Db, username: &AccountName, email: &EmailAddress, password: &Password) -> Result<()> {
    let password_hash = new_hash(&Origin::default(), "password", password, username, email).await?;
    let mut tx = db.begin().await?;
    let user = insert_admin(&mut tx, username, email, &password_hash).await?;
    record(&mut tx, Record::new(By::Operator, Change::AdminCreated).user(&user)).await?;
    tx.commit().await
}

/// Whoever sets up the site holds it, so the address needs no proof.
async fn insert_admin(
    conn: &mut AnyConnection,
    username: &AccountName,
    email: &EmailAddress,
    password_hash: &str,
) -> Result<UserId> {
    let user = UserId::new();
    let display_name = DisplayName::parse(username.as_str()).map_err(|problem| Error::field("name", problem))?;
    if store::holder_of(conn, email).await?.is_some() {
        return Err(Error::field("email", Problem::EmailTaken));
    }
    store::insert_user_account(conn, &user, username, &display_name).await?;
    store::insert_user(conn, &store::NewUser { id: &user, email, password_hash, site_admin: true }).await?;
    if !name::claim(conn, username, user.as_str(), Claim::Plain).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    link::drop_set_up(conn).await?;
    Ok(user)
}

use super::{session, site_admin, store};
use crate::db::Db;
use crate::event::{By, Change, Record, record};
use crate::text::AccountName;
use crate::{Error, Result};

/// Ends all sessions of a user, who cannot sign in until restored. The last site admin stays. For the command line, whose user
/// holds the database.
pub async fn suspend(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    site_admin::hold(&mut tx).await?;
    let had_none = store::site_admins(&mut tx).await?.is_empty();
    let user = store::set_suspended(&mut tx, name, true).await?.ok_or(Error::NotFound)?;
    if !had_none {
        site_admin::require_one(&mut tx).await?;
    }
    session::end_all(&mut tx, &user, None).await?;
    record(&mut tx, Record::new(By::Site, Change::UserSuspended).user(&user)).await?;
    tx.commit().await
}

/// Lets a suspended user sign in again. For the command line, whose user holds the database.
pub async fn restore(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let user = store::set_suspended(&mut tx, name, false).await?.ok_or(Error::NotFound)?;
    record(&mut tx, Record::new(By::Site, Change::UserRestored).user(&user)).await?;
    tx.commit().await
}

use super::{Change, admins};
use crate::account::{self, site_admin};
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};
use crate::text::{AccountName, Named};
use crate::{Error, Result, member};

/// Ends all sessions of a user, who cannot sign in until restored. The last site admin stays. Returns the organizations
/// that have no Owner left who can sign in: with one of these nothing happens, unless `anyway`. For the command line,
/// whose user holds the database.
pub async fn suspend(db: &Db, name: &AccountName, anyway: bool) -> Result<Vec<Named>> {
    let mut tx = db.begin().await?;
    site_admin::hold(&mut tx).await?;
    let had_one = site_admin::is_there_one(&mut tx).await?;
    let user = site_admin::set_suspended(&mut tx, name, true).await?.ok_or(Error::NotFound)?;
    if had_one {
        admins::require_one(&mut tx).await?;
    }
    let forsaken = member::forsaken_by(&mut tx, &user).await?;
    if !forsaken.is_empty() && !anyway {
        return Ok(forsaken);
    }
    account::end_all_sessions(&mut tx, &user, None).await?;
    record(&mut tx, Record::new(By::Operator, Change::UserSuspended).user(&user)).await?;
    tx.commit().await?;
    Ok(forsaken)
}

/// Lets a suspended user sign in again. For the command line, whose user holds the database.
pub async fn restore(db: &Db, name: &AccountName) -> Result<()> {
    let mut tx = db.begin().await?;
    let user = site_admin::set_suspended(&mut tx, name, false).await?.ok_or(Error::NotFound)?;
    record(&mut tx, Record::new(By::Operator, Change::UserRestored).user(&user)).await?;
    tx.commit().await
}

//! The one namespace of users and organizations: every name that is, was or is about to be held.

use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::text::AccountName;

mod store;

pub use store::{assign, forget_reservations, is_taken, release, similar};

/// Whether nobody has, had or reserves this name. Public on purpose: forms ask while the person types.
pub async fn is_free(db: &Db, name: &AccountName) -> Result<bool> {
    Ok(!is_taken(&mut *db.read().await?, &name.key()).await?)
}

/// Takes a name for an account, or answers `false` when somebody has it. Of two at the same moment one wins.
pub async fn claim(conn: &mut AnyConnection, name: &AccountName, account: &str) -> Result<bool> {
    store::insert(conn, name, Some(account), None).await
}

/// Holds a name until a moment, or answers `false` when somebody has it.
pub async fn reserve(conn: &mut AnyConnection, name: &AccountName, until: Timestamp) -> Result<bool> {
    store::insert(conn, name, None, Some(until)).await
}

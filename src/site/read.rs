use std::sync::Arc;

use super::{SiteSettings, store};
use crate::Result;
use crate::db::{Db, Tx};

/// The settings in force, as the process remembers them.
pub(crate) async fn settings(tx: &mut Tx) -> Result<Arc<SiteSettings>> {
    tx.memory().get_or(store::settings(tx)).await
}

/// The same outside of a transaction.
pub(crate) async fn settings_of(db: &Db) -> Result<Arc<SiteSettings>> {
    db.live().memory().get_or(async { store::settings(&mut *db.read().await?).await }).await
}

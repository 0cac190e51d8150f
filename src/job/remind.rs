use crate::clock::Timestamp;
use crate::db::Db;
use crate::{Result, application};

/// Reminds people of what waits for them.
pub(crate) async fn run(db: &Db, now: Timestamp) -> Result<()> {
    application::remind(db, now).await
}

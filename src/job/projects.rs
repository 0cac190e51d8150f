use crate::clock::Timestamp;
use crate::db::Db;
use crate::{Result, project};

/// Ends offers that nobody answered, and goes on with imports that were left.
pub(crate) async fn run(db: &Db, now: Timestamp) -> Result<()> {
    project::expire_offers(db, now).await?;
    for import in project::unfinished(db, now).await? {
        project::go_on(db, None, &import).await?;
    }
    Ok(())
}

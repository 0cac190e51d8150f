use crate::clock::Timestamp;
use crate::db::Db;
use crate::{Result, account, application, invitation, mail, project};

/// Deletes everything that has run out: each noun knows what that is.
pub(crate) async fn run(db: &Db, now: Timestamp) -> Result<()> {
    account::tidy(db, now).await?;
    application::tidy(db, now).await?;
    invitation::tidy(db, now).await?;
    project::tidy(db, now).await?;
    mail::tidy(db, now).await
}

use crate::clock::Timestamp;
use crate::db::Db;
use crate::text::Overheard;
use crate::{Result, event, invitation, mail, notify};

/// Mails that are looked at in one transaction.
const SOME: i64 = 50;

/// Tells whoever waits for the answer to a mail that it was given up.
pub(crate) async fn run(db: &Db, now: Timestamp) -> Result<()> {
    while tell_some(db, now).await? {}
    Ok(())
}

async fn tell_some(db: &Db, now: Timestamp) -> Result<bool> {
    let mut tx = db.begin().await?;
    let given_up = mail::given_up(&mut tx, SOME).await?;
    for mail in &given_up {
        if let Some((at, change)) = event::change(&mut tx, &mail.event_id).await?
            && let Some(change) = notify::read::<invitation::Change>(&change)
        {
            let said = mail.said.as_ref().map(Overheard::as_str).unwrap_or_default();
            invitation::undelivered(&mut tx, &change, at, said).await?;
        }
        mail::mark_told(&mut tx, &mail.id, now).await?;
    }
    tx.commit().await?;
    Ok(i64::try_from(given_up.len()).is_ok_and(|found| found == SOME))
}

use crate::clock::Timestamp;
use crate::db::Db;
use crate::text::Overheard;
use crate::{Result, account, event, invitation, mail, notify};

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
        let said = mail.said.as_ref().map(Overheard::as_str).unwrap_or_default();
        if let Some(past) = event::past(&mut tx, &mail.event_id).await? {
            if let Some(change) = notify::read::<invitation::Change>(&past.change) {
                invitation::undelivered(&mut tx, &change, past.at, said).await?;
            }
            if let Some(change) = notify::read::<account::Change>(&past.change) {
                account::undelivered(&mut tx, &change, &past, &mail.to_address, said).await?;
            }
        }
        account::unreachable(&mut tx, &mail.to_address, &mail.subject, said, now).await?;
        mail::mark_told(&mut tx, &mail.id, now).await?;
    }
    tx.commit().await?;
    Ok(i64::try_from(given_up.len()).is_ok_and(|found| found == SOME))
}

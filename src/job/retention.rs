use crate::clock::{DAY, Timestamp};
use crate::db::{Db, Tx};
use crate::{Result, event, mail, notice, site};

/// Rows that go in one transaction: whoever wants to write waits no longer than these take.
const BATCH: i64 = 500;

/// What the settings keep for some days only.
#[derive(Clone, Copy)]
enum Kept {
    Mails,
    Notices,
    Origins,
    EventsOfNobody,
}

/// Deletes mails, notices and what events say of strangers, when their days are over.
pub(crate) async fn run(db: &Db, now: Timestamp) -> Result<()> {
    let settings = site::read_settings(&mut *db.read().await?).await?;
    // Events last: the mails and notices of an event go before it.
    for (kept, days) in [
        (Kept::Mails, settings.kept_mails),
        (Kept::Notices, settings.kept_notices),
        (Kept::Origins, settings.kept_origins),
        (Kept::EventsOfNobody, settings.kept_origins),
    ] {
        let before = now.plus(-days * DAY);
        loop {
            let mut tx = db.begin().await?;
            let gone = batch(&mut tx, kept, before).await?;
            tx.commit().await?;
            if gone < BATCH.unsigned_abs() {
                break;
            }
        }
    }
    Ok(())
}

async fn batch(tx: &mut Tx, kept: Kept, before: Timestamp) -> Result<u64> {
    match kept {
        Kept::Mails => mail::forget(tx, before, BATCH).await,
        Kept::Notices => notice::forget(tx, before, BATCH).await,
        Kept::Origins => event::forget_origins(tx, before, BATCH).await,
        Kept::EventsOfNobody => event::forget_of_nobody(tx, before, BATCH).await,
    }
}

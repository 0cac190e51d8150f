use super::{Change, store};
use crate::Result;
use crate::clock::{DAY, Timestamp};
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};

/// An application waits for its billing details for so long before its applicant is reminded, in milliseconds.
const PATIENCE: i64 = DAY;

/// Reminds those once whose applications have waited for their billing details for a day. Each in a transaction of its
/// own, as somebody may give them at this moment.
pub(crate) async fn remind(db: &Db, now: Timestamp) -> Result<()> {
    loop {
        let forgotten = store::forgotten(&mut *db.read().await?, now.plus(-PATIENCE)).await?;
        if forgotten.is_empty() {
            return Ok(());
        }
        for (id, applicant, name) in forgotten {
            let mut tx = db.begin().await?;
            if store::set_reminded(&mut tx, &id, now).await? {
                let change = Change::BillingReminded { application: id.clone(), name };
                record(&mut tx, Record::new(By::Operator, change).about(&id).user(&applicant)).await?;
            }
            tx.commit().await?;
        }
    }
}

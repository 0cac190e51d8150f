use super::store;
use crate::Result;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::By;
use crate::project::note::note_for;
use crate::project::{Change, Owner};

/// Offers that one turn of the job ends.
const MOST: i64 = 200;

/// Ends offers that nobody answered in time, each for itself, and tells who made them.
pub(crate) async fn expire(db: &Db, now: Timestamp) -> Result<()> {
    let due = store::expired(&mut *db.read().await?, now, MOST).await?;
    for id in due {
        let mut tx = db.begin().await?;
        // Of two servers one ends it, and whoever answered meanwhile has answered.
        if !store::end(&mut tx, &id, "expired").await? {
            continue;
        }
        let Some(found) = store::find(&mut tx, &id).await? else { continue };
        let owner = Owner { named: found.offer.owner.clone(), is_org: found.owner_is_org };
        let change = Change::OfferExpired {
            project: found.offer.project.clone(),
            right: found.offer.right,
            to: found.offer.to.clone(),
        };
        let of = (found.owner_id.as_str(), &owner);
        note_for(&mut tx, By::Operator, &found.project_id, of, Some(&found.by_id), change).await?;
        tx.commit().await?;
    }
    Ok(())
}

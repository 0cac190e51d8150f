use super::{Change, OverseenOwner, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::{self, Overseen};
use crate::site::Reviewer;
use crate::text::{AccountName, Message};
use crate::{Error, Result};

/// Owners that a site admin is shown.
const SHOWN: i64 = 100;

/// The Owners of an organization, the primary one first, then by name; at most 100. For site admins.
pub async fn owners(db: &Db, actor: &Actor, org: &AccountName) -> Result<Vec<OverseenOwner>> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let org = Overseen::check(&mut conn, &reviewer, org).await?;
    let rows = store::owners(&mut conn, &org, SHOWN).await?;
    Ok(rows.into_iter().map(|row| row.owner).collect())
}

/// Makes another Owner primary, where the primary owner has gone or is suspended; all Owners read the reason. `before`
/// is the primary owner whom the site admin saw: who became it meanwhile stays. An offer that waits ends. For site
/// admins.
pub async fn appoint(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    before: &AccountName,
    heir: &AccountName,
    reason: &Message,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::confirm(&mut tx, actor).await?;
    let org = Overseen::hold(&mut tx, &reviewer, org).await?;
    let store::FoundOwner { id, owner } =
        store::owner(&mut tx, &org, &heir.key()).await?.ok_or(Error::Refused(Rule::NotAnOwner))?;
    if owner.primary {
        // A double click appoints once.
        return Ok(());
    }
    if owner.suspended {
        return Err(Error::Refused(Rule::Suspended));
    }
    if org.primary.name.key() != before.key() || !org::set_primary(&mut tx, &org.id, &org.primary_id, &id).await? {
        return Err(Error::Stale(Stale::Member));
    }
    let offer_ended = store::end_offers(&mut tx, &org).await?;
    let Overseen { id: org, named, primary, .. } = org;
    let change = Change::PrimaryOwnerAppointed {
        org: named,
        person: owner.named,
        before: primary,
        reason: reason.to_string(),
        offer_ended,
    };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org).user(&id)).await?;
    tx.commit().await
}

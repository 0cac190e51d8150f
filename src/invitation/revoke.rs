use super::Change;
use super::store::{self, Ended};
use crate::access::{Actor, ManagePeople};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::InvitationId;
use crate::live::Topic;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::AccountName;
use crate::{Error, Result, account};

/// Takes an invitation back: its link is dead, and the invited person is told, unless it had expired anyway.
pub async fn revoke(db: &Db, actor: &Actor, org: &AccountName, id: &InvitationId) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManagePeople>::hold(&mut tx, actor, org).await?;
    let found = store::of_org(&mut tx, &org, id).await?.ok_or(Error::NotFound)?;
    let now = Timestamp::now();
    if !found.is_pending() || !store::end(&mut tx, id, Ended::Revoked, now).await? {
        return Err(Error::Stale(Stale::Invitation));
    }
    let change = Change::InvitationRevoked {
        org: org.named.clone(),
        to: found.to()?,
        role: found.role,
        expired: found.expires_at <= now,
    };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).user(found.user_id.as_ref())).await?;
    if let Some(address) = &found.email
        && let Some(holder) = account::holder_of(&mut tx, address).await?
    {
        tx.tell(Topic::User(holder));
    }
    tx.commit().await
}

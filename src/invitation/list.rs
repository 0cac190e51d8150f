use super::{Invitation, PendingPage, store};
use crate::access::{Actor, ManagePeople, OrgFor};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::id::InvitationId;
use crate::text::AccountName;
use crate::{Result, site};

/// Invitations on a page.
const PAGE: i64 = 50;

/// Invitations of an organization that wait, from `before` downwards, with those that have expired.
pub async fn pending(db: &Db, actor: &Actor, org: &AccountName, before: Option<&InvitationId>) -> Result<PendingPage> {
    let mut conn = db.read().await?;
    let org = OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    let now = Timestamp::now();
    let mut rows = store::page(&mut conn, &org, before, PAGE + 1).await?;
    let limit = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let older = rows.last().filter(|_| more).map(|row| row.id.clone());
    let rows = rows.into_iter().map(|row| row.into_pending(now)).collect::<Result<_>>()?;
    Ok(PendingPage { rows, older, count: store::pending_count(&mut conn, &org).await? })
}

/// Days for which an invitation holds, for whoever may invite.
pub async fn days(db: &Db, actor: &Actor, org: &AccountName) -> Result<i64> {
    let mut conn = db.read().await?;
    OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    Ok(site::settings(&mut conn).await?.invitation_days)
}

/// Invitations that wait for the caller's answer, the oldest first.
pub async fn waiting(db: &Db, actor: &Actor) -> Result<Vec<Invitation>> {
    let rows = store::to_user(&mut *db.read().await?, actor, Timestamp::now()).await?;
    rows.into_iter().map(|row| row.into_invitation(false)).collect()
}

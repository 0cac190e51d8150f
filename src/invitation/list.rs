use super::{Invitation, Pending, PendingPage, page as rows, store};
use crate::access::{Actor, ManagePeople};
use crate::clock::Timestamp;
use crate::db::{Db, page};
use crate::id::InvitationId;
use crate::org::OrgFor;
use crate::text::{AccountName, Search};
use crate::{Result, site};

/// Invitations on a page.
const PAGE: i64 = 50;

/// Invitations of an organization that wait, from `before` downwards, with those that have expired. `text` is a part of
/// an address or of what somebody is called.
pub async fn pending(
    db: &Db,
    org: &OrgFor<ManagePeople>,
    text: &str,
    before: Option<&InvitationId>,
) -> Result<PendingPage> {
    let mut conn = db.read().await?;
    let (now, search) = (Timestamp::now(), Search::new(text));
    let (rows, older) = page(rows::page(&mut conn, org, &search, before, PAGE + 1).await?, PAGE, |row| row.id.clone());
    // A first page with room on it is all there is.
    let count = match (before, &older) {
        (None, None) => i64::try_from(rows.len()).unwrap_or(i64::MAX),
        _ => rows::count(&mut conn, org, &search).await?,
    };
    let all = match search.is_empty() {
        true => count,
        false => rows::count(&mut conn, org, &Search::default()).await?,
    };
    let rows = rows.into_iter().map(|row| row.into_pending(now)).collect::<Result<_>>()?;
    Ok(PendingPage { rows, older, count, all })
}

/// One invitation of an organization that waits; nothing when it was answered or revoked.
pub async fn pending_one(db: &Db, org: &OrgFor<ManagePeople>, id: &InvitationId) -> Result<Option<Pending>> {
    let found = store::of_org(&mut *db.read().await?, org, id).await?.filter(store::StoredInvitation::is_pending);
    found.map(|found| found.into_pending(Timestamp::now())).transpose()
}

/// Days for which an invitation holds, for whoever may invite.
pub async fn days(db: &Db, actor: &Actor, org: &AccountName) -> Result<i64> {
    OrgFor::<ManagePeople>::check(&mut *db.read().await?, actor, org).await?;
    Ok(site::settings_of(db).await?.invitation_days)
}

/// Invitations that wait for the caller's answer, the oldest first.
pub async fn waiting(db: &Db, actor: &Actor) -> Result<Vec<Invitation>> {
    let rows = store::to_user(&mut *db.read().await?, actor, Timestamp::now()).await?;
    rows.into_iter().map(|row| row.into_invitation(false)).collect()
}

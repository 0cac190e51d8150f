use sqlx::AnyConnection;

use super::super::Draft;
use crate::access::ManagePeople;
use crate::clock::Timestamp;
use crate::id::{BatchId, UserId};
use crate::org::OrgFor;
use crate::text::plain;
use crate::{Error, Result};

/// Keeps a list. The same form sent twice keeps the last.
pub(in super::super) async fn insert(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    inviter: &UserId,
    id: &BatchId,
    draft: &Draft,
) -> Result<()> {
    let draft = serde_json::to_string(draft).map_err(|_| Error::Internal)?;
    sqlx::query(
        "insert into invitation_drafts (id, org_id, inviter_id, draft, at) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set draft = excluded.draft, at = excluded.at
         where invitation_drafts.org_id = excluded.org_id and invitation_drafts.inviter_id = excluded.inviter_id",
    )
    .bind(id.as_str())
    .bind(org.id.as_str())
    .bind(inviter.as_str())
    .bind(draft)
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// A list of this user for this organization.
pub(in super::super) async fn find(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    inviter: &UserId,
    id: &BatchId,
) -> Result<Option<Draft>> {
    let draft: Option<String> =
        sqlx::query_scalar("select draft from invitation_drafts where id = $1 and org_id = $2 and inviter_id = $3")
            .bind(id.as_str())
            .bind(org.id.as_str())
            .bind(inviter.as_str())
            .fetch_optional(conn)
            .await?;
    draft.map(|draft| serde_json::from_str(&plain(&draft)).map_err(|_| Error::Internal)).transpose()
}

/// Drops a list that was sent.
pub(in super::super) async fn delete(conn: &mut AnyConnection, org: &OrgFor<ManagePeople>, id: &BatchId) -> Result<()> {
    sqlx::query("delete from invitation_drafts where id = $1 and org_id = $2")
        .bind(id.as_str())
        .bind(org.id.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

pub(in super::super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from invitation_drafts where at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}

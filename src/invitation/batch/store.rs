use sqlx::AnyConnection;

use super::super::Batch;
use crate::access::ManagePeople;
use crate::clock::Timestamp;
use crate::id::{BatchId, UserId};
use crate::org::OrgFor;
use crate::text::plain;
use crate::{Error, Result};

pub(in super::super) async fn insert(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    inviter: &UserId,
    digest: &[u8],
    batch: &Batch,
) -> Result<()> {
    let answers = serde_json::to_string(batch).map_err(|_| Error::Internal)?;
    sqlx::query(
        "insert into invitation_batches (id, org_id, inviter_id, digest, answers, at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(batch.id.as_str())
    .bind(org.id.as_str())
    .bind(inviter.as_str())
    .bind(digest)
    .bind(answers)
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether an act of inviting has this id already; if so, whether it is this very one.
pub(in super::super) async fn is_sent(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    inviter: &UserId,
    id: &BatchId,
    digest: &[u8],
) -> Result<Option<bool>> {
    let same: Option<i64> = sqlx::query_scalar(
        "select case when org_id = $2 and inviter_id = $3 and digest = $4 then 1 else 0 end
         from invitation_batches where id = $1",
    )
    .bind(id.as_str())
    .bind(org.id.as_str())
    .bind(inviter.as_str())
    .bind(digest)
    .fetch_optional(conn)
    .await?;
    Ok(same.map(|same| same == 1))
}

/// An act of inviting of this user in this organization.
pub(in super::super) async fn find(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    inviter: &UserId,
    id: &BatchId,
) -> Result<Option<Batch>> {
    let answers: Option<String> =
        sqlx::query_scalar("select answers from invitation_batches where id = $1 and org_id = $2 and inviter_id = $3")
            .bind(id.as_str())
            .bind(org.id.as_str())
            .bind(inviter.as_str())
            .fetch_optional(conn)
            .await?;
    answers.map(|answers| serde_json::from_str(&plain(&answers)).map_err(|_| Error::Internal)).transpose()
}

pub(in super::super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from invitation_batches where at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}

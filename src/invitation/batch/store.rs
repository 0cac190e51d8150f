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

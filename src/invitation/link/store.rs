use sqlx::AnyConnection;

use crate::Result;
use crate::access::ManagePeople;
use crate::clock::Timestamp;
use crate::id::{InvitationId, UserId};
use crate::org::OrgFor;

pub(in super::super) async fn insert(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    id: &InvitationId,
    token_hash: &[u8],
    (inviter, recipient): (&UserId, &str),
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into invitation_links (token_hash, invitation_id, org_id, recipient, sent_at, inviter_id)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(token_hash)
    .bind(id.as_str())
    .bind(org.id.as_str())
    .bind(recipient)
    .bind(now.0)
    .bind(inviter.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Links that an organization has sent to one recipient since a moment.
pub(in super::super) async fn sent_to_since(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    recipient: &str,
    since: Timestamp,
) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from invitation_links where org_id = $1 and recipient = $2 and sent_at > $3",
    )
    .bind(org.id.as_str())
    .bind(recipient)
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok(count)
}

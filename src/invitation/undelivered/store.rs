use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;
use crate::id::InvitationId;

/// Marks an invitation that waits, unless a newer link was sent since. Returns whether it did.
pub(super) async fn mark(conn: &mut AnyConnection, id: &InvitationId, said: &str, at: Timestamp) -> Result<bool> {
    let done = sqlx::query(
        "update invitations set undelivered = $2
         where id = $1 and state = 'pending'
           and not exists (select 1 from invitation_links l where l.invitation_id = $1 and l.sent_at > $3)",
    )
    .bind(id.as_str())
    .bind(said)
    .bind(at.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;
use crate::id::{EventId, MailId};
use crate::text::{EmailAddress, Overheard};

/// A mail that was given up, the change it told of, and what the mail server said.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct GivenUp {
    pub id: MailId,
    pub event_id: EventId,
    pub to_address: EmailAddress,
    pub subject: String,
    #[sqlx(rename = "error")]
    pub said: Option<Overheard>,
}

/// Some of those that nobody was told of yet.
pub(crate) async fn given_up(conn: &mut AnyConnection, most: i64) -> Result<Vec<GivenUp>> {
    let rows = sqlx::query_as(
        "select id, event_id, to_address, subject, error from outbox
         where state = 'failed' and told_at is null order by id limit $1",
    )
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Whoever waits was told, if anybody does.
pub(crate) async fn mark_told(conn: &mut AnyConnection, id: &MailId, now: Timestamp) -> Result<()> {
    sqlx::query("update outbox set told_at = $2 where id = $1").bind(id.as_str()).bind(now.0).execute(conn).await?;
    Ok(())
}

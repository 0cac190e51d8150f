use sqlx::AnyConnection;

use super::super::{MessageKind, ThreadMessage};
use crate::Result;
use crate::clock::Timestamp;
use crate::id::{ApplicationId, MessageId, UserId};
use crate::text::{AccountName, DisplayName, Message};

/// One more contribution.
pub(in super::super) async fn insert(
    conn: &mut AnyConnection,
    application: &ApplicationId,
    author: &UserId,
    kind: MessageKind,
    body: &str,
) -> Result<()> {
    sqlx::query(
        "insert into application_messages (id, application_id, author_id, kind, body, at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(MessageId::new().as_str())
    .bind(application.as_str())
    .bind(author.as_str())
    .bind(kind.as_str())
    .bind(body)
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks all questions as answered.
pub(in super::super) async fn answer_questions(conn: &mut AnyConnection, application: &ApplicationId) -> Result<()> {
    sqlx::query(
        "update application_messages set answered_at = $2
         where application_id = $1 and kind = 'question' and answered_at is null",
    )
    .bind(application.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: MessageId,
    author: AccountName,
    author_name: DisplayName,
    kind: MessageKind,
    body: Message,
    at: Timestamp,
    answered_at: Option<Timestamp>,
}

/// The conversation, the oldest first, with or without the reviewers' notes.
pub(in super::super) async fn of(
    conn: &mut AnyConnection,
    id: &ApplicationId,
    notes: bool,
) -> Result<Vec<ThreadMessage>> {
    let rows: Vec<MessageRow> = sqlx::query_as(
        "select m.id, a.name as author, a.display_name as author_name, m.kind, m.body, m.at, m.answered_at
         from application_messages m join accounts a on a.id = m.author_id
         where m.application_id = $1 and (m.kind <> 'note' or $2 = 1) order by m.id limit 500",
    )
    .bind(id.as_str())
    .bind(i64::from(notes))
    .fetch_all(conn)
    .await?;
    let message = |row: MessageRow| ThreadMessage {
        id: row.id,
        author: row.author,
        author_name: row.author_name,
        kind: row.kind,
        text: row.body.into(),
        at: row.at,
        answered: row.answered_at.is_some(),
    };
    Ok(rows.into_iter().map(message).collect())
}

/// Whether a question waits for its answer.
pub(in super::super) async fn is_asked(conn: &mut AnyConnection, id: &ApplicationId) -> Result<bool> {
    let question: Option<String> = sqlx::query_scalar(
        "select id from application_messages
         where application_id = $1 and kind = 'question' and answered_at is null limit 1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(question.is_some())
}

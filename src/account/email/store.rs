use sqlx::AnyConnection;

use super::EmailChange;
use crate::Result;
use crate::clock::Timestamp;
use crate::id::{EmailChangeId, UserId};
use crate::text::{EmailAddress, Overheard};

/// A change as its links find it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct FoundChange {
    pub user_id: UserId,
    pub old_email: EmailAddress,
    pub new_email: EmailAddress,
    pub asked_at: Timestamp,
}

pub(super) async fn insert(
    conn: &mut AnyConnection,
    id: &EmailChangeId,
    user: &UserId,
    (old, new): (&EmailAddress, &EmailAddress),
    (confirm, cancel): (&[u8], &[u8]),
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into email_changes (id, user_id, old_email, new_email, confirm_hash, cancel_hash, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(old.as_str())
    .bind(new.as_str())
    .bind(confirm)
    .bind(cancel)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops a change nobody confirmed: a new one takes its place.
pub(in super::super) async fn drop_waiting(conn: &mut AnyConnection, user: &UserId) -> Result<()> {
    sqlx::query("delete from email_changes where user_id = $1 and confirmed_at is null")
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn waiting(conn: &mut AnyConnection, user: &UserId, since: Timestamp) -> Result<Option<EmailChange>> {
    let row: Option<(EmailAddress, EmailAddress, Timestamp, Option<Overheard>)> = sqlx::query_as(
        "select old_email, new_email, asked_at, undelivered from email_changes
         where user_id = $1 and confirmed_at is null and cancelled_at is null and asked_at > $2
         order by asked_at desc limit 1",
    )
    .bind(user.as_str())
    .bind(since.0)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|(old, new, asked_at, undelivered)| EmailChange { old, new, asked_at, undelivered }))
}

/// Whether a link to a new address still works.
pub(in super::super) async fn can_confirm(conn: &mut AnyConnection, hash: &[u8], since: Timestamp) -> Result<bool> {
    let found: i64 = sqlx::query_scalar(
        "select count(*) from email_changes
         where confirm_hash = $1 and confirmed_at is null and cancelled_at is null and asked_at > $2",
    )
    .bind(hash)
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok(found > 0)
}

/// Whether a link by which an old address is kept still works.
pub(in super::super) async fn can_cancel(conn: &mut AnyConnection, hash: &[u8], since: Timestamp) -> Result<bool> {
    let found: i64 = sqlx::query_scalar(
        "select count(*) from email_changes where cancel_hash = $1 and cancelled_at is null and asked_at > $2",
    )
    .bind(hash)
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok(found > 0)
}

pub(super) async fn confirm(
    conn: &mut AnyConnection,
    hash: &[u8],
    since: Timestamp,
    now: Timestamp,
) -> Result<Option<FoundChange>> {
    let found = sqlx::query_as(
        "update email_changes set confirmed_at = $3
         where confirm_hash = $1 and confirmed_at is null and cancelled_at is null and asked_at > $2
         returning user_id, old_email, new_email, asked_at",
    )
    .bind(hash)
    .bind(since.0)
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

pub(super) async fn cancel(
    conn: &mut AnyConnection,
    hash: &[u8],
    since: Timestamp,
    now: Timestamp,
) -> Result<Option<FoundChange>> {
    let found = sqlx::query_as(
        "update email_changes set cancelled_at = $3
         where cancel_hash = $1 and cancelled_at is null and asked_at > $2
         returning user_id, old_email, new_email, asked_at",
    )
    .bind(hash)
    .bind(since.0)
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Cancels all changes of a user that were asked for at this moment or later.
pub(super) async fn cancel_since(
    conn: &mut AnyConnection,
    user: &UserId,
    since: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update email_changes set cancelled_at = $3 where user_id = $1 and asked_at >= $2 and cancelled_at is null",
    )
    .bind(user.as_str())
    .bind(since.0)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes changes that can neither be confirmed nor undone any more.
pub(in super::super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from email_changes where asked_at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}

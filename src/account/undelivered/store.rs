use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;
use crate::id::UserId;
use crate::text::{EmailAddress, NameKey};

/// Marks the sign-up that waits for this name from this address.
pub(super) async fn mark_sign_up(
    conn: &mut AnyConnection,
    name: &NameKey,
    email: &EmailAddress,
    said: &str,
) -> Result<()> {
    sqlx::query("update sign_ups set undelivered = $3 where name_key = $1 and email_key = $2")
        .bind(name.as_str())
        .bind(email.key())
        .bind(said)
        .execute(conn)
        .await?;
    Ok(())
}

/// Marks the change to an address that waits, if it was asked for at this moment or before: the mail of an older one
/// says nothing about it. Returns whether it did.
pub(super) async fn mark_change(
    conn: &mut AnyConnection,
    user: &UserId,
    new: &EmailAddress,
    said: &str,
    at: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "update email_changes set undelivered = $3
         where user_id = $1 and new_email = $2 and confirmed_at is null and cancelled_at is null and asked_at <= $4",
    )
    .bind(user.as_str())
    .bind(new.as_str())
    .bind(said)
    .bind(at.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Marks a user as told, unless that was after `since`. Returns whether it did.
pub(super) async fn mark_user(
    conn: &mut AnyConnection,
    user: &UserId,
    now: Timestamp,
    since: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "update users set undelivered_at = $2 where id = $1 and (undelivered_at is null or undelivered_at <= $3)",
    )
    .bind(user.as_str())
    .bind(now.0)
    .bind(since.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

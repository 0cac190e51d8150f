use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;

pub(super) async fn tries(conn: &mut AnyConnection, key: &str, since: Timestamp) -> Result<Option<(i64, Timestamp)>> {
    let row = sqlx::query_as("select failures, last_at from throttles where key = $1 and last_at > $2")
        .bind(key)
        .bind(since.0)
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

pub(super) async fn count(conn: &mut AnyConnection, key: &str, now: Timestamp, since: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into throttles (key, failures, last_at) values ($1, 1, $2)
         on conflict (key) do update
         set failures = case when throttles.last_at > $3 then throttles.failures + 1 else 1 end, last_at = $2",
    )
    .bind(key)
    .bind(now.0)
    .bind(since.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets nobody else pass who holds the same key, until the transaction ends. Counts nothing.
pub(in super::super) async fn hold(conn: &mut AnyConnection, key: &str) -> Result<()> {
    sqlx::query(
        "insert into throttles (key, failures, last_at) values ($1, 0, $2)
         on conflict (key) do update set failures = throttles.failures",
    )
    .bind(key)
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the failures of one key.
pub(in super::super) async fn clear(conn: &mut AnyConnection, key: &str) -> Result<()> {
    sqlx::query("delete from throttles where key = $1").bind(key).execute(conn).await?;
    Ok(())
}

/// Forgets all failures before a moment.
pub(in super::super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from throttles where last_at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}

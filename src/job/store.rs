use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;

/// Takes a job that is due for this server, until a moment. `false` when it is not due, or another server has it.
/// Moments after `wrong` were written by a clock that was wrong: nothing is put off so long, even where clocks differ a
/// little.
pub(super) async fn claim(
    conn: &mut AnyConnection,
    name: &str,
    now: Timestamp,
    until: Timestamp,
    wrong: Timestamp,
) -> Result<bool> {
    sqlx::query("insert into jobs (name, next_at, claimed_until) values ($1, 0, 0) on conflict (name) do nothing")
        .bind(name)
        .execute(&mut *conn)
        .await?;
    let done = sqlx::query(
        "update jobs set claimed_until = $3
         where name = $1 and (next_at <= $2 or next_at > $4) and (claimed_until <= $2 or claimed_until > $4)",
    )
    .bind(name)
    .bind(now.0)
    .bind(until.0)
    .bind(wrong.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The job that was claimed until a moment was done, or failed; it is due again at another. Nothing, if somebody else
/// has taken it meanwhile.
pub(super) async fn finish(conn: &mut AnyConnection, name: &str, claimed: Timestamp, next_at: Timestamp) -> Result<()> {
    sqlx::query("update jobs set next_at = $3, claimed_until = 0 where name = $1 and claimed_until = $2")
        .bind(name)
        .bind(claimed.0)
        .bind(next_at.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// When every job is due next.
pub(super) async fn next(conn: &mut AnyConnection) -> Result<Vec<(String, Timestamp)>> {
    Ok(sqlx::query_as("select name, next_at from jobs order by name").fetch_all(conn).await?)
}

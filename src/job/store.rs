use crate::Result;
use crate::clock::Timestamp;
use crate::db::Db;

/// Takes a job that is due for this server, until a moment. `false` when it is not due, or another server has it. A
/// moment that is further away than the job is ever put off came from a clock that was wrong.
pub(super) async fn claim(db: &Db, name: &str, now: Timestamp, until: Timestamp, every: i64) -> Result<bool> {
    let mut tx = db.begin().await?;
    sqlx::query("insert into jobs (name, next_at, claimed_until) values ($1, 0, 0) on conflict (name) do nothing")
        .bind(name)
        .execute(&mut *tx)
        .await?;
    let done = sqlx::query(
        "update jobs set claimed_until = $3
         where name = $1 and (next_at <= $2 or next_at > $4) and (claimed_until <= $2 or claimed_until > $3)",
    )
    .bind(name)
    .bind(now.0)
    .bind(until.0)
    .bind(now.plus(every).0)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(done.rows_affected() == 1)
}

/// The job was done, or failed; it is due again at a moment.
pub(super) async fn finish(db: &Db, name: &str, next_at: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query("update jobs set next_at = $2, claimed_until = 0 where name = $1")
        .bind(name)
        .bind(next_at.0)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

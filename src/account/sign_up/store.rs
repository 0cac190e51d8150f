use sqlx::{AnyConnection, AssertSqlSafe};

use super::super::CONFIRM_WITHIN;
use crate::Result;
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::id::SignUpId;
use crate::text::{AccountName, EmailAddress, NameKey};

/// A sign-up that waits for its link to be followed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in super::super) struct Pending {
    pub id: SignUpId,
    pub name: AccountName,
    pub email: EmailAddress,
    pub password_hash: String,
    /// Whether the mail with its link was given up.
    #[sqlx(rename = "is_refused", try_from = "crate::db::Flag")]
    pub refused: bool,
}

const COLUMNS: &str = "id, name, email, password_hash, case when undelivered is null then 0 else 1 end as is_refused";

pub(super) async fn insert(
    conn: &mut AnyConnection,
    pending: &Pending,
    token_hash: &[u8],
    origin: &Origin,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into sign_ups (id, name, name_key, email, email_key, password_hash, token_hash, created_at, expires_at,
                               network, device)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(pending.id.as_str())
    .bind(pending.name.as_str())
    .bind(pending.name.key().as_str())
    .bind(pending.email.as_str())
    .bind(pending.email.key())
    .bind(&pending.password_hash)
    .bind(token_hash)
    .bind(now.0)
    .bind(now.plus(CONFIRM_WITHIN).0)
    .bind(origin.network())
    .bind(&origin.device)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many sign-ups from a network wait.
pub(super) async fn count_of(conn: &mut AnyConnection, network: &str, now: Timestamp) -> Result<i64> {
    let count = sqlx::query_scalar("select count(*) from sign_ups where network = $1 and expires_at > $2")
        .bind(network)
        .bind(now.0)
        .fetch_one(conn)
        .await?;
    Ok(count)
}

/// Ends all sign-ups with an address but the newest. Returns the names they held.
pub(super) async fn give_up(conn: &mut AnyConnection, email: &EmailAddress, kept: i64) -> Result<Vec<AccountName>> {
    let names = sqlx::query_scalar(
        "delete from sign_ups where email_key = $1
           and id not in (select n.id from sign_ups n where n.email_key = $1 order by n.id desc limit $2)
         returning name",
    )
    .bind(email.key())
    .bind(kept)
    .fetch_all(conn)
    .await?;
    Ok(names)
}

/// The latest live sign-up for a name or an address.
pub(in super::super) async fn by_login(
    conn: &mut AnyConnection,
    name_key: &str,
    email_key: &str,
    now: Timestamp,
) -> Result<Option<Pending>> {
    let pending = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS} from sign_ups
         where (name_key = $1 or email_key = $2) and expires_at > $3 order by id desc limit 1"
    )))
    .bind(name_key)
    .bind(email_key)
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(pending)
}

pub(super) async fn replace_token(conn: &mut AnyConnection, id: &SignUpId, token_hash: &[u8]) -> Result<()> {
    sqlx::query("update sign_ups set token_hash = $2, undelivered = null where id = $1")
        .bind(id.as_str())
        .bind(token_hash)
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a sign-up that still waits another address and another link. Returns whether it still waited.
pub(super) async fn set_address(
    conn: &mut AnyConnection,
    id: &SignUpId,
    email: &EmailAddress,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "update sign_ups set email = $2, email_key = $3, token_hash = $4, undelivered = null
         where id = $1 and expires_at > $5",
    )
    .bind(id.as_str())
    .bind(email.as_str())
    .bind(email.key())
    .bind(token_hash)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct PeekRow {
    #[sqlx(flatten)]
    pending: Pending,
    device: String,
}

/// A live sign-up by its link, and the browser that asked for it.
pub(super) async fn peek(
    conn: &mut AnyConnection,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(Pending, String)>> {
    let row: Option<PeekRow> = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS}, device from sign_ups where token_hash = $1 and expires_at > $2"
    )))
    .bind(token_hash)
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.pending, row.device)))
}

/// Takes a live sign-up by its link, once.
pub(super) async fn take(conn: &mut AnyConnection, token_hash: &[u8], now: Timestamp) -> Result<Option<Pending>> {
    let pending = sqlx::query_as(AssertSqlSafe(format!(
        "delete from sign_ups where token_hash = $1 and expires_at > $2 returning {COLUMNS}"
    )))
    .bind(token_hash)
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(pending)
}

/// Ends whatever sign-up holds a name.
pub(crate) async fn end_sign_up(conn: &mut AnyConnection, key: &NameKey) -> Result<()> {
    sqlx::query("delete from sign_ups where name_key = $1").bind(key.as_str()).execute(conn).await?;
    Ok(())
}

/// Deletes sign-ups whose link has run out.
pub(in super::super) async fn forget(conn: &mut AnyConnection, now: Timestamp) -> Result<()> {
    sqlx::query("delete from sign_ups where expires_at <= $1").bind(now.0).execute(conn).await?;
    Ok(())
}

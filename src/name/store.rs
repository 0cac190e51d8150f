use sqlx::{AnyConnection, AssertSqlSafe};

use crate::Result;
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::db::{escape_like, page};
use crate::id::ApplicationId;
use crate::site::Reviewer;
use crate::text::{AccountName, EmailAddress, NameKey, Note, look_alike};

use super::{Unheld, UnheldNames, Why};

/// Whether somebody has, had or reserves a name, or a site admin blocked it.
pub async fn is_taken(conn: &mut AnyConnection, key: &NameKey) -> Result<bool> {
    let holder: Option<String> =
        sqlx::query_scalar("select key from names where key = $1 and (account_id is not null or reserved_until > $2)")
            .bind(key.as_str())
            .bind(Timestamp::now().0)
            .fetch_optional(conn)
            .await?;
    Ok(holder.is_some())
}

/// Which applications do not count.
#[derive(Clone, Copy)]
pub(super) enum But<'a> {
    This(&'a ApplicationId),
    Of(Option<&'a Actor>),
}

/// Whether an application for a name waits for its decision.
pub(super) async fn is_applied_for(conn: &mut AnyConnection, key: &NameKey, but: But<'_>) -> Result<bool> {
    let (id, applicant) = match but {
        But::This(id) => (id.as_str(), ""),
        But::Of(actor) => ("", actor.map_or("", |actor| actor.user.as_str())),
    };
    let first: Option<String> = sqlx::query_scalar(
        "select id from applications
         where name_key = $1 and state in ('submitted', 'information_requested') and id <> $2
           and applicant_id <> $3 limit 1",
    )
    .bind(key.as_str())
    .bind(id)
    .bind(applicant)
    .fetch_optional(conn)
    .await?;
    Ok(first.is_some())
}

/// A reservation that ran out gives way; anything else holds.
pub(super) async fn insert(
    conn: &mut AnyConnection,
    name: &AccountName,
    account: Option<&str>,
    reserved_until: Option<Timestamp>,
) -> Result<bool> {
    let key = name.key();
    let done = sqlx::query(
        "insert into names (key, look_key, stem, account_id, reserved_until, since)
         values ($1, $2, $6, $3, $4, $5)
         on conflict (key) do update
         set account_id = excluded.account_id, reserved_until = excluded.reserved_until, since = excluded.since
         where names.account_id is null and names.reserved_until <= $5",
    )
    .bind(key.as_str())
    .bind(look_alike(&key))
    .bind(account)
    .bind(reserved_until.map(|until| until.0))
    .bind(Timestamp::now().0)
    .bind(stem(&key))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The first letters of a key, by which names that begin alike are found.
fn stem(key: &NameKey) -> String {
    key.as_str().chars().take(5).collect()
}

/// Gives a reserved name to the account it was reserved for. Returns `false` when the reservation is gone.
pub async fn assign(conn: &mut AnyConnection, name: &AccountName, account: &str) -> Result<bool> {
    let done = sqlx::query(
        "update names set account_id = $2, reserved_until = null
             where key = $1 and account_id is null and blocked_as is null",
    )
    .bind(name.key().as_str())
    .bind(account)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Frees a name that a sign-up reserved.
pub async fn release(conn: &mut AnyConnection, name: &AccountName) -> Result<()> {
    sqlx::query("delete from names where key = $1 and account_id is null and blocked_as is null")
        .bind(name.key().as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Frees the names of sign-ups that nobody confirmed.
pub async fn forget_reservations(conn: &mut AnyConnection, now: Timestamp) -> Result<()> {
    sqlx::query("delete from names where account_id is null and reserved_until <= $1")
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Names in use that look like this one or begin like it, at most 6.
pub async fn similar(conn: &mut AnyConnection, name: &AccountName) -> Result<Vec<AccountName>> {
    let key = name.key();
    let names = sqlx::query_scalar(
        "select a.name from names n join accounts a on a.id = n.account_id
         where n.key <> $1 and (n.look_key = $2 or n.stem = $3)
         order by case when n.look_key = $2 then 0 else 1 end, n.key limit 6",
    )
    .bind(key.as_str())
    .bind(look_alike(&key))
    .bind(stem(&key))
    .fetch_all(conn)
    .await?;
    Ok(names)
}

/// When a blocked name is free again: never.
const NEVER: i64 = i64::MAX;

/// Returns `false` when an account holds it.
pub(crate) async fn block(conn: &mut AnyConnection, _: &Reviewer, name: &AccountName, reason: &Note) -> Result<bool> {
    let key = name.key();
    let done = sqlx::query(
        "insert into names (key, look_key, stem, reserved_until, since, blocked_as, reason)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (key) do update
         set reserved_until = excluded.reserved_until, since = excluded.since, blocked_as = excluded.blocked_as,
             reason = excluded.reason
         where names.account_id is null",
    )
    .bind(key.as_str())
    .bind(look_alike(&key))
    .bind(stem(&key))
    .bind(NEVER)
    .bind(Timestamp::now().0)
    .bind(name.as_str())
    .bind(reason.as_str())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns `false` when an account holds it by now, or nothing keeps it.
pub(crate) async fn free(conn: &mut AnyConnection, _: &Reviewer, key: &NameKey) -> Result<bool> {
    let done =
        sqlx::query("delete from names where key = $1 and account_id is null").bind(key.as_str()).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct UnheldRow {
    key: String,
    name: AccountName,
    since: Timestamp,
    reason: Note,
    email: Option<EmailAddress>,
}

impl From<UnheldRow> for Unheld {
    fn from(row: UnheldRow) -> Self {
        let UnheldRow { name, since, reason, email, .. } = row;
        let why = match email {
            Some(email) => Why::SignUp { email },
            None => Why::Blocked { reason },
        };
        Self { name, since, why }
    }
}

/// Names that no account holds: `$1` is now.
const UNHELD: &str = "
    select n.key, coalesce(n.blocked_as, s.name, n.key) as name, n.since, n.reason, s.email
    from names n left join sign_ups s on s.name_key = n.key and s.expires_at > $1 and n.blocked_as is null
    where n.account_id is null and n.reserved_until > $1";

/// Rows on a page.
const PAGE: i64 = 50;

pub(crate) async fn unheld(
    conn: &mut AnyConnection,
    _: &Reviewer,
    begin: &NameKey,
    after: &NameKey,
) -> Result<UnheldNames> {
    let sql = format!("{UNHELD} and n.key like $2 escape '\\' and n.key > $3 order by n.key limit $4");
    let rows: Vec<UnheldRow> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(Timestamp::now().0)
        .bind(format!("{}%", escape_like(begin.as_str())))
        .bind(after.as_str())
        .bind(PAGE + 1)
        .fetch_all(conn)
        .await?;
    let (rows, next) = page(rows, PAGE, |row| row.key.clone());
    Ok(UnheldNames { rows: rows.into_iter().map(Unheld::from).collect(), next })
}

/// One of them.
pub(crate) async fn unheld_name(conn: &mut AnyConnection, _: &Reviewer, key: &NameKey) -> Result<Option<Unheld>> {
    let row: Option<UnheldRow> = sqlx::query_as(AssertSqlSafe(format!("{UNHELD} and n.key = $2")))
        .bind(Timestamp::now().0)
        .bind(key.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Unheld::from))
}

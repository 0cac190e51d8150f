use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;
use crate::id::UserId;
use crate::site::Reviewer;
use crate::text::{AccountName, EmailAddress, Named};

/// Returns `false` when it was so already.
pub(crate) async fn set_site_admin(conn: &mut AnyConnection, id: &UserId, admin: bool) -> Result<bool> {
    let done = sqlx::query("update users set site_admin = $2 where id = $1 and site_admin <> $2")
        .bind(id.as_str())
        .bind(i64::from(admin))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether nobody administers the site yet.
pub(in super::super) async fn has_no_site_admin(conn: &mut AnyConnection) -> Result<bool> {
    let first: Option<String> =
        sqlx::query_scalar("select id from users where site_admin = 1 limit 1").fetch_optional(conn).await?;
    Ok(first.is_none())
}

/// Whether somebody administers the site who can sign in.
pub(crate) async fn is_there_one(conn: &mut AnyConnection) -> Result<bool> {
    let first: Option<String> =
        sqlx::query_scalar("select id from users where site_admin = 1 and suspended_at is null limit 1")
            .fetch_optional(conn)
            .await?;
    Ok(first.is_some())
}

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    #[sqlx(flatten)]
    pub named: Named,
    pub email: EmailAddress,
    pub suspended_at: Option<Timestamp>,
}

/// All site admins, by name.
pub(crate) async fn all(conn: &mut AnyConnection, _: &Reviewer) -> Result<Vec<Row>> {
    let rows = sqlx::query_as(
        "select a.name, a.display_name, u.email, u.suspended_at from users u join accounts a on a.id = u.id
         where u.site_admin = 1 order by a.name_key",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Suspends or restores a user; `None` when there is nobody of that name, or nothing to change.
pub(crate) async fn set_suspended(
    conn: &mut AnyConnection,
    name: &AccountName,
    suspended: bool,
) -> Result<Option<UserId>> {
    let user = sqlx::query_scalar(
        "update users set suspended_at = $2
         where id = (select account_id from names where key = $1) and (suspended_at is null) = ($2 is not null)
         returning id",
    )
    .bind(name.key().as_str())
    .bind(suspended.then(|| Timestamp::now().0))
    .fetch_optional(conn)
    .await?;
    Ok(user)
}

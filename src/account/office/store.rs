use sqlx::AnyConnection;

use super::super::Named;
use crate::Result;
use crate::id::UserId;
use crate::text::{AccountName, DisplayName, NameKey};

/// Answers `false` when it was so already.
pub(super) async fn set_site_admin(conn: &mut AnyConnection, id: &UserId, admin: bool) -> Result<bool> {
    let done = sqlx::query("update users set site_admin = $2 where id = $1 and site_admin <> $2")
        .bind(id.as_str())
        .bind(i64::from(admin))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The user who has a name, suspended or not: whoever is suspended can be taken out of office too.
pub(super) async fn holder(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<(UserId, Named)>> {
    let row: Option<(UserId, AccountName, DisplayName)> = sqlx::query_as(
        "select u.id, a.name, a.display_name from names n join users u on u.id = n.account_id
         join accounts a on a.id = u.id where n.key = $1",
    )
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|(id, name, display_name)| (id, Named { name, display_name })))
}

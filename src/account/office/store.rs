use sqlx::AnyConnection;

use crate::Result;
use crate::id::UserId;

/// Answers `false` when it was so already.
pub(super) async fn set_site_admin(conn: &mut AnyConnection, id: &UserId, admin: bool) -> Result<bool> {
    let done = sqlx::query("update users set site_admin = $2 where id = $1 and site_admin <> $2")
        .bind(id.as_str())
        .bind(i64::from(admin))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

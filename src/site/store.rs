use sqlx::AnyConnection;

use super::{Reviewer, SiteSettings};
use crate::Result;
use crate::id::UserId;

/// The settings as they stand. What nobody has set, or set to something unknown, has its default.
pub(crate) async fn settings(conn: &mut AnyConnection) -> Result<SiteSettings> {
    let rows: Vec<(String, String)> = sqlx::query_as("select name, value from site_settings").fetch_all(conn).await?;
    let mut settings = SiteSettings::default();
    for (name, value) in rows {
        settings.set(&name, &value);
    }
    Ok(settings)
}

/// Sets one of them.
pub(crate) async fn set(conn: &mut AnyConnection, _: &Reviewer, name: &str, value: &str) -> Result<()> {
    sqlx::query(
        "insert into site_settings (name, value) values ($1, $2) on conflict (name) do update set value = \
         excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether this user is a site admin now.
pub(super) async fn is_admin(conn: &mut AnyConnection, id: &UserId) -> Result<bool> {
    let admin: Option<i64> = sqlx::query_scalar("select site_admin from users where id = $1 and suspended_at is null")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(admin == Some(1))
}

pub(super) async fn key(conn: &mut AnyConnection, name: &str) -> Result<Option<Vec<u8>>> {
    let key = sqlx::query_scalar("select key from site_keys where name = $1").bind(name).fetch_optional(conn).await?;
    Ok(key)
}

/// Keeps a key, unless there is one of that name already.
pub(super) async fn keep_key(conn: &mut AnyConnection, name: &str, key: &[u8]) -> Result<()> {
    sqlx::query("insert into site_keys (name, key) values ($1, $2) on conflict do nothing")
        .bind(name)
        .bind(key)
        .execute(conn)
        .await?;
    Ok(())
}

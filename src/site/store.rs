use sqlx::AnyConnection;

use super::SiteSettings;
use crate::Result;
use crate::access::Reviewer;

/// The settings as they stand. What nobody has set, or set to something unknown, has its default.
pub(super) async fn settings(conn: &mut AnyConnection) -> Result<SiteSettings> {
    let rows: Vec<(String, String)> = sqlx::query_as("select name, value from site_settings").fetch_all(conn).await?;
    let mut settings = SiteSettings::default();
    for (name, value) in rows {
        settings.set(&name, &value);
    }
    Ok(settings)
}

pub(super) async fn set(conn: &mut AnyConnection, _: &Reviewer, name: &str, value: &str) -> Result<()> {
    sqlx::query(
        "insert into site_settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

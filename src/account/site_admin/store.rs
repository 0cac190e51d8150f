use sqlx::AnyConnection;

use super::super::{Named, SiteAdmin};
use crate::Result;
use crate::access::Reviewer;
use crate::clock::Timestamp;
use crate::id::UserId;
use crate::text::EmailAddress;

/// Answers `false` when it was so already.
pub(super) async fn set_site_admin(conn: &mut AnyConnection, id: &UserId, admin: bool) -> Result<bool> {
    let done = sqlx::query("update users set site_admin = $2 where id = $1 and site_admin <> $2")
        .bind(id.as_str())
        .bind(i64::from(admin))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    named: Named,
    email: EmailAddress,
    suspended_at: Option<Timestamp>,
}

pub(super) async fn all(conn: &mut AnyConnection, _: &Reviewer) -> Result<Vec<SiteAdmin>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select a.name, a.display_name, u.email, u.suspended_at from users u join accounts a on a.id = u.id
         where u.site_admin = 1 order by a.name_key",
    )
    .fetch_all(conn)
    .await?;
    let admin = |Row { named, email, suspended_at }: Row| SiteAdmin { named, email, suspended: suspended_at.is_some() };
    Ok(rows.into_iter().map(admin).collect())
}

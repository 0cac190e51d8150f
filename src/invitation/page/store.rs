use sqlx::{AnyConnection, AssertSqlSafe};

use super::super::store::{SELECT, StoredInvitation};
use crate::Result;
use crate::access::ManagePeople;
use crate::db::like;
use crate::id::InvitationId;
use crate::org::OrgFor;
use crate::text::Search;

/// The rows of a page are found first, so that no others are put together with what is around them.
fn page_sql() -> String {
    format!(
        "{SELECT} where i.id in (select id from invitations where {WAITING} and id < $4 order by id desc limit $5)
         order by i.id desc"
    )
}

/// Those of an organization that wait and match a search, bound as `$1` to `$3`.
const WAITING: &str = r"org_id = $1 and state = 'pending'
    and ($2 = '' or coalesce(sought, email_key, '') like $2 escape '\' or coalesce(sought, '') like $3 escape '\')";

/// Those of an organization that wait, the newest first.
pub(in super::super) async fn page(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    search: &Search,
    before: Option<&InvitationId>,
    limit: i64,
) -> Result<Vec<StoredInvitation>> {
    let rows = sqlx::query_as(AssertSqlSafe(page_sql()))
        .bind(org.id.as_str())
        .bind(like(&search.words))
        .bind(like(&search.name))
        .bind(before.map_or(crate::id::AFTER_ALL, InvitationId::as_str))
        .bind(limit)
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// As many wait and match.
pub(in super::super) async fn count(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    search: &Search,
) -> Result<i64> {
    let count = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from invitations where {WAITING}")))
        .bind(org.id.as_str())
        .bind(like(&search.words))
        .bind(like(&search.name))
        .fetch_one(conn)
        .await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::db::test;

    #[tokio::test]
    async fn a_page_is_read_in_its_order_however_many_wait() {
        let test = test::sqlite().await;
        let mut conn = test.db.read().await.unwrap();
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(AssertSqlSafe(format!("explain query plan {}", page_sql())))
                .bind("org")
                .bind("")
                .bind("")
                .bind("id")
                .bind(50_i64)
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        let in_order = "USING INDEX invitations_newest (org_id=? AND id<?)";
        assert!(plan.iter().any(|(_, _, _, step)| step.contains(in_order)), "{plan:?}");
    }
}

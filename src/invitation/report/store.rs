use sqlx::AnyConnection;

use super::super::Reported;
use super::super::store::StoredInvitation;
use crate::Result;
use crate::clock::Timestamp;
use crate::id::{AFTER_ALL, ReportId, UserId};
use crate::site::Reviewer;
use crate::text::{AccountName, DisplayName, Greeting, Named};

pub(super) async fn insert(
    conn: &mut AnyConnection,
    id: &ReportId,
    found: &StoredInvitation,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into invitation_reports (id, invitation_id, org_id, inviter_id, message, at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(found.id.as_str())
    .bind(found.org_id.as_str())
    .bind(found.inviter_id.as_ref().map(UserId::as_str))
    .bind(found.message.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ReportId,
    #[sqlx(flatten)]
    org: Named,
    inviter_name: Option<AccountName>,
    inviter_display_name: Option<DisplayName>,
    message: Greeting,
    at: Timestamp,
    of_org: i64,
}

impl From<Row> for Reported {
    fn from(row: Row) -> Self {
        let inviter = row.inviter_name.zip(row.inviter_display_name);
        Self {
            id: row.id,
            org: row.org,
            inviter: inviter.map(|(name, display_name)| Named { name, display_name }),
            message: row.message,
            at: row.at,
            of_org: row.of_org,
        }
    }
}

/// Reports with how many there are of each one's organization, the newest first.
pub(super) async fn page(
    conn: &mut AnyConnection,
    _: &Reviewer,
    before: Option<&ReportId>,
    limit: i64,
) -> Result<Vec<Reported>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select r.id, o.name, o.display_name, v.name as inviter_name,
                v.display_name as inviter_display_name, r.message, r.at,
                (select count(*) from invitation_reports same where same.org_id = r.org_id) as of_org
         from invitation_reports r join accounts o on o.id = r.org_id left join accounts v on v.id = r.inviter_id
         where r.id < $1 order by r.id desc limit $2",
    )
    .bind(before.map_or(AFTER_ALL, ReportId::as_str))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Reported::from).collect())
}

/// Deletes what was reported before a moment.
pub(in super::super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from invitation_reports where at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}

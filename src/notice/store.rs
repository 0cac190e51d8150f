use sqlx::AnyConnection;

use crate::clock::Timestamp;
use crate::id::{AFTER_ALL, EventId, NoticeId, UserId, first_at};
use crate::{Result, db, event};

/// Rows on a page.
const PAGE: i64 = 50;

/// Points a user to an event, in the transaction of the event.
pub(crate) async fn insert(conn: &mut AnyConnection, user: &UserId, event: &EventId) -> Result<()> {
    sqlx::query("insert into notices (id, user_id, event_id) values ($1, $2, $3)")
        .bind(NoticeId::new().as_str())
        .bind(user.as_str())
        .bind(event.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// An event that a user is told of.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    notice_id: NoticeId,
    pub read_at: Option<Timestamp>,
    #[sqlx(flatten)]
    pub event: event::Row,
}

/// A page of a user's notices, newest first, and where the next, older one begins.
pub(crate) async fn page(
    conn: &mut AnyConnection,
    user: &UserId,
    before: Option<&NoticeId>,
) -> Result<(Vec<Row>, Option<NoticeId>)> {
    let rows: Vec<Row> = sqlx::query_as(
        "select n.id as notice_id, n.read_at, e.id, e.at, e.actor_id, e.actor_name, e.actor_display_name, e.change,
                e.address, e.client
         from notices n join events e on e.id = n.event_id
         where n.user_id = $1 and n.id < $2 order by n.id desc limit $3",
    )
    .bind(user.as_str())
    .bind(before.map_or(AFTER_ALL, NoticeId::as_str))
    .bind(PAGE + 1)
    .fetch_all(conn)
    .await?;
    Ok(db::page(rows, PAGE, |row| row.notice_id.clone()))
}

pub(super) async fn mark_read(conn: &mut AnyConnection, user: &UserId) -> Result<()> {
    sqlx::query("update notices set read_at = $2 where user_id = $1 and read_at is null")
        .bind(user.as_str())
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes notices older than this, so many at the most. Returns how many went.
pub(crate) async fn forget(conn: &mut AnyConnection, before: Timestamp, most: i64) -> Result<u64> {
    let done =
        sqlx::query("delete from notices where id in (select id from notices where id < $1 order by id limit $2)")
            .bind(first_at(before))
            .bind(most)
            .execute(conn)
            .await?;
    Ok(done.rows_affected())
}

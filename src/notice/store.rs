use sqlx::AnyConnection;

use super::{Notice, Notices};
use crate::Result;
use crate::clock::Timestamp;
use crate::event;
use crate::id::{AFTER_ALL, EventId, NoticeId, UserId, first_at};

/// Rows on a page.
const PAGE: usize = 50;

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

#[derive(sqlx::FromRow)]
struct Row {
    notice_id: NoticeId,
    read_at: Option<Timestamp>,
    #[sqlx(flatten)]
    event: event::Row,
}

pub(super) async fn page(conn: &mut AnyConnection, user: &UserId, before: Option<&NoticeId>) -> Result<Notices> {
    let mut rows: Vec<Row> = sqlx::query_as(
        "select n.id as notice_id, n.read_at, e.id, e.at, e.actor_id, e.actor_name, e.actor_display_name, e.change,
                e.address, e.client
         from notices n join events e on e.id = n.event_id
         where n.user_id = $1 and n.id < $2 order by n.id desc limit $3",
    )
    .bind(user.as_str())
    .bind(before.map_or(AFTER_ALL, NoticeId::as_str))
    .bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
    .fetch_all(conn)
    .await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows.last().filter(|_| more).map(|row| row.notice_id.clone());
    let notice = |row: Row| {
        let read = row.read_at.is_some();
        Ok(Notice { event: row.event.into_event(event::Sight::Own(user))?, read })
    };
    Ok(Notices { rows: rows.into_iter().map(notice).collect::<Result<_>>()?, older })
}

pub(super) async fn mark_read(conn: &mut AnyConnection, user: &UserId) -> Result<()> {
    sqlx::query("update notices set read_at = $2 where user_id = $1 and read_at is null")
        .bind(user.as_str())
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes notices older than this, so many at the most. Answers how many went.
pub(crate) async fn forget(conn: &mut AnyConnection, before: Timestamp, most: i64) -> Result<u64> {
    let done =
        sqlx::query("delete from notices where id in (select id from notices where id < $1 order by id limit $2)")
            .bind(first_at(before))
            .bind(most)
            .execute(conn)
            .await?;
    Ok(done.rows_affected())
}

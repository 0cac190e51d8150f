use sqlx::AnyConnection;

use super::By;
use crate::Result;
use crate::clock::Timestamp;
use crate::db::page;
use crate::id::{AFTER_ALL, EventId, OrgId, UserId, first_at};
use crate::text::{AccountName, DisplayName, Named, Overheard};

/// Lines on a page of a log.
const PAGE: i64 = 50;

/// What an event is about besides a user or an organization: the noun and its id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub kind: &'static str,
    pub id: &'a str,
}

/// An event to be written.
pub(crate) struct New<'a> {
    pub by: By<'a>,
    /// As JSON.
    pub change: &'a str,
    /// The organization whose log shows it.
    pub org: Option<&'a OrgId>,
    /// The user whose log shows it.
    pub user: Option<&'a UserId>,
    pub subject: Option<Subject<'a>>,
}

pub(crate) async fn insert(conn: &mut AnyConnection, event: &New<'_>) -> Result<EventId> {
    let id = EventId::new();
    let origin = event.by.origin();
    sqlx::query(
        // Servers that are not updated yet know a subject by a column of its own.
        "insert into events (id, at, actor_id, actor_name, actor_display_name, org_id, user_id, subject_kind,
                             subject_id, change, address, client, application_id)
         select $1, $2, $3, (select name from accounts where id = $3),
                (select display_name from accounts where id = $3), $4, $5, $6, $7, $8, $9, $10,
                case when $6 = 'application' then $7 end",
    )
    .bind(id.as_str())
    .bind(Timestamp::now().0)
    .bind(event.by.user().map(UserId::as_str))
    .bind(event.org.map(OrgId::as_str))
    .bind(event.user.map(UserId::as_str))
    .bind(event.subject.map(|subject| subject.kind))
    .bind(event.subject.map(|subject| subject.id))
    .bind(event.change)
    .bind(origin.map_or("", |origin| &origin.address))
    .bind(origin.map_or("", |origin| &origin.client))
    .execute(conn)
    .await?;
    Ok(id)
}

/// An event as whoever looks back at it needs it.
#[derive(sqlx::FromRow)]
pub(crate) struct Past {
    pub at: Timestamp,
    /// As JSON.
    pub change: String,
    /// The user it concerns.
    pub user_id: Option<UserId>,
}

pub(crate) async fn past(conn: &mut AnyConnection, id: &EventId) -> Result<Option<Past>> {
    let found = sqlx::query_as("select at, change, user_id from events where id = $1")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(found)
}

/// An event as its table has it.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: EventId,
    pub at: Timestamp,
    pub actor_id: Option<String>,
    pub actor_name: Option<AccountName>,
    pub actor_display_name: Option<DisplayName>,
    pub change: String,
    pub address: String,
    pub client: Overheard,
}

impl Row {
    /// Who did it, by the name held at the time.
    pub fn actor(&self) -> Option<Named> {
        let (name, display_name) = self.actor_name.clone().zip(self.actor_display_name.clone())?;
        Some(Named { name, display_name })
    }
}

/// A page of events, newest first, and where the next, older one begins.
pub(crate) type Rows = (Vec<Row>, Option<EventId>);

/// A page of an organization's events, from `before` downwards.
pub(crate) async fn of_org(conn: &mut AnyConnection, org: &OrgId, before: Option<&EventId>) -> Result<Rows> {
    Ok(page(org_rows(conn, org, before, PAGE + 1).await?, PAGE, |row| row.id.clone()))
}

/// The latest events of an organization.
pub(crate) async fn latest_of_org(conn: &mut AnyConnection, org: &OrgId) -> Result<Vec<Row>> {
    org_rows(conn, org, None, PAGE).await
}

async fn org_rows(conn: &mut AnyConnection, org: &OrgId, before: Option<&EventId>, limit: i64) -> Result<Vec<Row>> {
    let rows = sqlx::query_as(
        "select id, at, actor_id, actor_name, actor_display_name, change, address, client
         from events where org_id = $1 and id < $2
         order by id desc limit $3",
    )
    .bind(org.as_str())
    .bind(before.map_or(AFTER_ALL, EventId::as_str))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// When something last happened in an organization.
pub(super) async fn latest_in(conn: &mut AnyConnection, org: &OrgId) -> Result<Option<Timestamp>> {
    let at = sqlx::query_scalar("select at from events where org_id = $1 order by id desc limit 1")
        .bind(org.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(at)
}

/// When something last happened to one thing.
pub(super) async fn latest_of(conn: &mut AnyConnection, subject: &str) -> Result<Option<Timestamp>> {
    let at = sqlx::query_scalar("select at from events where subject_id = $1 order by id desc limit 1")
        .bind(subject)
        .fetch_optional(conn)
        .await?;
    Ok(at)
}

/// When a user was last told something, or something was last done to them by another.
pub(super) async fn latest_about(conn: &mut AnyConnection, user: &UserId) -> Result<Option<Timestamp>> {
    let told = sqlx::query_scalar(
        "select e.at from notices n join events e on e.id = n.event_id where n.user_id = $1 order by n.id desc limit 1",
    )
    .bind(user.as_str())
    .fetch_optional(&mut *conn)
    .await?;
    let met: Option<Timestamp> = sqlx::query_scalar(
        "select at from (select id, at, actor_id from events where user_id = $1 order by id desc limit 5) as latest
         where actor_id is null or actor_id <> $1 order by id desc limit 1",
    )
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(told.max(met))
}

/// A page of what a user did and of what was done to them, from `before` downwards.
pub(crate) async fn of_user(conn: &mut AnyConnection, user: &UserId, before: Option<&EventId>) -> Result<Rows> {
    let rows = sqlx::query_as(
        "select id, at, actor_id, actor_name, actor_display_name, change, address, client from (
           select * from (select id, at, actor_id, actor_name, actor_display_name, change, address, client
                          from events where actor_id = $1 and id < $2 order by id desc limit $3) as done
           union
           select * from (select id, at, actor_id, actor_name, actor_display_name, change, address, client
                          from events where user_id = $1 and id < $2 order by id desc limit $3) as met
         ) as lines
         order by id desc limit $3",
    )
    .bind(user.as_str())
    .bind(before.map_or(AFTER_ALL, EventId::as_str))
    .bind(PAGE + 1)
    .fetch_all(conn)
    .await?;
    Ok(page(rows, PAGE, |row: &Row| row.id.clone()))
}

/// A page of what happened to one thing, from `before` downwards.
pub(crate) async fn about(conn: &mut AnyConnection, subject: Subject<'_>, before: Option<&EventId>) -> Result<Rows> {
    let rows = sqlx::query_as(
        "select id, at, actor_id, actor_name, actor_display_name, change, address, client
         from events where subject_id = $1 and subject_kind = $2 and id < $3 order by id desc limit $4",
    )
    .bind(subject.id)
    .bind(subject.kind)
    .bind(before.map_or(AFTER_ALL, EventId::as_str))
    .bind(PAGE + 1)
    .fetch_all(conn)
    .await?;
    Ok(page(rows, PAGE, |row: &Row| row.id.clone()))
}

/// The changes of something that concern a user, as JSON, the newest first.
pub(crate) async fn of_subject(conn: &mut AnyConnection, user: &UserId, subject: Subject<'_>) -> Result<Vec<String>> {
    let changes = sqlx::query_scalar(
        "select change from events
         where user_id = $1 and ((subject_kind = $2 and subject_id = $3)
                                 or (subject_kind is null and $2 = 'application' and application_id = $3))
         order by id desc",
    )
    .bind(user.as_str())
    .bind(subject.kind)
    .bind(subject.id)
    .fetch_all(conn)
    .await?;
    Ok(changes)
}

/// Takes address and client from events older than this, so many at the most: the one exception to "events are never
/// edited". Returns how many it was done to.
pub(crate) async fn forget_origins(conn: &mut AnyConnection, before: Timestamp, most: i64) -> Result<u64> {
    let done = sqlx::query(
        "update events set address = '', client = ''
         where id in (select id from events where address <> '' and id < $1 order by id limit $2)",
    )
    .bind(first_at(before))
    .bind(most)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Deletes events older than this that stand in nobody's log, such as a stranger's sign-up that came to nothing, so
/// many at the most. Returns how many went.
pub(crate) async fn forget_of_nobody(conn: &mut AnyConnection, before: Timestamp, most: i64) -> Result<u64> {
    let done = sqlx::query(
        "delete from events
         where id in (select id from events
                      where org_id is null and user_id is null and subject_id is null and id < $1
                        and not exists (select 1 from outbox where event_id = events.id)
                        and not exists (select 1 from notices where event_id = events.id)
                      order by id limit $2)",
    )
    .bind(first_at(before))
    .bind(most)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

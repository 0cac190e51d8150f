use sqlx::AnyConnection;

use super::{Change, Doer, Event, Log, Record};
use crate::access::{OrgFor, Permission, ReadAuditLog, SeeOrg, allows};
use crate::clock::Timestamp;
use crate::id::{AFTER_ALL, ApplicationId, EventId, OrgId, UserId, first_at};
use crate::text::{AccountName, DisplayName, Overheard};
use crate::{Error, Result};

/// Lines on a page of a log.
const PAGE: i64 = 50;

pub(super) async fn insert(conn: &mut AnyConnection, record: &Record<'_>) -> Result<EventId> {
    let id = EventId::new();
    let origin = record.by.origin();
    let change = serde_json::to_string(&kept(&record.change)).map_err(|_| Error::Internal)?;
    sqlx::query(
        "insert into events (id, at, actor_id, actor_name, actor_display_name, org_id, user_id, application_id, change,
                             address, client)
         select $1, $2, $3, (select name from accounts where id = $3), (select display_name from accounts where id = $3),
                $4, $5, $6, $7, $8, $9",
    )
    .bind(id.as_str())
    .bind(Timestamp::now().0)
    .bind(record.by.user().map(UserId::as_str))
    .bind(record.org.map(OrgId::as_str))
    .bind(record.user.or(record.by.user()).map(UserId::as_str))
    .bind(record.application.map(|application| application.as_str()))
    .bind(change)
    .bind(origin.map_or("", |origin| &origin.address))
    .bind(origin.map_or("", |origin| &origin.client))
    .execute(conn)
    .await?;
    Ok(id)
}

/// A change as the log keeps it. The mails tell the holder of an address; whoever asked for it must not learn from the own
/// log who that is, or that there is one.
fn kept(change: &Change) -> Change {
    let mut change = change.clone();
    if let Change::SignUpAsked { holder, .. }
    | Change::PasswordForgotten { holder, .. }
    | Change::EmailChangeAsked { holder, .. } = &mut change
    {
        *holder = None;
    }
    // It stands beside the change, from where it is taken after its days.
    if let Change::SignedInAnew { address } = &mut change {
        address.clear();
    }
    change
}

/// Of which events a reader may know from where they came.
#[derive(Clone, Copy)]
pub(crate) enum Sight<'a> {
    Everything,
    /// Only of the own ones.
    Own(&'a UserId),
    Nothing,
}

/// An event as its table has it.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: EventId,
    at: Timestamp,
    actor_id: Option<String>,
    actor_name: Option<AccountName>,
    actor_display_name: Option<DisplayName>,
    change: String,
    address: String,
    client: Overheard,
}

impl Row {
    pub(crate) fn into_event(self, sight: Sight<'_>) -> Result<Event> {
        let seen = match sight {
            Sight::Everything => true,
            Sight::Own(reader) => self.actor_id.as_deref().is_none_or(|actor| actor == reader.as_str()),
            Sight::Nothing => false,
        };
        let actor = self.actor_name.zip(self.actor_display_name);
        Ok(Event {
            id: self.id,
            at: self.at,
            actor: actor.map(|(name, display_name)| Doer { name, display_name }),
            change: read(&self.change)?,
            address: if seen { self.address } else { String::new() },
            client: if seen { self.client.into() } else { String::new() },
        })
    }
}

fn page(mut rows: Vec<Row>, limit: i64, sight: Sight<'_>) -> Result<Log> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let older = rows.last().filter(|_| more).map(|row| row.id.clone());
    let events = rows.into_iter().map(|row| row.into_event(sight)).collect::<Result<_>>()?;
    Ok(Log { events, older })
}

/// A page of an organization's log, from `before` downwards. Shows from where each act came.
pub(crate) async fn of_org(
    conn: &mut AnyConnection,
    org: &OrgFor<ReadAuditLog>,
    before: Option<&EventId>,
) -> Result<Log> {
    let rows = org_rows(conn, &org.id, before, PAGE + 1).await?;
    page(rows, PAGE, Sight::Everything)
}

/// Events among which those are looked for that a member may read.
const AMONG: i64 = 50;

/// The latest events of an organization, for its overview, as far as this member may read them.
pub(crate) async fn latest_of_org(conn: &mut AnyConnection, org: &OrgFor<SeeOrg>, limit: usize) -> Result<Vec<Event>> {
    let rows = org_rows(conn, &org.id, None, AMONG).await?;
    let reads_all = allows(org.standing, Permission::ReadAuditLog);
    let read = |event: Event| match reads_all {
        true => Some(event),
        false => event.change.for_members().map(|change| Event { change, ..event }),
    };
    Ok(page(rows, AMONG, Sight::Nothing)?.events.into_iter().filter_map(read).take(limit).collect())
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

/// A page of a user's log: what they did and what was done to them, from `before` downwards.
pub(super) async fn of_user(conn: &mut AnyConnection, user: &UserId, before: Option<&EventId>) -> Result<Log> {
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
    page(rows, PAGE, Sight::Own(user))
}

/// What happened to an application of this user, the newest first.
pub(crate) async fn of_application(
    conn: &mut AnyConnection,
    applicant: &UserId,
    application: &ApplicationId,
) -> Result<Vec<Change>> {
    let changes: Vec<String> =
        sqlx::query_scalar("select change from events where user_id = $1 and application_id = $2 order by id desc")
            .bind(applicant.as_str())
            .bind(application.as_str())
            .fetch_all(conn)
            .await?;
    changes.iter().map(|change| read(change)).collect()
}

fn read(change: &str) -> Result<Change> {
    serde_json::from_str(&crate::text::plain(change)).map_err(|cause| {
        tracing::error!(%cause, "an event cannot be read");
        Error::Internal
    })
}

/// Takes address and client from events older than this, so many at the most: the one exception to "events are never edited".
/// Answers of how many.
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

/// Deletes events older than this that stand in nobody's log, such as a stranger's sign-up that came to nothing, so many at the
/// most. Answers how many went.
pub(crate) async fn forget_of_nobody(conn: &mut AnyConnection, before: Timestamp, most: i64) -> Result<u64> {
    let done = sqlx::query(
        "delete from events
         where id in (select id from events
                      where org_id is null and user_id is null and application_id is null and id < $1
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

//! The SQL of the outbox.

use sqlx::AnyConnection;

use super::{Held, MailRow, MailState};
use crate::clock::Timestamp;
use crate::id::{AFTER_ALL, EventId, MailId, first_at};
use crate::site::Reviewer;
use crate::text::EmailAddress;
use crate::{Error, Result};

/// A mail in the hands of one worker.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Claimed {
    pub id: MailId,
    pub to_address: EmailAddress,
    pub letter: String,
    pub secret: Option<String>,
    /// This try counted.
    pub attempts: i64,
    pub ends_at: Option<Timestamp>,
}

impl Claimed {
    /// Whether its link has run out.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }
}

/// A mail that waits, as it is put into the outbox.
pub(super) struct Waiting<'a> {
    pub event: &'a EventId,
    pub to: &'a EmailAddress,
    /// As JSON.
    pub letter: String,
    pub secret: Option<&'a str>,
    pub subject: String,
    pub urgent: bool,
    pub ends_at: Option<Timestamp>,
    pub budget: Option<String>,
}

pub(super) async fn insert(conn: &mut AnyConnection, mail: &Waiting<'_>, now: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into outbox (id, event_id, to_address, letter, secret, subject, state, next_at, created_at, urgent,
                             ends_at, budget)
         values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7, $8, $9, $10)",
    )
    .bind(MailId::new().as_str())
    .bind(mail.event.as_str())
    .bind(mail.to.as_str())
    .bind(&mail.letter)
    .bind(mail.secret)
    .bind(&mail.subject)
    .bind(now.0)
    .bind(i64::from(mail.urgent))
    .bind(mail.ends_at.map(|end| end.0))
    .bind(&mail.budget)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the mail of a lane that is due longest, or whose worker has not come back. Two workers never get the same: the
/// second to reach the row finds the condition no longer true.
pub(super) async fn claim(
    conn: &mut AnyConnection,
    urgent: bool,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Claimed>> {
    let claimed = sqlx::query_as(
        "update outbox set state = 'sending', claimed_until = $2, attempts = attempts + 1
         where id in (select id from outbox
                      where urgent = $3 and state in ('waiting', 'sending') and next_at <= $1
                        and (state = 'waiting' or claimed_until < $1)
                      order by next_at, id limit 1)
           and next_at <= $1 and (state = 'waiting' or (state = 'sending' and claimed_until < $1))
         returning id, to_address, letter, secret, attempts, ends_at",
    )
    .bind(now.0)
    .bind(until.0)
    .bind(i64::from(urgent))
    .fetch_optional(conn)
    .await?;
    Ok(claimed)
}

/// The mail was accepted; its secret is forgotten.
pub(super) async fn mark_sent(conn: &mut AnyConnection, id: &MailId, now: Timestamp) -> Result<()> {
    sqlx::query(
        "update outbox set state = 'sent', sent_at = $2, secret = null, error = null, held_at = null where id = $1",
    )
    .bind(id.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a mail back of which the server wanted to know nothing, as of any other: the try does not count.
pub(super) async fn hold(
    conn: &mut AnyConnection,
    mail: &Claimed,
    said: &str,
    next_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update outbox set state = 'waiting', attempts = attempts - 1, next_at = $3, error = $4,
                           held_at = coalesce(held_at, $5)
         where id = $1 and state = 'sending' and attempts = $2",
    )
    .bind(mail.id.as_str())
    .bind(mail.attempts)
    .bind(next_at.0)
    .bind(said)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets all that were put back so be tried now. Returns how many.
pub(crate) async fn release(conn: &mut AnyConnection, now: Timestamp) -> Result<u64> {
    let done =
        sqlx::query("update outbox set next_at = $1, held_at = null where held_at is not null and state = 'waiting'")
            .bind(now.0)
            .execute(conn)
            .await?;
    Ok(done.rows_affected())
}

/// How many wait while the mail server takes nothing, tried or not, and what it said last; nothing while it takes
/// mails.
pub async fn held(conn: &mut AnyConnection) -> Result<Option<Held>> {
    let held = sqlx::query_as(
        "select (select count(*) from outbox where state in ('waiting', 'sending')) as count, o.error
         from (select max(id) as latest from outbox
               where held_at is not null and state in ('waiting', 'sending')) h join outbox o on o.id = h.latest",
    )
    .fetch_optional(conn)
    .await?;
    Ok(held)
}

/// Puts a mail back that was not accepted, or gives it up without a next try. Does nothing if another worker has taken
/// the mail over meanwhile.
pub(super) async fn put_back(
    conn: &mut AnyConnection,
    mail: &Claimed,
    said: &str,
    next_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let state = if next_at.is_some() { MailState::Waiting } else { MailState::Failed };
    sqlx::query(
        "update outbox set state = $3, next_at = $4, error = $5, held_at = null
         where id = $1 and state = 'sending' and attempts = $2",
    )
    .bind(mail.id.as_str())
    .bind(mail.attempts)
    .bind(state.as_str())
    .bind(next_at.unwrap_or(now).0)
    .bind(said)
    .execute(conn)
    .await?;
    Ok(())
}

/// A mail with what it takes to write it out.
#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    #[sqlx(flatten)]
    pub row: MailRow,
    pub letter: String,
    pub secret: Option<String>,
}

pub(super) async fn find(conn: &mut AnyConnection, id: &MailId) -> Result<Stored> {
    sqlx::query_as(
        "select id, to_address, subject, state, attempts, created_at, next_at, sent_at, error, letter, secret
         from outbox where id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)
}

pub(super) async fn page(
    conn: &mut AnyConnection,
    _: &Reviewer,
    state: Option<MailState>,
    before: Option<&MailId>,
    limit: i64,
) -> Result<Vec<MailRow>> {
    // Two texts, so that each finds its index.
    let query = match state {
        None => sqlx::query_as(
            "select id, to_address, subject, state, attempts, created_at, next_at, sent_at, error
             from outbox where id < $1 order by id desc limit $2",
        ),
        Some(_) => sqlx::query_as(
            "select id, to_address, subject, state, attempts, created_at, next_at, sent_at, error
             from outbox where id < $1 and state = $3 order by id desc limit $2",
        ),
    };
    let query = query.bind(before.map_or(AFTER_ALL, MailId::as_str)).bind(limit);
    let query = if let Some(state) = state { query.bind(state.as_str()) } else { query };
    Ok(query.fetch_all(conn).await?)
}

/// The latest mails, all or to one address. For development only.
pub(super) async fn latest(conn: &mut AnyConnection, to: Option<&str>, limit: i64) -> Result<Vec<MailRow>> {
    let query = match to {
        None => sqlx::query_as(
            "select id, to_address, subject, state, attempts, created_at, next_at, sent_at, error
             from outbox order by id desc limit $1",
        ),
        Some(_) => sqlx::query_as(
            "select id, to_address, subject, state, attempts, created_at, next_at, sent_at, error
             from outbox where to_address = $2 order by id desc limit $1",
        ),
    };
    let query = query.bind(limit);
    let query = if let Some(to) = to { query.bind(to) } else { query };
    Ok(query.fetch_all(conn).await?)
}

/// How many mails were given up.
pub async fn failed_count(conn: &mut AnyConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from outbox where state = 'failed'").fetch_one(conn).await?)
}

/// Gives a mail that was given up all its tries again, and returns its subject.
pub(crate) async fn revive(conn: &mut AnyConnection, _: &Reviewer, id: &MailId) -> Result<Option<String>> {
    let subject = sqlx::query_scalar(
        "update outbox set state = 'waiting', attempts = 0, next_at = $2, told_at = null
         where id = $1 and state = 'failed' and (ends_at is null or ends_at > $2) returning subject",
    )
    .bind(id.as_str())
    .bind(Timestamp::now().0)
    .fetch_optional(conn)
    .await?;
    Ok(subject)
}

/// Letters that anybody could cause, to all, since a moment; counted up to `most`.
pub(super) async fn unasked_since(conn: &mut AnyConnection, since: Timestamp, most: i64) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from (select 1 from outbox where budget is not null and created_at > $1 limit $2) as unasked",
    )
    .bind(since.0)
    .bind(most)
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// Letters that counted against a budget since a moment.
pub(super) async fn budget_since(conn: &mut AnyConnection, budget: &str, since: Timestamp) -> Result<i64> {
    let count = sqlx::query_scalar("select count(*) from outbox where budget = $1 and created_at > $2")
        .bind(budget)
        .bind(since.0)
        .fetch_one(conn)
        .await?;
    Ok(count)
}

/// Forgets the secrets of mails whose links have run out.
pub(super) async fn forget_secrets(conn: &mut AnyConnection, now: Timestamp) -> Result<()> {
    sqlx::query("update outbox set secret = null where secret is not null and ends_at <= $1")
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes mails that were sent or given up and are older than this, so many at the most. Returns how many went.
pub(crate) async fn forget(conn: &mut AnyConnection, before: Timestamp, most: i64) -> Result<u64> {
    let done = sqlx::query(
        "delete from outbox where id in (select id from outbox where id < $1 and state in ('sent', 'failed')
                                         order by id limit $2)",
    )
    .bind(first_at(before))
    .bind(most)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// What the outbox holds that is not sent: how many wait, how many of them for the mail server, how many were given up,
/// and since when the oldest that is due waits.
#[derive(Clone, Copy, Debug, PartialEq, sqlx::FromRow)]
pub struct Figures {
    pub waiting: i64,
    pub held: i64,
    pub failed: i64,
    pub oldest_at: Option<Timestamp>,
}

/// For whoever watches over the site; names nobody.
pub async fn figures(conn: &mut AnyConnection, now: Timestamp) -> Result<Figures> {
    let figures = sqlx::query_as(
        "select count(case when state in ('waiting', 'sending') then 1 end) as waiting,
                count(case when held_at is not null and state <> 'sent' then 1 end) as held,
                count(case when state = 'failed' then 1 end) as failed,
                min(case when state in ('waiting', 'sending') and (next_at <= $1 or held_at is not null)
                         then created_at end) as oldest_at
         from outbox where state in ('waiting', 'sending', 'failed')",
    )
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(figures)
}

use sqlx::AnyConnection;

use super::{Letter, Mail, MailPage, MailRow, MailState, render, wake};
use crate::access::{Actor, Reviewer};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::event::{By, Change, Record, record};
use crate::id::{AFTER_ALL, MailId};
use crate::{Error, Result};

/// Mails on a page.
const PAGE: i64 = 50;

#[derive(sqlx::FromRow)]
struct Stored {
    #[sqlx(flatten)]
    row: MailRow,
    letter: String,
    secret: Option<String>,
}

impl Stored {
    fn into_mail(self, secret: Option<&str>, base_url: &str) -> Result<Mail> {
        let letter: Letter = serde_json::from_str(&self.letter).map_err(|_| Error::Internal)?;
        let rendered = render(&letter, secret, base_url);
        Ok(Mail { row: self.row, text: rendered.text, html: rendered.html })
    }
}

/// A page of the outbox for a site admin, from `before` downwards.
pub async fn list(db: &Db, actor: &Actor, state: Option<MailState>, before: Option<&MailId>) -> Result<MailPage> {
    let mut conn = db.read().await?;
    Reviewer::check(&mut conn, actor).await?;
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
    let query = query.bind(before.map_or(AFTER_ALL, MailId::as_str)).bind(PAGE + 1);
    let query = if let Some(state) = state { query.bind(state.as_str()) } else { query };
    let rows = query.fetch_all(&mut *conn).await?;
    page(&mut conn, rows).await
}

/// One mail as its reader sees it, for a site admin. The link's secret is never shown: it would open another's account.
pub async fn mail(db: &Db, actor: &Actor, id: &MailId, base_url: &str) -> Result<Mail> {
    let mut conn = db.read().await?;
    Reviewer::check(&mut conn, actor).await?;
    stored(&mut conn, id).await?.into_mail(None, base_url)
}

/// How many mails were given up.
pub async fn failed_count(conn: &mut AnyConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from outbox where state = 'failed'").fetch_one(conn).await?)
}

/// Puts a mail that was given up back into the queue, with all its tries.
pub async fn send_again(db: &Db, actor: &Actor, id: &MailId) -> Result<()> {
    let mut tx = db.begin().await?;
    Reviewer::check(&mut tx, actor).await?;
    let revived: Option<String> = sqlx::query_scalar(
        "update outbox set state = 'waiting', attempts = 0, next_at = $2 where id = $1 and state = 'failed'
         returning subject",
    )
    .bind(id.as_str())
    .bind(Timestamp::now().0)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(subject) = revived else {
        stored(&mut tx, id).await?;
        return Err(Error::Stale(Stale::Mail));
    };
    record(&mut tx, Record::new(By::Actor(actor), Change::MailSentAgain { subject })).await?;
    tx.commit().await?;
    wake();
    Ok(())
}

/// The latest mails, all or to one address. Asks for no permission: it is served in development only.
pub async fn inbox(db: &Db, to: Option<&str>) -> Result<MailPage> {
    let mut conn = db.read().await?;
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
    let query = query.bind(PAGE);
    let query = if let Some(to) = to { query.bind(to) } else { query };
    let rows = query.fetch_all(&mut *conn).await?;
    page(&mut conn, rows).await
}

/// One mail with its real link. Asks for no permission: it is served in development only.
pub async fn inbox_mail(db: &Db, id: &MailId, base_url: &str) -> Result<Mail> {
    let mut conn = db.read().await?;
    let mut stored = stored(&mut conn, id).await?;
    let secret = stored.secret.take();
    stored.into_mail(secret.as_deref(), base_url)
}

async fn page(conn: &mut AnyConnection, mut rows: Vec<MailRow>) -> Result<MailPage> {
    let limit = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let older = rows.last().filter(|_| more).map(|row| row.id.clone());
    Ok(MailPage { rows, older, failed: failed_count(conn).await? })
}

async fn stored(conn: &mut AnyConnection, id: &MailId) -> Result<Stored> {
    sqlx::query_as(
        "select id, to_address, subject, state, attempts, created_at, next_at, sent_at, error, letter, secret
         from outbox where id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)
}

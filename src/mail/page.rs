use sqlx::AnyConnection;

use super::store::{self, Stored};
use super::{Letter, Mail, MailPage, MailRow, MailState, render, wake};
use crate::access::{Actor, Reviewer};
use crate::db::Db;
use crate::error::Stale;
use crate::event::{By, Change, Record, record};
use crate::id::MailId;
use crate::{Error, Result};

/// Mails on a page.
const PAGE: i64 = 50;

/// Writes a mail out, with or without the secret of its link.
fn written(stored: Stored, secret: Option<&str>, base_url: &str) -> Result<Mail> {
    let letter: Letter = Letter::read(&stored.letter).map_err(|_| Error::Internal)?;
    let rendered = render(&letter, secret, base_url);
    Ok(Mail { row: stored.row, text: rendered.text, html: rendered.html })
}

/// A page of the outbox for a site admin, from `before` downwards.
pub async fn list(db: &Db, actor: &Actor, state: Option<MailState>, before: Option<&MailId>) -> Result<MailPage> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let rows = store::page(&mut conn, &reviewer, state, before, PAGE + 1).await?;
    page(&mut conn, rows).await
}

/// One mail as its reader sees it, for a site admin. The link's secret is never shown: it would open another's account.
pub async fn mail(db: &Db, actor: &Actor, id: &MailId, base_url: &str) -> Result<Mail> {
    let mut conn = db.read().await?;
    Reviewer::check(&mut conn, actor).await?;
    written(store::find(&mut conn, id).await?, None, base_url)
}

/// Puts a mail that was given up back into the queue, with all its tries.
pub async fn send_again(db: &Db, actor: &Actor, id: &MailId) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let revived = store::revive(&mut tx, &reviewer, id).await?;
    let Some(subject) = revived else {
        let failed = store::find(&mut tx, id).await?.row.state == MailState::Failed;
        return Err(Error::Stale(if failed { Stale::Letter } else { Stale::Mail }));
    };
    record(&mut tx, Record::new(By::Actor(actor), Change::MailSentAgain { subject })).await?;
    tx.commit().await?;
    wake();
    Ok(())
}

/// The latest mails, all or to one address. Asks for no permission: it is served in development only.
pub async fn inbox(db: &Db, to: Option<&str>) -> Result<MailPage> {
    let mut conn = db.read().await?;
    let rows = store::latest(&mut conn, to, PAGE).await?;
    page(&mut conn, rows).await
}

/// One mail with its real link. Asks for no permission: it is served in development only.
pub async fn inbox_mail(db: &Db, id: &MailId, base_url: &str) -> Result<Mail> {
    let mut conn = db.read().await?;
    let mut stored = store::find(&mut conn, id).await?;
    let secret = stored.secret.take();
    written(stored, secret.as_deref(), base_url)
}

async fn page(conn: &mut AnyConnection, mut rows: Vec<MailRow>) -> Result<MailPage> {
    let limit = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let older = rows.last().filter(|_| more).map(|row| row.id.clone());
    Ok(MailPage { rows, older, failed: store::failed_count(conn).await? })
}

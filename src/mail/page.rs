use sqlx::AnyConnection;

use super::store::{self, Stored};
use super::{Letter, Mail, MailPage, MailRow, MailState, render};
use crate::Result;
use crate::db::{self, Db};
use crate::id::MailId;
use crate::site::Reviewer;

/// Mails on a page.
const PAGE: i64 = 50;

/// A page of the outbox, from `before` downwards.
pub(crate) async fn page(
    conn: &mut AnyConnection,
    reviewer: &Reviewer,
    state: Option<MailState>,
    before: Option<&MailId>,
) -> Result<MailPage> {
    let rows = store::page(conn, reviewer, state, before, PAGE + 1).await?;
    cut(conn, rows).await
}

/// One mail as its reader sees it, without the secret of its link.
pub(crate) async fn one(conn: &mut AnyConnection, _: &Reviewer, id: &MailId, base_url: &str) -> Result<Mail> {
    Ok(written(store::find(conn, id).await?, None, base_url))
}

/// Where a mail stands.
pub(crate) async fn state(conn: &mut AnyConnection, _: &Reviewer, id: &MailId) -> Result<MailState> {
    Ok(store::find(conn, id).await?.row.state)
}

/// The latest mails, all or to one address. Asks for no permission: it is served in development only.
pub async fn inbox(db: &Db, to: Option<&str>) -> Result<MailPage> {
    let mut conn = db.read().await?;
    let rows = store::latest(&mut conn, to, PAGE).await?;
    cut(&mut conn, rows).await
}

/// One mail with its real link. Asks for no permission: it is served in development only.
pub async fn inbox_mail(db: &Db, id: &MailId, base_url: &str) -> Result<Mail> {
    let mut conn = db.read().await?;
    let mut stored = store::find(&mut conn, id).await?;
    let secret = stored.secret.take();
    Ok(written(stored, secret.as_deref(), base_url))
}

/// Writes a mail out, with or without the secret of its link. Of one that another version wrote in a way that this one
/// cannot read, the subject is all there is to show.
fn written(stored: Stored, secret: Option<&str>, base_url: &str) -> Mail {
    let letter = Letter::read(&stored.letter).unwrap_or_else(|_| Letter::unreadable(&stored.row.subject));
    let rendered = render(&letter, secret, base_url);
    Mail { row: stored.row, text: rendered.text, html: rendered.html }
}

async fn cut(conn: &mut AnyConnection, rows: Vec<MailRow>) -> Result<MailPage> {
    let (rows, older) = db::page(rows, PAGE, |row| row.id.clone());
    let failed = store::failed_count(conn).await?;
    Ok(MailPage { rows, older, failed, held: store::held(conn).await? })
}

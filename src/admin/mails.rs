use super::Change;
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::MailId;
use crate::mail::{self, Mail, MailPage, MailState};
use crate::notify::{Record, record};
use crate::site::Reviewer;
use crate::{Error, Result};

/// A page of the outbox, from `before` downwards.
pub async fn mails(db: &Db, actor: &Actor, state: Option<MailState>, before: Option<&MailId>) -> Result<MailPage> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    mail::page(&mut conn, &reviewer, state, before).await
}

/// One mail as its reader sees it. The link's secret is never shown: it would open another's account.
pub async fn mail(db: &Db, actor: &Actor, id: &MailId, base_url: &str) -> Result<Mail> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    mail::one(&mut conn, &reviewer, id, base_url).await
}

/// Puts a mail that was given up back into the queue, with all its tries.
pub async fn send_mail_again(db: &Db, actor: &Actor, id: &MailId) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let Some(subject) = mail::revive(&mut tx, &reviewer, id).await? else {
        let failed = mail::state(&mut tx, &reviewer, id).await? == MailState::Failed;
        return Err(Error::Stale(if failed { Stale::Letter } else { Stale::Mail }));
    };
    record(&mut tx, Record::new(By::Actor(actor), Change::MailSentAgain { subject })).await?;
    tx.commit().await?;
    mail::wake();
    Ok(())
}

/// Has all mails tried now that wait because the mail server took nothing. Returns how many.
pub async fn send_held_mails(db: &Db, actor: &Actor) -> Result<u64> {
    let mut tx = db.begin().await?;
    Reviewer::check(&mut tx, actor).await?;
    let count = mail::release(&mut tx, Timestamp::now()).await?;
    if count > 0 {
        let change = Change::HeldMailsSent { count: i64::try_from(count).unwrap_or(i64::MAX) };
        record(&mut tx, Record::new(By::Actor(actor), change)).await?;
    }
    tx.commit().await?;
    mail::wake();
    Ok(count)
}

use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::outbox::{self, Claimed};
use super::smtp::Failure;
use super::{Letter, Smtp, render};
use crate::Result;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::id::MailId;

/// How often the outbox is looked at when nobody calls.
const PAUSE: Duration = Duration::from_secs(2);
/// How long nothing is tried after the mail server took nothing from here, unless somebody calls.
const BLOCKED: Duration = Duration::from_secs(60);

/// Waits before it is noted once more that a mail was taken, in seconds.
const PAUSES: [u64; 4] = [1, 5, 15, 60];

static WAKE: Notify = Notify::const_new();

/// Makes the worker of this process look at the outbox now instead of at its next round.
pub fn wake() {
    WAKE.notify_one();
}

/// Sends what is due until `shutdown` says true, then finishes the mail in hand. Without SMTP mails stay in the outbox.
pub async fn run(db: Db, smtp: Option<Smtp>, base_url: String, mut shutdown: watch::Receiver<bool>) {
    let Some(smtp) = smtp else {
        // Its end would look like a worker that broke down.
        let _ = shutdown.wait_for(|over| *over).await;
        return;
    };
    for turn in 0_u64.. {
        if is_over(&shutdown) {
            break;
        }
        let pause = match send_next(&db, &smtp, &base_url, is_urgents_turn(turn)).await {
            Ok(Next::Tried) => continue,
            Ok(Next::Nothing) => PAUSE,
            Ok(Next::Blocked) => BLOCKED,
            Err(error) => {
                tracing::error!(%error, "the outbox could not be worked on");
                PAUSE
            }
        };
        tokio::select! {
            () = WAKE.notified() => {}
            () = tokio::time::sleep(pause) => {}
            _ = shutdown.changed() => {}
        }
    }
}

/// Tries every mail that is due once, or until the mail server takes nothing from here; how many were tried.
pub async fn send_due(db: &Db, smtp: &Smtp, base_url: &str) -> Result<usize> {
    let mut tried = 0;
    loop {
        match send_next(db, smtp, base_url, is_urgents_turn(tried)).await? {
            Next::Tried => tried += 1,
            Next::Blocked => return Ok(usize::try_from(tried + 1).unwrap_or(usize::MAX)),
            Next::Nothing => return Ok(usize::try_from(tried).unwrap_or(usize::MAX)),
        }
    }
}

/// What came of the next mail.
enum Next {
    /// There was none.
    Nothing,
    Tried,
    /// The mail server takes nothing from here, so that there is no use in trying another.
    Blocked,
}

/// What somebody waits for goes first; one in eight is of the other lane, so that it moves whatever comes in.
fn is_urgents_turn(turn: u64) -> bool {
    turn % 8 != 7
}

/// A dropped sender means that the process ends.
fn is_over(shutdown: &watch::Receiver<bool>) -> bool {
    *shutdown.borrow() || shutdown.has_changed().is_err()
}

/// Tries one mail.
async fn send_next(db: &Db, smtp: &Smtp, base_url: &str, urgent: bool) -> Result<Next> {
    let mut tx = db.begin().await?;
    let now = Timestamp::now();
    let claimed = outbox::claim(&mut tx, now, urgent).await?;
    let over = claimed.as_ref().filter(|mail| mail.is_over(now));
    if let Some(mail) = over {
        outbox::mark_ended(&mut tx, mail, now).await?;
    }
    let is_over = over.is_some();
    tx.commit().await?;
    let Some(mail) = claimed else { return Ok(Next::Nothing) };
    if is_over {
        return Ok(Next::Tried);
    }
    let failure = match deliver(smtp, &mail, base_url).await {
        Ok(()) => return keep_sent(db, &mail.id).await.map(|()| Next::Tried),
        Err(failure) => failure,
    };
    let now = Timestamp::now();
    let mut tx = db.begin().await?;
    let next = match &failure {
        Failure::Blocked(said) => {
            tracing::warn!(mail = %mail.id, %said, "the mail server takes no mails from here; they wait");
            outbox::mark_held(&mut tx, &mail, said, now).await?;
            Next::Blocked
        }
        Failure::Refused(said) | Failure::Later(said) => {
            let for_good = matches!(failure, Failure::Refused(_));
            tracing::warn!(mail = %mail.id, attempts = mail.attempts, for_good, %said, "a mail was not accepted");
            outbox::mark_failed(&mut tx, &mail, said, for_good, now).await?;
            Next::Tried
        }
    };
    tx.commit().await?;
    Ok(next)
}

/// Notes that a mail was taken: not at once where the database is away for a moment, or it would be sent twice. The
/// server takes mails again, so those that it took none of need not wait any longer.
async fn keep_sent(db: &Db, id: &MailId) -> Result<()> {
    let keep = async || {
        let mut tx = db.begin().await?;
        outbox::mark_sent(&mut tx, id, Timestamp::now()).await?;
        tx.commit().await
    };
    let mut kept = keep().await;
    for pause in PAUSES {
        if kept.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(pause)).await;
        kept = keep().await;
    }
    kept?;
    let mut tx = db.begin().await?;
    outbox::release(&mut tx, Timestamp::now()).await?;
    tx.commit().await
}

async fn deliver(smtp: &Smtp, mail: &Claimed, base_url: &str) -> Result<(), Failure> {
    let letter = Letter::read(&mail.letter)
        .map_err(|_| Failure::Later("the letter was written by a version that this one cannot read".into()))?;
    let rendered = render(&letter, mail.secret.as_deref(), base_url);
    smtp.send(&mail.to_address, &outbox::message_id(&mail.id, base_url), &rendered).await
}

use sqlx::AnyConnection;

use super::{Delivery, Letter, budget, render, store};
use crate::clock::{HOUR, MINUTE, Timestamp};
use crate::db::Db;
use crate::id::{EventId, MailId};
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Result};

pub(super) use store::{Claimed, mark_sent, release};

/// How long a worker may hold a mail before another takes it, in milliseconds. Well above the longest delivery.
const CLAIM: i64 = 5 * MINUTE;
/// Waits after the first, second, … failure, in milliseconds. After the last one the mail is given up.
const WAITS: [i64; 7] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];
/// How long a mail waits that met a server which takes nothing from here, in milliseconds. Another that waits is tried
/// before.
const HELD: i64 = 10 * MINUTE;
/// Most characters kept of what the mail server said.
const SAID: usize = 500;

/// Puts a letter into the outbox, in the transaction of the change it tells of. The secret is kept apart from the
/// letter, until the mail is sent.
pub async fn queue(
    conn: &mut AnyConnection,
    letter: &Letter,
    delivery: Delivery,
    to: &EmailAddress,
    event: &EventId,
    secret: Option<&Secret>,
) -> Result<()> {
    let json = serde_json::to_string(letter).map_err(|_| Error::Internal)?;
    // The subject needs no address of the site.
    let subject = render(letter, None, "").subject;
    let now = Timestamp::now();
    let waiting = store::Waiting {
        event,
        to,
        letter: json,
        secret: secret.map(Secret::expose),
        subject,
        urgent: delivery.urgent,
        ends_at: delivery.holds_for.map(|held| now.plus(held)),
        budget: delivery.unasked.map(|kind| budget::budget(kind, to)),
    };
    store::insert(conn, &waiting, now).await
}

/// Takes the mail that is due longest in one lane, or whose worker has not come back; where that lane is empty, in the
/// other.
pub(super) async fn claim(conn: &mut AnyConnection, now: Timestamp, urgent: bool) -> Result<Option<Claimed>> {
    match store::claim(conn, urgent, now, now.plus(CLAIM)).await? {
        Some(claimed) => Ok(Some(claimed)),
        None => store::claim(conn, !urgent, now, now.plus(CLAIM)).await,
    }
}

/// Gives up a mail whose link ran out before it could be sent.
pub(super) async fn mark_ended(conn: &mut AnyConnection, mail: &Claimed, now: Timestamp) -> Result<()> {
    store::put_back(conn, mail, "Its link ran out before it could be sent.", None, now).await
}

/// The mail was not accepted: it is tried again later, unless the server refused it for good or all tries are used up.
pub(super) async fn mark_failed(
    conn: &mut AnyConnection,
    mail: &Claimed,
    said: &str,
    for_good: bool,
    now: Timestamp,
) -> Result<()> {
    let wait = wait_after(mail.attempts).filter(|_| !for_good);
    let said: String = said.chars().take(SAID).collect();
    store::put_back(conn, mail, &said, wait.map(|wait| now.plus(wait)), now).await
}

/// The mail server takes nothing from here: the mail waits until it does, and is never given up for that.
pub(super) async fn mark_held(conn: &mut AnyConnection, mail: &Claimed, said: &str, now: Timestamp) -> Result<()> {
    let said: String = said.chars().take(SAID).collect();
    store::hold(conn, mail, &said, now.plus(HELD), now).await
}

/// How long to wait after so many tries, in milliseconds; `None` when there have been enough.
fn wait_after(attempts: i64) -> Option<i64> {
    let failure = usize::try_from(attempts).ok()?.checked_sub(1)?;
    WAITS.get(failure).copied()
}

/// Forgets the secrets of mails whose links work no more, also of those that were never sent.
pub(crate) async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    store::forget_secrets(&mut tx, now).await?;
    tx.commit().await
}

/// The same for every try of one mail, so that a reader gets a mail that was sent twice only once.
pub(super) fn message_id(id: &MailId, base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    format!("<{id}@{}>", if host.is_empty() { "localhost" } else { host })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_until_the_mail_is_given_up() {
        let waits: Vec<_> = (1..=8).map(|attempts| wait_after(attempts).map(|wait| wait / MINUTE)).collect();
        let minutes = [1, 5, 15, 60, 180, 360, 720];
        assert_eq!(waits, minutes.into_iter().map(Some).chain([None]).collect::<Vec<_>>());
        assert_eq!(wait_after(900), None);
    }

    #[test]
    fn a_message_id_names_the_mail_and_the_site() {
        let id = MailId::parse("0193fa00-0000-7000-8000-000000000000").expect("an id");
        for base in ["https://guild.example", "https://guild.example/", "http://guild.example:3000/x"] {
            assert_eq!(message_id(&id, base), "<0193fa00-0000-7000-8000-000000000000@guild.example>");
        }
        assert_eq!(message_id(&id, "http://[::1]:3000"), "<0193fa00-0000-7000-8000-000000000000@[::1]>");
    }
}

use sqlx::AnyConnection;

use super::{Letter, render};
use crate::clock::{HOUR, MINUTE, Timestamp};
use crate::id::{EventId, MailId};
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Result};

/// How long a worker may hold a mail before another takes it, in milliseconds. Well above the longest delivery.
const CLAIM: i64 = 5 * MINUTE;
/// Waits after the first, second, … failure, in milliseconds. After the last one the mail is given up.
const WAITS: [i64; 7] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];
/// Most characters kept of what the mail server said.
const SAID: usize = 500;

/// A mail in the hands of one worker.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Claimed {
    pub id: MailId,
    pub to_address: EmailAddress,
    pub letter: String,
    pub secret: Option<String>,
    /// This try counted.
    pub attempts: i64,
}

/// Puts a letter into the outbox, in the transaction of the change it tells of. The secret is kept apart from the letter,
/// until the mail is sent.
pub async fn queue(
    conn: &mut AnyConnection,
    letter: &Letter,
    to: &EmailAddress,
    event: &EventId,
    secret: Option<&Secret>,
) -> Result<()> {
    let json = serde_json::to_string(letter).map_err(|_| Error::Internal)?;
    // The subject needs no address of the site.
    let subject = render(letter, None, "").subject;
    sqlx::query(
        "insert into outbox (id, event_id, to_address, letter, secret, subject, state, next_at, created_at)
         values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7)",
    )
    .bind(MailId::new().as_str())
    .bind(event.as_str())
    .bind(to.as_str())
    .bind(json)
    .bind(secret.map(Secret::expose))
    .bind(subject)
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the mail that is due longest, or whose worker has not come back. Two workers never get the same: the second to
/// reach the row finds the condition no longer true.
pub(super) async fn claim(conn: &mut AnyConnection, now: Timestamp) -> Result<Option<Claimed>> {
    let claimed = sqlx::query_as(
        "update outbox set state = 'sending', claimed_until = $2, attempts = attempts + 1
         where id in (select id from outbox
                      where state in ('waiting', 'sending') and next_at <= $1 and (state = 'waiting' or claimed_until < $1)
                      order by next_at, id limit 1)
           and next_at <= $1 and (state = 'waiting' or (state = 'sending' and claimed_until < $1))
         returning id, to_address, letter, secret, attempts",
    )
    .bind(now.0)
    .bind(now.plus(CLAIM).0)
    .fetch_optional(conn)
    .await?;
    Ok(claimed)
}

/// The mail was accepted; its secret is forgotten.
pub(super) async fn mark_sent(conn: &mut AnyConnection, id: &MailId, now: Timestamp) -> Result<()> {
    sqlx::query("update outbox set state = 'sent', sent_at = $2, secret = null, error = null where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The mail was not accepted: it is tried again later, unless the server refused it for good or all tries are used up.
/// Does nothing if another worker has taken the mail over meanwhile.
pub(super) async fn mark_failed(
    conn: &mut AnyConnection,
    mail: &Claimed,
    said: &str,
    for_good: bool,
    now: Timestamp,
) -> Result<()> {
    let wait = wait_after(mail.attempts).filter(|_| !for_good);
    let state = if wait.is_some() { "waiting" } else { "failed" };
    sqlx::query(
        "update outbox set state = $3, next_at = $4, error = $5 where id = $1 and state = 'sending' and attempts = $2",
    )
    .bind(mail.id.as_str())
    .bind(mail.attempts)
    .bind(state)
    .bind(now.plus(wait.unwrap_or(0)).0)
    .bind(said.chars().take(SAID).collect::<String>())
    .execute(conn)
    .await?;
    Ok(())
}

/// How long to wait after so many tries, in milliseconds; `None` when there have been enough.
fn wait_after(attempts: i64) -> Option<i64> {
    let failure = usize::try_from(attempts).ok()?.checked_sub(1)?;
    WAITS.get(failure).copied()
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

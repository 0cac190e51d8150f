//! Repeated tries slow down, per user, place and mailbox, across all servers.

use sqlx::AnyConnection;

use crate::clock::{HOUR, SECOND, Timestamp};
use crate::{Error, Result};

mod store;

pub(super) use store::{clear, forget, hold};

/// Tries that cost nothing.
pub(super) const FREE: i64 = 5;
/// Longest wait, in milliseconds. Short, so that nobody can lock another person out.
const LONGEST: i64 = 60 * SECOND;
/// Tries are forgotten after so long, in milliseconds.
pub(super) const MEMORY: i64 = HOUR;

/// Counts one more try, or returns `TooMany` while the key has to wait. To be committed before the outcome is known; of
/// two at one time the second counts the first. Where only failures count, success clears.
pub(super) async fn attempt(conn: &mut AnyConnection, key: &str) -> Result<()> {
    attempt_of(conn, key, FREE).await
}

/// The same with another number of tries that cost nothing.
pub(super) async fn attempt_of(conn: &mut AnyConnection, key: &str, free: i64) -> Result<()> {
    let now = Timestamp::now();
    hold(conn, key).await?;
    if let Some((tries, last)) = store::tries(conn, key, now.plus(-MEMORY)).await? {
        let left = left(tries, last, now, free);
        if left > 0 {
            let seconds = u32::try_from((left + SECOND - 1) / SECOND).unwrap_or(u32::MAX);
            return Err(Error::TooMany { seconds });
        }
    }
    store::count(conn, key, now, now.plus(-MEMORY)).await
}

/// Milliseconds still to wait. Nobody waits longer than was meant because the clock was set back.
fn left(tries: i64, last: Timestamp, now: Timestamp, free: i64) -> i64 {
    let wait = wait(tries, free);
    (last.0 + wait - now.0).min(wait)
}

/// How long to wait after so many tries, in milliseconds: nothing, then 1 s, doubled each time.
fn wait(tries: i64, free: i64) -> i64 {
    match tries - free {
        ..0 => 0,
        over => (SECOND << over.min(10)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_a_minute() {
        let waits = [0, 4, 5, 6, 7, 20, 1_000].map(|tries| wait(tries, FREE));
        assert_eq!(waits, [0, 0, 1_000, 2_000, 4_000, LONGEST, LONGEST]);
        assert_eq!(wait(20, 50), 0);
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        let (now, tomorrow) = (Timestamp(0), Timestamp(86_400_000));
        assert_eq!(left(5, tomorrow, now, FREE), 1_000);
        assert_eq!(left(5, now, now, FREE), 1_000);
        assert!(left(5, now, tomorrow, FREE) <= 0);
    }
}

//! Repeated failures slow down, per login and per mailbox, across all servers.

use sqlx::AnyConnection;

use crate::clock::{HOUR, SECOND, Timestamp};
use crate::{Error, Result};

mod store;

pub(super) use store::{clear, forget, hold};

/// Failures that cost nothing.
const FREE: i64 = 5;
/// Longest wait, in milliseconds. Short, so that nobody can lock another person out.
const LONGEST: i64 = 60 * SECOND;
/// Failures are forgotten after so long, in milliseconds.
pub(super) const MEMORY: i64 = HOUR;

/// Answers `TooMany` while the key has to wait.
pub(super) async fn check(conn: &mut AnyConnection, key: &str) -> Result<()> {
    let now = Timestamp::now();
    let Some((failures, last)) = store::failures(conn, key, now.plus(-MEMORY)).await? else { return Ok(()) };
    let left = last.plus(wait(failures)).0 - now.0;
    match u32::try_from((left + SECOND - 1) / SECOND) {
        Ok(seconds) if seconds > 0 => Err(Error::TooMany { seconds }),
        _ => Ok(()),
    }
}

/// Counts one more failure.
pub(super) async fn count(conn: &mut AnyConnection, key: &str) -> Result<()> {
    let now = Timestamp::now();
    store::count(conn, key, now, now.plus(-MEMORY)).await
}

/// How long to wait after so many failures, in milliseconds: nothing, then 1 s, doubled each time.
fn wait(failures: i64) -> i64 {
    match failures - FREE {
        ..0 => 0,
        over => (SECOND << over.min(10)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_a_minute() {
        assert_eq!([0, 4, 5, 6, 7, 20, 1_000].map(wait), [0, 0, 1_000, 2_000, 4_000, LONGEST, LONGEST]);
    }
}

//! What a broken query means for whoever waits for its answer.

use sqlx::error::DatabaseError;

use crate::Error;

/// The one place where a broken query is logged; people see a sentence, or a request id.
impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        let error = meaning(&cause);
        match error {
            Self::Internal => tracing::error!(%cause, "a query failed"),
            _ => tracing::warn!(%cause, "the database does not do what it should"),
        }
        error
    }
}

/// Whether the database is away or its disk is full; everything else is our own mistake.
fn meaning(cause: &sqlx::Error) -> Error {
    match cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) => Error::Away,
        sqlx::Error::Database(cause) => said(cause.as_ref()),
        _ => Error::Internal,
    }
}

/// By the codes of either database; those of PostgreSQL have five signs.
fn said(cause: &dyn DatabaseError) -> Error {
    let code = cause.code().unwrap_or_default();
    if let ("53100", _) | (_, Some(13)) = (&*code, sqlite(&code)) {
        return Error::Full;
    }
    // No connection left or to be had, a server that stops or starts, a statement that took too long, a lock that two
    // waited for, and a file that is locked or cannot be written.
    let away = ["08", "53", "57", "40", "55P03"].iter().any(|class| code.len() == 5 && code.starts_with(class));
    match away || matches!(sqlite(&code), Some(5 | 6 | 10)) {
        true => Error::Away,
        false => Error::Internal,
    }
}

/// The first byte of what SQLite says in numbers is the kind of failure.
fn sqlite(code: &str) -> Option<u32> {
    (code.len() < 5).then(|| code.parse::<u32>().ok()).flatten().map(|code| code & 0xff)
}

//! Both databases behind one type. What differs between them lives here and nowhere else.

mod open;
mod page;
mod relay;
mod tx;

#[cfg(test)]
pub(crate) mod test;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};

pub use open::Options;
pub use page::escape_like;
pub use tx::Tx;

use crate::live::Hub;
use crate::{Error, Result};

/// One database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: AnyPool,
    /// The same pool as `read` on PostgreSQL; on SQLite a single connection, so that writers queue instead of colliding.
    write: AnyPool,
    /// The address of the server, if it is PostgreSQL.
    postgres: Option<String>,
    live: Hub,
}

impl Db {
    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<Tx> {
        let begun = match self.postgres {
            Some(_) => self.write.begin().await,
            None => self.write.begin_with("begin immediate").await,
        };
        Ok(Tx::new(begun?, self.live.clone()))
    }

    /// Where pages wait for changes.
    pub fn live(&self) -> &Hub {
        &self.live
    }

    /// A connection for reading, outside of any transaction.
    pub async fn read(&self) -> Result<PoolConnection<Any>> {
        Ok(self.read.acquire().await?)
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        sqlx::query("select 1").execute(&self.read).await.is_ok()
    }

    /// Waits for running queries and closes all connections.
    pub async fn close(&self) {
        self.write.close().await;
        self.read.close().await;
    }
}

/// The one place where a broken query is logged; people see a request id instead.
impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        tracing::error!(%cause, "a query failed");
        Self::Internal
    }
}

/// Turns the breach of a unique constraint into what it means for the caller.
pub fn unless_taken<T>(done: Result<T, sqlx::Error>, taken: Error) -> Result<T> {
    match done {
        Err(sqlx::Error::Database(cause)) if cause.is_unique_violation() => Err(taken),
        other => Ok(other?),
    }
}

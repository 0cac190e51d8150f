//! Both databases behind one type. What differs between them lives here and nowhere else.

mod alike;
mod broken;
mod flag;
mod like;
mod look;
mod open;
mod page;
mod private;
mod relay;
mod sought;
mod tx;

#[cfg(test)]
pub(crate) mod test;

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};
use tokio::time::timeout;

pub use flag::Flag;
pub use like::{after_all, escape_like, like};
pub use open::{OpenError, Options};
pub(crate) use page::page;
pub(crate) use sought::Sought;
pub use tx::Tx;

use crate::live::Hub;
use crate::{Error, Result};

/// A database that takes longer than this for the smallest write is not ready.
const READY: Duration = Duration::from_secs(2);

/// One database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: AnyPool,
    /// The same pool as `read` on PostgreSQL; on SQLite a single connection, so that writers queue instead of
    /// colliding.
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
        Ok(Tx::new(begun?, self.live.clone(), self.postgres.is_none()))
    }

    /// Where pages wait for changes.
    pub fn live(&self) -> &Hub {
        &self.live
    }

    /// A connection for reading, outside of any transaction.
    pub async fn read(&self) -> Result<PoolConnection<Any>> {
        Ok(self.read.acquire().await?)
    }

    /// Whether the database is up to date, answers, and takes a write, all within two seconds.
    pub async fn is_ready(&self) -> bool {
        let read = async { sqlx::query("select 1").execute(&self.read).await.is_ok() };
        let write = async {
            let Ok(mut tx) = self.begin().await else { return false };
            // Changes nothing, but not without leave to write.
            let touch = sqlx::query("update throttles set failures = failures where key = ''");
            touch.execute(&mut *tx).await.is_ok()
        };
        let is_new = async { matches!(self.pending_migrations().await, Ok(0)) };
        timeout(READY, async { read.await && is_new.await && write.await }).await.unwrap_or(false)
    }

    /// Connections that are open, and how many of them nobody uses.
    pub fn connections(&self) -> (u32, usize) {
        match self.postgres {
            Some(_) => (self.read.size(), self.read.num_idle()),
            None => (self.read.size() + self.write.size(), self.read.num_idle() + self.write.num_idle()),
        }
    }

    /// Waits for running queries and closes all connections.
    pub async fn close(&self) {
        self.write.close().await;
        self.read.close().await;
    }
}

/// Turns the breach of a unique constraint into what it means for the caller.
pub fn unless_taken<T>(done: Result<T, sqlx::Error>, taken: Error) -> Result<T> {
    match done {
        Err(sqlx::Error::Database(cause)) if cause.is_unique_violation() => Err(taken),
        other => Ok(other?),
    }
}

use std::future::ready;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tokio::time::timeout;

use super::{Db, private};
use crate::Result;
use crate::live::Hub;

/// How long a statement may take on PostgreSQL unless the operator says otherwise, in seconds.
pub const STATEMENT: u32 = 10;
/// How long a server may take to answer at the start.
const REACH: Duration = Duration::from_secs(5);
/// How long a request waits for a connection before the database counts as away.
const AWAY: Duration = Duration::from_secs(3);
/// The same on SQLite, where all who write wait for one another.
const QUEUE: Duration = Duration::from_secs(15);

/// What is in the way where connections do not stay ours.
const POOLER: &str = "the database is reached through a pooler that gives connections to others after every \
    transaction, such as PgBouncer with pool_mode = transaction. Use pool_mode = session, or the address of the server \
    itself";

/// The tables as this version knows them. What a newer one has added does no harm: while servers are updated one after
/// the other, those of before must be able to start.
fn migrations() -> Migrator {
    let mut migrations = sqlx::migrate!("src/db/migrations");
    migrations.set_ignore_missing(true);
    migrations
}

/// Where the database is and how many connections it may have.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:` with a file, or `postgres://…`.
    pub url: String,
    /// Most connections for reading on SQLite, and in all on PostgreSQL.
    pub connections: u32,
    /// How long a statement may take on PostgreSQL, in seconds; 0 for as long as it takes.
    pub statement_seconds: u32,
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{} is no SQLite database, or a damaged one", .0.display())]
    NotADatabase(PathBuf),
    #[error("{} cannot be opened: {}", .0.display(), .1)]
    File(PathBuf, sqlx::Error),
    #[error("the database at {0} does not answer: {1}")]
    Away(String, String),
    #[error("database_url cannot be used: {0}")]
    Url(sqlx::Error),
}

impl Options {
    /// The file of a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        let url = format!("sqlite:{}?mode=rwc", folder.join("guildhall.sqlite3").display());
        Self { url, connections: 8, statement_seconds: STATEMENT }
    }

    /// An address as the operator gives it.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), connections: 16, statement_seconds: STATEMENT }
    }
}

impl Db {
    /// Connects; does not migrate.
    pub async fn open(options: &Options) -> Result<Self, OpenError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let connect: AnyConnectOptions = options.url.parse().map_err(OpenError::Url)?;
        let postgres = options.url.starts_with("postgres");
        match postgres {
            true => reach(&connect).await?,
            false => look_into(&options.url, &connect).await?,
        }
        let read = pool(options, options.connections).connect_lazy_with(connect.clone());
        let write = if postgres { read.clone() } else { pool(options, 1).connect_lazy_with(connect) };
        let postgres = postgres.then(|| options.url.clone());
        Ok(Self { read, write, postgres, live: Hub::default() })
    }

    /// Connects and brings the tables up to date, for which statements may take as long as they need.
    pub async fn open_and_migrate(options: &Options) -> Result<Self, String> {
        let opened = async |options: &Options| Self::open(options).await.map_err(|cause| cause.to_string());
        let patient = opened(&Options { statement_seconds: 0, ..options.clone() }).await?;
        // Twice, as word may be late on a machine that has much to do.
        if !patient.keeps_connections().await? && !patient.keeps_connections().await? {
            return Err(POOLER.to_owned());
        }
        let migrated = patient.migrate().await;
        if patient.postgres.is_none() && migrated.is_ok() {
            return Ok(patient);
        }
        patient.close().await;
        migrated.map_err(|_| "cannot bring the database up to date; the cause stands above".to_owned())?;
        opened(options).await
    }

    /// Brings the tables up to date. Safe to run from several servers at once.
    pub async fn migrate(&self) -> Result<()> {
        migrations().run(&self.write).await.map_err(sqlx::Error::from)?;
        self.sort_alike().await?;
        self.index_names().await
    }

    /// How many migrations this program knows that the database has not seen.
    pub async fn pending_migrations(&self) -> Result<usize> {
        let applied: Result<Vec<i64>, _> =
            sqlx::query_scalar("select version from _sqlx_migrations where success").fetch_all(&self.read).await;
        let applied = applied.unwrap_or_default();
        Ok(migrations().iter().filter(|migration| !applied.contains(&migration.version)).count())
    }
}

/// Whether the server answers at all: a pool would try for long and not say why.
async fn reach(connect: &AnyConnectOptions) -> Result<(), OpenError> {
    let url = &connect.database_url;
    let at = format!("{}:{}", url.host_str().unwrap_or("localhost"), url.port().unwrap_or(5432));
    match timeout(REACH, AnyConnection::connect_with(connect)).await {
        Ok(Ok(connection)) => {
            // It was only to see whether there is one.
            let _ = connection.close().await;
            Ok(())
        }
        Ok(Err(cause)) => Err(OpenError::Away(at, cause.to_string())),
        Err(_) => Err(OpenError::Away(at, format!("not within {} seconds", REACH.as_secs()))),
    }
}

/// Whether the file is a database.
async fn look_into(url: &str, connect: &AnyConnectOptions) -> Result<(), OpenError> {
    let file = private::make(url).map_err(OpenError::Url)?;
    let looked = async {
        let mut connection = AnyConnection::connect_with(connect).await?;
        connection.execute("pragma schema_version").await?;
        connection.close().await
    };
    looked.await.map_err(|cause| match &cause {
        sqlx::Error::Database(said) if said.code().as_deref() == Some("26") => OpenError::NotADatabase(file),
        _ => OpenError::File(file, cause),
    })
}

fn pool(options: &Options, connections: u32) -> AnyPoolOptions {
    let postgres = options.url.starts_with("postgres");
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(if postgres { AWAY } else { QUEUE })
        .test_before_acquire(postgres)
        // A transaction that could not be undone, as on a full disk, would keep its connection from beginning another
        // for ever.
        .before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))));
    if postgres {
        let seconds = options.statement_seconds;
        return pool.after_connect(move |connection, _| {
            Box::pin(async move {
                // Every query finds a few rows by an index. With statistics from when a table was small PostgreSQL
                // walks through another table from its beginning to merge the two, and keeps that plan until the
                // statistics are renewed.
                connection.execute("set enable_mergejoin = off").await?;
                let limit = format!("set statement_timeout = '{seconds}s'");
                connection.execute(AssertSqlSafe(limit)).await?;
                Ok(())
            })
        });
    }
    pool.idle_timeout(None).max_lifetime(None).after_connect(|connection, _| {
        Box::pin(async move {
            for pragma in [
                "pragma journal_mode = wal",
                "pragma synchronous = full",
                "pragma foreign_keys = on",
                "pragma busy_timeout = 10000",
                "pragma cache_size = -8000",
                "pragma mmap_size = 268435456",
                "pragma temp_store = memory",
                // With statistics of single values, which a limit leaves out, every new value would be planned anew.
                "pragma analysis_limit = 1000",
            ] {
                connection.execute(pragma).await?;
            }
            Ok(())
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::db::test::db_test;

    db_test!(an_older_server_starts_on_what_a_newer_one_has_migrated, |db| async move {
        let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             select 999999, 'newer', success, checksum, execution_time from _sqlx_migrations where version = 1";
        sqlx::query(newer).execute(&db.write).await.unwrap();
        db.migrate().await.unwrap();
        assert_eq!(db.pending_migrations().await.unwrap(), 0);
    });
}

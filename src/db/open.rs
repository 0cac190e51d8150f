use std::future::ready;
use std::path::Path;
use std::sync::Once;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::Migrator;
use sqlx::{Connection, Executor};

use super::{Db, private};
use crate::Result;
use crate::live::Hub;

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
}

impl Options {
    /// The file of a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        let url = format!("sqlite:{}?mode=rwc", folder.join("guildhall.sqlite3").display());
        Self { url, connections: 8 }
    }

    /// An address as the operator gives it.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), connections: 16 }
    }
}

impl Db {
    /// Connects; does not migrate.
    pub async fn open(options: &Options) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let postgres = options.url.starts_with("postgres");
        if !postgres {
            private::make(&options.url)?;
        }
        let connect: AnyConnectOptions = options.url.parse()?;
        let read = pool(options.connections, postgres).connect_with(connect.clone()).await?;
        let write = match postgres {
            true => read.clone(),
            false => pool(1, postgres).connect_with(connect).await?,
        };
        let postgres = postgres.then(|| options.url.clone());
        Ok(Self { read, write, postgres, live: Hub::default() })
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

fn pool(connections: u32, postgres: bool) -> AnyPoolOptions {
    let options = AnyPoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(postgres)
        // A transaction that could not be undone, as on a full disk, would keep its connection from beginning another
        // for ever.
        .before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))));
    if postgres {
        return options.after_connect(|connection, _| {
            Box::pin(async move {
                // Every query finds a few rows by an index. With statistics from when a table was small PostgreSQL
                // walks through another table from its beginning to merge the two, and keeps that plan until the
                // statistics are renewed.
                connection.execute("set enable_mergejoin = off").await?;
                Ok(())
            })
        });
    }
    options.idle_timeout(None).max_lifetime(None).after_connect(|connection, _| {
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

//! Every store test runs on both databases: SQLite always, PostgreSQL when `GUILDHALL_TEST_POSTGRES` names a server.

use sqlx::{Connection, Executor};

use super::{Db, Options};

/// A database of its own for one test.
pub(crate) struct TestDb {
    pub db: Db,
    _folder: Option<tempfile::TempDir>,
}

/// An empty, migrated SQLite database in a temporary folder.
pub(crate) async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let db = Db::open(&Options::in_folder(folder.path())).await.expect("SQLite opens");
    db.migrate().await.expect("migrations run");
    TestDb { db, _folder: Some(folder) }
}

/// An empty, migrated PostgreSQL database, if there is a server.
pub(crate) async fn postgres() -> Option<TestDb> {
    let server = std::env::var("GUILDHALL_TEST_POSTGRES").ok()?;
    sqlx::any::install_default_drivers();
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let mut connection = sqlx::AnyConnection::connect(&server).await.expect("the test server answers");
    // Set up for a language, as servers often are: what is to be the same everywhere must not depend on that.
    let create = sqlx::AssertSqlSafe(format!(
        "create database {name} template template0 locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'"
    ));
    connection.execute(create).await.expect("a database is created");
    connection.close().await.expect("the connection closes");
    let (base, query) = server.split_once('?').map_or((server.as_str(), ""), |(base, query)| (base, query));
    let (host, _) = base.rsplit_once('/').expect("the URL names a database");
    let url = format!("{host}/{name}?{query}");
    let db = Db::open(&Options { connections: 4, ..Options::at(&url) }).await.expect("PostgreSQL opens");
    db.migrate().await.expect("migrations run");
    Some(TestDb { db, _folder: None })
}

/// `db_test!(name, |db| async move { … })`: one test on each database.
macro_rules! db_test {
    ($(#[$meta:meta])* $name:ident, |$db:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($db: crate::db::Db) {
                $body.await
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let test = crate::db::test::sqlite().await;
                body(test.db.clone()).await;
                test.db.close().await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let Some(test) = crate::db::test::postgres().await else {
                    eprintln!("no GUILDHALL_TEST_POSTGRES: this test ran on SQLite only");
                    return;
                };
                body(test.db.clone()).await;
                test.db.close().await;
            }
        }
    };
}
pub(crate) use db_test;

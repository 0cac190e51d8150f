//! A database that is away, hangs, or whose disk is full: a sentence, nothing lost, and it goes on by itself.

use std::sync::Arc;

use axum::http::StatusCode;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::test_server::{PASSWORD, TestServer};

/// What happens to everything that is on its way to the database.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wire {
    Whole,
    /// Nothing arrives any more, and nobody says so.
    Hung,
    /// Everything breaks off, and nobody answers.
    Cut,
}

/// A PostgreSQL database of its own behind a wire; `None` where there is no server.
async fn behind_a_wire(name: &str) -> Option<(TestServer, watch::Sender<Wire>)> {
    let Ok(url) = std::env::var("GUILDHALL_TEST_POSTGRES") else {
        eprintln!("no GUILDHALL_TEST_POSTGRES: a database that is away was not tried");
        return None;
    };
    let options: PgConnectOptions = url.parse().unwrap();
    let name = format!("{name}_{}", std::process::id());
    let mut made: PgConnection = options.connect().await.unwrap();
    for statement in [format!("drop database if exists {name} with (force)"), format!("create database {name}")] {
        made.execute(AssertSqlSafe(statement)).await.unwrap();
    }
    made.close().await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (wire, state) = watch::channel(Wire::Whole);
    tokio::spawn(carry(listener, (options.get_host().to_owned(), options.get_port()), state));
    let url = format!("postgres://{}@{at}/{name}", options.get_username());
    let server = TestServer::open_with(&["--database-url", &url, "--statement-timeout", "1"]).await;
    Some((server, wire))
}

async fn carry(listener: TcpListener, to: (String, u16), state: watch::Receiver<Wire>) {
    let to = Arc::new(to);
    loop {
        let (near, _) = listener.accept().await.unwrap();
        if *state.borrow() == Wire::Cut {
            continue;
        }
        let (to, state) = (to.clone(), state.clone());
        tokio::spawn(async move {
            let far = TcpStream::connect((to.0.as_str(), to.1)).await.unwrap();
            let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
            let mut cut = state.clone();
            tokio::select! {
                () = pass(near_in, far_out, state.clone()) => {}
                () = pass(far_in, near_out, state) => {}
                _ = cut.wait_for(|wire| *wire == Wire::Cut) => {}
            }
        });
    }
}

async fn pass(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    mut state: watch::Receiver<Wire>,
) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        let _ = state.wait_for(|wire| *wire != Wire::Hung).await;
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_or_hangs_is_said_and_comes_back_by_itself() {
    let Some((server, wire)) = behind_a_wire("away").await else { return };
    server.sign_up("ada").await;
    for broken in [Wire::Cut, Wire::Hung] {
        let visitor = server.visitor([192, 0, 2, 7]);
        let door = visitor.get("/signin").await;
        wire.send_replace(broken);
        let page = server.get("/orgs").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
        assert_eq!(page.header("retry-after"), "5");
        page.says("Nothing is lost");
        let asked = server.call("/do/app/pages/account/profile/save_profile", &[("display_name", "Ada")]).await;
        assert_eq!((asked.status, asked.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
        asked.says("\"away\"");
        assert_eq!(visitor.get("/@ada").await.status, StatusCode::SERVICE_UNAVAILABLE);
        let typed = visitor.send(&door, &[("login", "ada"), ("password", PASSWORD)]).await;
        assert_eq!(typed.status, StatusCode::SERVICE_UNAVAILABLE, "{}", typed.body);
        typed.says("Nothing is lost").says("value=\"ada\"");
        assert_eq!(server.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(server.get("/healthz").await.status, StatusCode::OK);

        wire.send_replace(Wire::Whole);
        let first = server.get("/orgs").await;
        assert_eq!(first.status, StatusCode::OK, "the first request after: {}", first.location());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_table_counts_as_away() {
    let Some((server, _wire)) = behind_a_wire("locked").await else { return };
    server.sign_up("ada").await;
    let mut locked = server.db.begin().await.unwrap();
    locked.execute("lock table accounts in access exclusive mode").await.unwrap();
    let page = server.get("/@ada").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
    drop(locked);
    assert_eq!(server.get("/@ada").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_full_disk_is_said_and_reading_goes_on() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    // SQLite says of this limit what it says of a full disk.
    let limit = async |pages: &str| {
        let mut tx = server.db.begin().await.unwrap();
        let pragma = format!("pragma max_page_count = {pages}");
        tx.execute(AssertSqlSafe(pragma)).await.unwrap();
        tx.commit().await.unwrap();
    };
    limit("1").await;
    let save = async |number: usize| {
        let name = format!("Ada {number}");
        server.fill("/account", &[("display_name", &name), ("description", &"widgets ".repeat(40))]).await
    };
    let mut full = save(0).await;
    for number in 1..200 {
        if full.status != StatusCode::SEE_OTHER {
            break;
        }
        full = save(number).await;
    }
    assert_eq!(full.status, StatusCode::INSUFFICIENT_STORAGE, "{}", full.body);
    full.says("the server’s disk is full").says("widgets widgets");
    assert_eq!(server.get("/account").await.status, StatusCode::OK, "reading goes on");
    limit("1000000").await;
    assert_eq!(save(200).await.status, StatusCode::SEE_OTHER, "and writing, once there is room");
}

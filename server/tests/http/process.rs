use axum::body::Body;
use std::io::Write;
use std::sync::Mutex;

use axum::http::{Method, StatusCode};

use crate::test_server::TestServer;

#[tokio::test]
async fn it_says_that_it_lives_and_whether_it_is_ready() {
    let server = TestServer::open().await;
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(server.get("/readyz").await.status, StatusCode::OK);
    server.db.close().await;
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    // An answer holds for a second.
    while server.get("/readyz").await.status != StatusCode::SERVICE_UNAVAILABLE {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn every_answer_has_a_number_of_its_own() {
    let server = TestServer::open().await;
    let (one, other) = (server.get("/signin").await, server.get("/healthz").await);
    assert_eq!(one.header("x-request-id").len(), 36);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn a_broken_database_gives_a_page_with_the_number() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    server.db.close().await;
    let broken = server.get("/orgs").await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    broken.says("Something broke on our side").says(broken.header("x-request-id"));
}

#[tokio::test]
async fn what_does_not_exist_is_a_page_that_says_so() {
    let server = TestServer::open().await;
    for path in ["/nothing", "/nothing/at/all", "/@nobody", "/@%00", "/do/nothing", "/pkg/nothing.js"] {
        let missing = server.get(path).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
        missing.says("</html>");
    }
}

#[tokio::test]
async fn development_pages_exist_in_development_only() {
    let server = TestServer::open().await;
    for page in ["/dev/mail", "/dev/components", "/dev"] {
        assert_eq!(server.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let server = TestServer::open_with(&["--dev"]).await;
    assert_eq!(server.get("/dev/mail").await.status, StatusCode::OK);
    // A foreign page may point a name of its own at this machine, and then reads what it gets.
    let foreign = server.get_with("/dev/mail", &[("host", "evil.example:3000")]).await;
    assert_eq!(foreign.status, StatusCode::MISDIRECTED_REQUEST);
    foreign.says("Only on this machine");
}

#[tokio::test]
async fn what_no_browser_asks_for_is_refused() {
    let server = TestServer::open().await;
    for (method, address, status) in [
        (Method::CONNECT, "hall.example:443", StatusCode::BAD_REQUEST),
        (Method::OPTIONS, "*", StatusCode::BAD_REQUEST),
        (Method::TRACE, "/signin", StatusCode::METHOD_NOT_ALLOWED),
        (Method::PUT, "/signin", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let refused = server.ask(method.clone(), address, &[("accept", "text/html")], Body::empty()).await;
        assert_eq!(refused.status, status, "{method} {address}: {}", refused.body);
        refused.says("</html>");
    }
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_line_of_the_log_names_address_and_user_and_no_secret() {
    let server = TestServer::open().await;
    let lines = tracing_subscriber::fmt().with_ansi(false).with_writer(|| Log).finish();
    let _logged = tracing::subscriber::set_default(lines);
    server.sign_up("ada").await;
    let stranger = server.visitor([192, 0, 2, 9]);
    // A line that another test reaches for the first time at that very moment may not know of this log yet, so all is
    // done once more.
    for _ in 0..2 {
        tracing::callsite::rebuild_interest_cache();
        server.get("/orgs?secret=open-sesame").await;
        stranger.sign_in("ada", "not her password").await;
        let wrong = [("current", "not her password"), ("new", "another set of brass wheels")];
        server.fill("/account/password", &wrong).await;
        // A password in the wrong field.
        stranger.sign_in("her-very-own-password", "").await;
        // What would begin a line of its own.
        stranger.sign_in("ada@example.com\nforged line", "not her password").await;
        stranger.get("/orgs%0aforged%0dline").await;
        let elsewhere = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
        server.post_with("/do/app/pages/account/profile/save_profile", &[], &elsewhere).await;
    }
    server.db.close().await;
    server.get("/orgs").await;
    tracing::callsite::rebuild_interest_cache();
    server.get("/orgs").await;
    let log = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
    let line = |parts: &[&str]| log.lines().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(line(&["answered", "path=\"/orgs\"", "address=\"192.0.2.1\"", "user=\"ada\""]), "{log}");
    assert!(line(&["guildhall::security", "sign-in failed", "address=192.0.2.9", "login=\"ada\""]), "{log}");
    assert!(line(&["guildhall::security", "wrong current password", "login=\"ada\""]), "{log}");
    assert!(line(&["guildhall::security", "refused", "status=403", "address=\"192.0.2.1\""]), "{log}");
    assert!(line(&["ERROR", "a query failed"]), "{log}");
    assert!(log.contains("forged") && log.lines().all(|line| !line.starts_with("forged")), "{log}");
    for secret in ["her-very-own-password", "open-sesame", "token=", "not her password"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[tokio::test]
async fn whoever_watches_reads_what_is_asked_and_what_waits_and_nobodys_name() {
    let server = TestServer::open().await;
    assert_eq!(server.get("/metrics").await.status, StatusCode::NOT_FOUND, "only at an address of its own");
    server.sign_up("ada").await;
    server.get("/orgs/no-such-place").await;
    server.get("/nowhere/at/all").await;
    guildhall::job::run_due(&server.db).await;
    let figures = server.figures().await;
    for line in [
        "guildhall_requests_total{route=\"/signup\",method=\"GET\",status=\"200\"} 1",
        "guildhall_requests_total{route=\"/orgs/{org}\",method=\"GET\",status=\"404\"} 1",
        "guildhall_requests_total{route=\"other\",method=\"GET\",status=\"404\"} 1",
        "guildhall_request_seconds_count{route=\"/signup\"} 1",
        "guildhall_mails_waiting 1",
        "guildhall_mails_held 0",
        "guildhall_job_next_timestamp_seconds{name=\"tidy\"} ",
        "guildhall_streams 0",
        "guildhall_database_up 1",
        "# EOF",
    ] {
        assert!(figures.contains(line), "{line} in {figures}");
    }
    assert!(!figures.contains("ada") && !figures.contains("no-such-place"), "{figures}");
    server.db.close().await;
    let figures = server.figures().await;
    assert!(figures.contains("guildhall_database_up 0") && !figures.contains("mails_waiting"), "{figures}");
}

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::hall::TestHall;

#[tokio::test]
async fn it_says_that_it_lives_and_whether_it_is_ready() {
    let hall = TestHall::open().await;
    assert_eq!(hall.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(hall.get("/readyz").await.status, StatusCode::OK);
    hall.db.close().await;
    assert_eq!(hall.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(hall.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn every_answer_has_a_number_of_its_own() {
    let hall = TestHall::open().await;
    let (one, other) = (hall.get("/signin").await, hall.get("/healthz").await);
    assert_eq!(one.header("x-request-id").len(), 36);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn a_broken_database_gives_a_page_with_the_number() {
    let hall = TestHall::open().await;
    hall.sign_up("ada").await;
    hall.db.close().await;
    let broken = hall.get("/orgs").await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    broken.says("Something broke on our side").says(broken.header("x-request-id"));
}

#[tokio::test]
async fn what_does_not_exist_is_a_page_that_says_so() {
    let hall = TestHall::open().await;
    for path in ["/nothing", "/nothing/at/all", "/@nobody", "/@%00", "/do/nothing", "/pkg/nothing.js"] {
        let missing = hall.get(path).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
        missing.says("</html>");
    }
}

#[tokio::test]
async fn development_pages_exist_in_development_only() {
    let hall = TestHall::open().await;
    for page in ["/dev/mail", "/dev/components", "/dev"] {
        assert_eq!(hall.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let hall = TestHall::open_with(&["--dev"]).await;
    assert_eq!(hall.get("/dev/mail").await.status, StatusCode::OK);
    // A foreign page may point a name of its own at this machine, and then reads what it gets.
    let foreign = hall.get_with("/dev/mail", &[("host", "evil.example:3000")]).await;
    assert_eq!(foreign.status, StatusCode::MISDIRECTED_REQUEST);
    foreign.says("Only on this machine");
}

#[tokio::test]
async fn what_no_browser_asks_for_is_refused() {
    let hall = TestHall::open().await;
    for (method, address, status) in [
        (Method::CONNECT, "hall.example:443", StatusCode::BAD_REQUEST),
        (Method::OPTIONS, "*", StatusCode::BAD_REQUEST),
        (Method::TRACE, "/signin", StatusCode::METHOD_NOT_ALLOWED),
        (Method::PUT, "/signin", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let refused = hall.ask(method.clone(), address, &[("accept", "text/html")], Body::empty()).await;
        assert_eq!(refused.status, status, "{method} {address}: {}", refused.body);
        refused.says("</html>");
    }
}

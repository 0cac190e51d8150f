use axum::http::StatusCode;

use crate::test_server::TestServer;

#[tokio::test]
async fn files_of_the_site_are_served_without_a_session() {
    let server = TestServer::open().await;
    for path in ["/favicon.svg", "/icons.svg"] {
        let file = server.get(path).await;
        if file.status == StatusCode::NOT_FOUND {
            // cargo-leptos has not built the site yet; the browser tests always have it.
            eprintln!("skipped: there is no site in target/site");
            return;
        }
        assert_eq!(file.header("content-type"), "image/svg+xml; charset=utf-8");
        assert_eq!(file.header("cache-control"), "public, max-age=3600");
        assert_eq!(file.header("vary"), "accept-encoding");
        let again = server.get_with(path, &[("if-none-match", file.header("etag"))]).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    }
}

#[tokio::test]
async fn the_style_of_a_page_is_there() {
    let server = TestServer::open().await;
    let page = server.get("/signin").await;
    let style = page.body.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let file = server.get(&style).await;
    if file.status == StatusCode::NOT_FOUND {
        eprintln!("skipped: there is no site in target/site");
        return;
    }
    assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
    // In a debug build; a release build's files stand below the hash of all of them and never change.
    assert_eq!(file.header("cache-control"), "no-cache");
    let of_another_build = style.replace("/pkg/", "/pkg/0123456789abcdef/");
    assert_eq!(server.get(&of_another_build).await.status, StatusCode::NOT_FOUND);
    let small = server.get_with(&style, &[("accept-encoding", "gzip;q=0.5, br")]).await;
    if !small.header("content-encoding").is_empty() {
        assert_eq!(small.header("content-encoding"), "br");
        assert!(small.bytes.len() < file.bytes.len());
        assert_ne!(small.header("etag"), file.header("etag"));
        let refused = server.get_with(&style, &[("accept-encoding", "br;q=0")]).await;
        assert_eq!(refused.header("content-encoding"), "");
    }
}

#[tokio::test]
async fn nothing_outside_the_site_is_served() {
    let server = TestServer::open().await;
    for path in [
        "/../Cargo.toml",
        "/pkg/../../Cargo.toml",
        "/pkg/%2e%2e/%2e%2e/Cargo.toml",
        "//etc/passwd.txt",
        "/pkg/..%2f..%2fx.txt",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("[workspace]"));
    }
}

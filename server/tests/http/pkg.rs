use std::path::{Path, PathBuf};

use axum::http::StatusCode;

use crate::test_server::TestServer;

/// The site is built before these tests, as `make test` does.
const NO_SITE: &str = "there is no site in target/site: `cargo leptos build --split` builds it";

#[tokio::test]
async fn files_of_the_site_are_served_without_a_session() {
    let server = TestServer::open().await;
    for path in ["/favicon.svg", "/icons.svg"] {
        let file = server.get(path).await;
        assert_eq!(file.status, StatusCode::OK, "{NO_SITE}");
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
    assert_eq!(file.status, StatusCode::OK, "{NO_SITE}");
    assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
    // In a debug build; a release build's files stand below the hash of all of them and never change.
    assert_eq!(file.header("cache-control"), "no-cache");
    let of_another_build = style.replace("/pkg/", "/pkg/0123456789abcdef/");
    assert_eq!(server.get(&of_another_build).await.status, StatusCode::NOT_FOUND);
}

/// A file of the site for one test, with what it is when it is compressed.
struct Probe(PathBuf);

impl Probe {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site").join(name);
        std::fs::write(&path, "plain").expect(NO_SITE);
        for ending in ["br", "gz"] {
            std::fs::write(path.with_extension(format!("txt.{ending}")), ending).unwrap();
        }
        Self(path)
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        for ending in ["txt", "txt.br", "txt.gz"] {
            let _ = std::fs::remove_file(self.0.with_extension(ending));
        }
    }
}

#[tokio::test]
async fn a_browser_gets_the_encoding_it_likes_best() {
    let server = TestServer::open().await;
    let name = format!("probe-{}.txt", std::process::id());
    let _probe = Probe::new(&name);
    let mut etags = Vec::new();
    for (accepted, encoding, body) in [
        ("", "", "plain"),
        ("br, gzip", "br", "br"),
        ("gzip;q=0.5, br", "br", "br"),
        ("gzip, br;q=0.5", "gzip", "gz"),
        ("br;q=0", "", "plain"),
    ] {
        let file = server.get_with(&format!("/{name}"), &[("accept-encoding", accepted)]).await;
        assert_eq!((file.header("content-encoding"), file.body.as_str()), (encoding, body), "{accepted:?}");
        etags.push(file.header("etag").to_owned());
    }
    etags.sort();
    etags.dedup();
    assert_eq!(etags.len(), 3, "one for each encoding");
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

use axum::body::Body;
use axum::http::{Method, StatusCode};
use server::router::addresses;

use crate::policy::filled;
use crate::test_server::{PASSWORD, TestServer};
use crate::texts;

#[tokio::test]
async fn browsers_are_told_what_to_refuse() {
    let server = TestServer::open().await;
    let page = server.get("/signin").await;
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("strict-transport-security"), "");
    assert!(page.header("permissions-policy").contains("camera=()"));
}

#[tokio::test]
async fn every_answer_says_its_type_and_its_letters_and_none_is_for_other_sites() {
    let stored = texts::stored().await;
    let server = stored.server().await;
    let warden = &stored.world.callers.iter().find(|caller| caller.0 == "admin").unwrap().2;
    for (method, path) in addresses() {
        if method != Method::GET {
            continue;
        }
        let from = [("accept", "text/html"), ("origin", "https://evil.example")];
        let path = filled(&stored.world, &path);
        let answer = server.holding(warden.as_ref()).begin(method, &path, &from, Body::empty()).await;
        let said = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        let kind = said("content-type");
        match kind.split(';').next().unwrap() {
            // Its own standard knows no other letters.
            "application/json" | "text/event-stream" => {}
            "" => assert!(answer.status().is_redirection(), "{path} says nothing of its type: {}", answer.status()),
            _ => assert!(kind.ends_with("; charset=utf-8"), "{path}: {kind}"),
        }
        assert_eq!(said("access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn scripts_run_only_with_the_nonce_of_their_page() {
    let server = TestServer::open().await;
    let nonce = |page: &crate::test_server::Answer| {
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned()
    };
    let (one, other) = (server.get("/signin").await, server.get("/signin").await);
    assert_ne!(nonce(&one), nonce(&other));
    let scripts: Vec<&str> = one.body.split("<script").skip(1).collect();
    assert!(!scripts.is_empty());
    for script in scripts {
        assert!(script.split('>').next().unwrap().contains(&nonce(&one)), "<script{script}");
    }
    for inline in [" style=\"", " onclick=", "<style"] {
        assert!(!one.body.contains(inline), "{inline}");
    }
}

#[tokio::test]
async fn what_is_no_page_runs_no_script() {
    let server = TestServer::open().await;
    let policy = server.get("/healthz").await.header("content-security-policy").to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"), "{policy}");
}

#[tokio::test]
async fn on_https_the_cookie_is_bound_to_the_host() {
    let server = TestServer::open_with(&["--base-url", "https://hall.example"]).await;
    server.sign_up("ada").await;
    let signed_in = server.visitor([192, 0, 2, 9]).sign_in("ada", PASSWORD).await;
    let cookie = signed_in.cookie("__Host-session");
    for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=7776000"] {
        assert!(cookie.contains(flag), "{cookie} without {flag}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(signed_in.cookie("__Host-device").contains("; HttpOnly; SameSite=Lax; Max-Age=34560000; Secure"));
    assert_eq!(server.get("/signin").await.header("strict-transport-security"), "max-age=31536000");
    let server = TestServer::open_with(&["--base-url", "https://hall.example", "--hsts-subdomains", "true"]).await;
    let hsts = server.get("/signin").await;
    assert_eq!(hsts.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
}

#[tokio::test]
async fn on_http_the_cookie_works_too() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let signed_in = server.visitor([192, 0, 2, 9]).sign_in("ada", PASSWORD).await;
    let cookie = signed_in.cookie("session");
    assert!(cookie.contains("; HttpOnly"), "{cookie}");
    assert!(!cookie.contains("Secure"), "{cookie}");
    assert_eq!(server.get("/orgs").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_and_answers_travel_compressed_for_whoever_can_read_it() {
    let stored = texts::stored().await;
    let server = stored.server_with(&["--dev"]).await;
    let ada = &stored.world.callers.iter().find(|caller| caller.0 == "primary").unwrap().2;
    let browser = server.holding(ada.as_ref());
    let answer = "/do/app/pages/people/list/read_people?org=acme";
    for path in ["/orgs/acme/people", answer, "/orgs/acme/people.csv", "/@acme"] {
        let plain = browser.get(path).await;
        assert_eq!(plain.header("content-encoding"), "", "{path}: nobody asked for it");
        let small = browser.get_with(path, &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
        assert_eq!(small.header("content-encoding"), "gzip", "{path}");
        assert!(small.header("vary").contains("accept-encoding"), "{path}");
        assert!(small.bytes.len() < plain.bytes.len(), "{path}: {} of {}", small.bytes.len(), plain.bytes.len());
    }
    let short = browser.get_with("/do/app/pages/account/sessions/own_sessions", &[("accept-encoding", "gzip")]).await;
    assert_eq!((short.header("content-encoding"), short.bytes.len() < 1_000), ("", true), "too small to gain by it");
    // A link that works stands there, and what others type as well.
    let mail = guildhall::mail::inbox(&server.db, Some("new@example.com")).await.unwrap().rows.remove(0).id;
    for path in [format!("/dev/mail/{mail}"), format!("/dev/mail/{mail}/letter")] {
        let secret = browser.get_with(&path, &[("accept-encoding", "gzip")]).await;
        assert_eq!((secret.status, secret.bytes.len() > 1_000), (StatusCode::OK, true), "{path}");
        assert_eq!(secret.header("content-encoding"), "", "{path} shows a secret");
        assert_eq!(secret.header("cache-control"), "no-store, no-transform", "{path}");
    }
}

const SHOW: &str = "/do/app/pages/projects/acts/show_project";

#[tokio::test]
async fn search_engines_are_shown_public_pages_alone() {
    let stored = texts::stored().await;
    let server = stored.server().await;
    let ada = &stored.world.callers.iter().find(|caller| caller.0 == "primary").unwrap().2;
    let owner = server.holding(ada.as_ref());
    let show = [("kind", "python"), ("project", "gearbox"), ("visibility", "public")];
    assert_eq!(owner.post(SHOW, &show).await.status, StatusCode::SEE_OTHER);
    for path in ["/", "/@ada", "/@acme", "/projects/python/gearbox"] {
        assert_eq!(server.get(path).await.header("x-robots-tag"), "", "{path}");
    }
    for path in ["/signin", "/search?q=gear", "/do/nothing"] {
        assert_eq!(server.get(path).await.header("x-robots-tag"), "noindex", "{path}");
    }
    for path in ["/orgs/acme", "/projects", "/projects/python/gearbox/access", "/account"] {
        assert_eq!(owner.get(path).await.header("x-robots-tag"), "noindex", "{path}");
    }
    let robots = server.get("/robots.txt").await.body;
    assert!(robots.contains("Disallow: /search\n") && robots.contains("Disallow: /orgs\n"), "{robots}");
}

#[tokio::test]
async fn public_pages_say_what_they_are_to_search_engines_and_chats() {
    let stored = texts::stored().await;
    let server = stored.server().await;
    let ada = &stored.world.callers.iter().find(|caller| caller.0 == "primary").unwrap().2;
    let owner = server.holding(ada.as_ref());
    let internal = owner.get("/projects/python/gearbox").await.body;
    assert!(!internal.contains("og:") && !internal.contains("canonical"), "{internal}");
    let show = [("kind", "python"), ("project", "gearbox"), ("visibility", "public")];
    owner.post(SHOW, &show).await;
    for (path, title) in [("/@acme", "(@acme)"), ("/projects/python/gearbox", "gearbox")] {
        let page = server.get(&format!("{path}?after=x")).await.body;
        let (head, body) = page.split_once("</head>").unwrap();
        let meta = |name: &str| {
            let (_, rest) =
                head.split_once(&format!("{name}\" content=\"")).unwrap_or_else(|| panic!("{name} in {head}"));
            rest.split_once('"').unwrap().0.to_owned()
        };
        let address = format!("{}{path}", server.base_url);
        assert!(head.contains(&format!("<link href=\"{address}\" rel=\"canonical\"")), "{head}");
        assert_eq!((meta("og:url"), meta("og:type")), (address, "website".into()));
        assert!(meta("og:title").contains(title), "{}", meta("og:title"));
        assert_eq!(head.matches("og:title").count(), 1, "{head}");
        assert_eq!(meta("name=\"description"), meta("og:description"));
        assert!(!meta("og:description").is_empty() && !body.contains("og:"));
    }
}

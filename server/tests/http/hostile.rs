use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::test_server::{Answer, PASSWORD, TestServer};

const SIGN_IN: &str = "/do/app/pages/entrance/signin/sign_in";
const SIGN_UP: &str = "/do/app/pages/entrance/signup/sign_up";
const CHANGE_PROFILE: &str = "/do/app/pages/account/profile/change_profile";

#[tokio::test]
async fn other_sites_cannot_post_in_a_persons_name() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let fields = [("display_name", "Mallory"), ("description", ""), ("link", "")];
    for from in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ] {
        let refused = server.post_with(CHANGE_PROFILE, &fields, &[&[("accept", "text/html")], from].concat()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{from:?}");
        refused.says("another site");
    }
    assert!(!server.get("/account").await.body.contains("Mallory"));
    let own = server.fill("/account", &[("display_name", "Ada L.")]).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
    server.get("/account").await.says("Ada L.");
}

#[tokio::test]
async fn a_field_sent_twice_is_refused() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let stranger = server.visitor([192, 0, 2, 9]);
    let fields = [("login", "nobody"), ("login", "ada"), ("password", PASSWORD)];
    let twice = stranger.call(SIGN_IN, &fields).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST, "{}", twice.body);
    assert_eq!(stranger.get("/orgs").await.status, StatusCode::SEE_OTHER, "not signed in");
    let twice = stranger.call(&format!("{SIGN_IN}?login=ada&password={}", "x"), &[]).await;
    assert!(twice.status.is_client_error(), "what stands in the address is no field of the form: {}", twice.body);
    let twice = server.call(CHANGE_PROFILE, &[("display_name", "Ada"), ("display_name", "Mallory")]).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST, "{}", twice.body);
}

#[tokio::test]
async fn what_changes_something_is_a_post() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    for path in [CHANGE_PROFILE, "/do/app/pages/entrance/signin/sign_out", SIGN_IN] {
        let answer = server.get(&format!("{path}?display_name=Mallory")).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    assert_eq!(server.get("/orgs").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn a_form_larger_than_256_kb_is_refused() {
    let server = TestServer::open().await;
    let large = "x".repeat(300 * 1024);
    let refused = server.post(SIGN_IN, &[("login", &large), ("password", "x")]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    refused.says("256 kB");
    let lied = server.ask(Method::POST, SIGN_IN, &[("content-length", "10")], Body::from(large.clone())).await;
    assert_eq!(lied.status, StatusCode::PAYLOAD_TOO_LARGE);
    let fits = server.post(SIGN_IN, &[("login", &large[..200 * 1024]), ("password", "x")]).await;
    assert!(fits.status.is_client_error() && fits.status != StatusCode::PAYLOAD_TOO_LARGE, "{}", fits.status);
}

#[tokio::test]
async fn bad_input_gets_a_clear_answer_and_never_a_500() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let long = "a".repeat(300);
    for value in [
        "\0",
        "a\0b",
        "\u{202e}",
        "аdmin",
        "<script>alert(1)</script>",
        "'; drop table users; --",
        &long,
        "\u{fffd}",
        "%00",
    ] {
        for path in [
            SIGN_IN,
            CHANGE_PROFILE,
            "/do/app/pages/entrance/signup/sign_up",
            "/do/app/pages/account/sessions/end_session",
        ] {
            let fields = [
                ("login", value),
                ("name", value),
                ("display_name", value),
                ("email", value),
                ("id", value),
                ("password", value),
            ];
            let answer = server.call(path, &fields).await;
            assert!(!answer.status.is_server_error(), "{path} with {value:?}: {}", answer.status);
        }
        let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        for page in ["/@", "/orgs/", "/applications/", "/verify?token=", "/signin?next="] {
            let answer = server.get(&format!("{page}{}", encoded.replace('+', "%20"))).await;
            assert!(!answer.status.is_server_error(), "{page} with {value:?}: {}", answer.status);
        }
    }
    for garbage in [&b"\xff\xfe%zz&&==&"[..], b"{\"login\":1}", b""] {
        for path in [SIGN_IN, CHANGE_PROFILE] {
            let form = [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html")];
            let answer = server.ask(Method::POST, path, &form, Body::from(garbage.to_vec())).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn one_address_cannot_try_for_ever() {
    let server = TestServer::open_with(&["--rate-limits=true"]).await;
    let (busy, other) = (server.visitor([192, 0, 2, 7]), server.visitor([192, 0, 2, 8]));
    let try_once = async || busy.call(SIGN_IN, &[("login", ""), ("password", "")]).await;
    for _ in 0..60 {
        assert_ne!(try_once().await.status, StatusCode::TOO_MANY_REQUESTS, "an office signs in");
    }
    let refused = until_refused(try_once).await;
    assert_eq!(refused.header("retry-after"), "1");
    refused.says("too_many");
    let page = until_refused(async || busy.post(SIGN_IN, &[("login", ""), ("password", "")]).await).await;
    page.says("Too many").says("</html>");
    assert_eq!(busy.get("/signin").await.status, StatusCode::OK);
    assert_ne!(other.call(SIGN_IN, &[("login", ""), ("password", "")]).await.status, StatusCode::TOO_MANY_REQUESTS);
}

/// The first answer that says to wait; every second there is room for one more.
async fn until_refused(ask: impl AsyncFn() -> Answer) -> Answer {
    for _ in 0..1_000 {
        let answer = ask().await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return answer;
        }
    }
    panic!("one address can try for ever");
}

#[tokio::test]
async fn behind_a_trusted_proxy_the_forwarded_address_counts() {
    let server = TestServer::open_with(&["--rate-limits=true", "--trusted-proxies", "192.0.2.0/28,10.0.0.0/8"]).await;
    let from = |address: &'static str| {
        let server = server.clone();
        async move { server.post_with(SIGN_UP, &[], &[("x-forwarded-for", address)]).await.status }
    };
    for _ in 0..10 {
        assert_ne!(from("1.1.1.1, 203.0.113.5, 10.0.0.1").await, StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(from("2.2.2.2, 203.0.113.5").await, StatusCode::TOO_MANY_REQUESTS, "the invented part changes nothing");
    assert_ne!(from("203.0.113.6").await, StatusCode::TOO_MANY_REQUESTS);
    let outside = server.visitor([198, 51, 100, 1]);
    for _ in 0..10 {
        outside.post_with(SIGN_UP, &[], &[("x-forwarded-for", "203.0.113.7")]).await;
    }
    let status = outside.post_with(SIGN_UP, &[], &[("x-forwarded-for", "203.0.113.8")]).await.status;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "nobody outside is believed");
}

#[tokio::test]
async fn whoever_comes_by_http_to_a_site_of_https_is_led_or_told() {
    let flags = ["--base-url", "https://hall.example", "--trusted-proxies", "192.0.2.0/28"];
    let server = TestServer::open_with(&flags).await;
    let by = |scheme: &'static str| [("x-forwarded-proto", scheme)];
    let led = server.get_with("/signin?next=%2Forgs", &by("http")).await;
    assert_eq!(led.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(led.location(), "https://hall.example/signin?next=%2Forgs");
    assert_eq!(server.get_with("/signin", &by("https")).await.status, StatusCode::OK);
    assert_eq!(server.get("/signin").await.status, StatusCode::OK, "nothing is known of how");

    let own = [("origin", "http://hall.example"), ("sec-fetch-site", "same-origin"), ("accept", "text/html")];
    let told = server.post_with(SIGN_IN, &[("login", "ada"), ("password", PASSWORD)], &own).await;
    assert_eq!(told.status, StatusCode::BAD_REQUEST);
    told.says("nobody stays signed in").says("Open https://hall.example instead.");
    let json = [own[0], own[1], ("accept", "application/json")];
    server.post_with(SIGN_IN, &[], &json).await.says("\"insecure\"");
    let outside = server.visitor([198, 51, 100, 1]);
    assert_eq!(outside.get_with("/signin", &by("http")).await.status, StatusCode::OK, "only a proxy is believed");
    // The reverse goes on, and is a word to the operator.
    let server = TestServer::open_with(&["--trusted-proxies", "192.0.2.0/28"]).await;
    assert_eq!(server.get_with("/signin", &by("https")).await.status, StatusCode::OK);
}

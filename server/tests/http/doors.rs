use axum::http::StatusCode;

use crate::test_server::{PASSWORD, TestServer};

#[tokio::test]
async fn signed_out_people_are_shown_the_door_and_come_back() {
    let server = TestServer::open().await;
    for page in ["/orgs", "/orgs/new", "/orgs/acme", "/account/sessions", "/notices", "/admin/mail", "/applications/x"]
    {
        let answer = server.get(page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(answer.location(), format!("/signin?next={}", page.replace('/', "%2F")));
    }
    server.sign_up("ada").await;
    let back = server
        .visitor([192, 0, 2, 9])
        .fill("/signin?next=%2Forgs%2Fnew", &[("login", "ada"), ("password", PASSWORD)])
        .await;
    assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, "/orgs/new"));
}

#[tokio::test]
async fn next_leads_only_to_this_site() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    for next in
        ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"]
    {
        let visitor = server.visitor([192, 0, 2, 9]);
        let page = visitor.get("/signin").await;
        let answer = visitor.send(&page, &[("login", "ada"), ("password", PASSWORD), ("next", next)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/orgs"), "{next}");
        let query: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        assert_eq!(visitor.get(&format!("/signin?next={query}")).await.location(), "/orgs", "{next}");
    }
}

#[tokio::test]
async fn signed_in_people_need_no_door() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    for (page, leads_to) in
        [("/", "/orgs"), ("/signin", "/orgs"), ("/signup", "/orgs"), ("/signin?next=%2Fnotices", "/notices")]
    {
        assert_eq!(server.get(page).await.location(), leads_to, "{page}");
    }
}

#[tokio::test]
async fn an_unknown_user_and_a_wrong_password_are_the_same() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let visitor = server.visitor([192, 0, 2, 9]);
    let (wrong, unknown) =
        (visitor.sign_in("ada", "not her password").await, visitor.sign_in("eve", "not her password").await);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.status, unknown.status);
    wrong.says("do not belong together");
    let same = |answer: &crate::test_server::Answer| {
        let nonce = answer.body.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let body = answer.body.replace(&nonce, "").replace("\"eve\"", "\"ada\"").replace("\\\"eve\\\"", "\\\"ada\\\"");
        body.split("__RESOLVED_RESOURCES[0]").next().unwrap().to_owned()
    };
    assert_eq!(same(&wrong), same(&unknown));
}

#[tokio::test]
async fn a_used_address_signs_up_like_any_other() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let visitor = server.visitor([192, 0, 2, 9]);
    let fields = |name, email| [("name", name), ("email", email), ("password", PASSWORD)];
    let used = visitor.fill("/signup", &fields("eve", "ada@example.com")).await;
    let fresh = visitor.fill("/signup", &fields("bob", "bob@example.com")).await;
    assert_eq!((used.status, used.location()), (StatusCode::SEE_OTHER, "/signup/sent"));
    assert_eq!((used.status, used.location(), &used.body), (fresh.status, fresh.location(), &fresh.body));
}

#[tokio::test]
async fn a_link_works_once() {
    let server = TestServer::open().await;
    let email = "ada@example.com";
    server.fill("/signup", &[("name", "ada"), ("email", email), ("password", PASSWORD)]).await;
    let link = server.mailed_link(email).await;
    assert_eq!(server.fill(&link, &[]).await.status, StatusCode::SEE_OTHER);
    let visitor = server.visitor([192, 0, 2, 9]);
    let again = visitor.get(&link).await;
    assert_eq!(again.status, StatusCode::GONE);
    again.says("This was done already");
    assert_eq!(visitor.get("/verify?token=short").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_link_followed_in_another_browser_asks_for_the_password() {
    let server = TestServer::open().await;
    let email = "ada@example.com";
    server.fill("/signup", &[("name", "not-ada"), ("email", email), ("password", PASSWORD)]).await;
    let link = server.mailed_link(email).await;
    // What a form asks while one types may be answered after the form itself, and must not take its browser's place.
    let fresh = server.visitor([192, 0, 2, 8]);
    let asked = fresh.call("/do/app/pages/entrance/new_password/measure_password", &[("password", PASSWORD)]).await;
    assert!(asked.headers.get("set-cookie").is_none());
    assert!(!server.get(&link).await.body.contains("type=\"password\""));
    let other = server.visitor([192, 0, 2, 9]);
    other.get(&link).await.says("not-ada").says("another browser");
    let wrong = other.fill(&link, &[("password", "her own idea of one")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.get("/orgs").await.status, StatusCode::SEE_OTHER, "nobody is signed in");
    assert_eq!(other.fill(&link, &[("password", PASSWORD)]).await.location(), "/orgs?done=welcome");
}

#[tokio::test]
async fn who_signs_in_again_in_one_browser_has_one_session() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    // A second tab that was opened before.
    let tab = server.visitor([192, 0, 2, 9]);
    let (one, other) = (tab.get("/signin").await, tab.get("/signin").await);
    tab.send(&one, &[("login", "ada"), ("password", PASSWORD)]).await;
    tab.send(&other, &[("login", "ada"), ("password", PASSWORD)]).await;
    let sessions = tab.get("/account/sessions").await;
    assert_eq!(
        sessions.body.matches("sessions/end_session").count(),
        1,
        "besides its own only the first: {}",
        sessions.body
    );
}

#[tokio::test]
async fn sign_out_ends_the_session_on_the_server_too() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let signed_in = server.visitor([192, 0, 2, 9]);
    let cookie = signed_in.sign_in("ada", PASSWORD).await.cookie("session").split(';').next().unwrap().to_owned();
    let out = signed_in.call("/do/app/pages/entrance/signin/sign_out", &[]).await;
    assert_eq!(out.status, StatusCode::OK, "{}", out.body);
    assert!(out.cookie("session").contains("Max-Age=0"));
    let kept = server.visitor([192, 0, 2, 10]).get_with("/orgs", &[("cookie", &cookie)]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "the old cookie opens nothing");
}

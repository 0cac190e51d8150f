use axum::http::StatusCode;
use guildhall::account;
use guildhall::token::Secret;

use crate::test_server::{PASSWORD, TestServer};
use crate::world::{actor, user};

const SIGN_UP: &str = "/do/app/pages/entrance/signup/sign_up";

#[tokio::test]
async fn a_form_that_cannot_be_taken_comes_back_as_it_was_typed() {
    let server = TestServer::open().await;
    let typed = [("name", "<b>\"&'"), ("email", "ada at home"), ("password", "short")];
    let again = server.fill("/signup", &typed).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("value=\"&lt;b&gt;").says("value=\"ada at home\"");
    again.says("Use the letters a to z").says("Write an e-mail address").says("Use at least 10 characters");
    assert!(!again.body.contains("\"short\""), "the password does not come back");
    assert!(!again.body.contains("<b>"), "what was typed is text");
    // The second try starts from the page that came back, whose address is not a page.
    let mended = server.send(&again, &[("name", "ada"), ("email", "ada@example.com"), ("password", PASSWORD)]).await;
    assert_eq!((mended.status, mended.location()), (StatusCode::SEE_OTHER, "/signup/sent"), "{}", mended.body);
}

#[tokio::test]
async fn without_the_hidden_field_the_referer_says_which_page() {
    let server = TestServer::open().await;
    let own = [("accept", "text/html"), ("sec-fetch-site", "same-origin")];
    for (referer, shows_form) in [
        ("http://127.0.0.1:3000/signup", true),
        ("http://evil.example/signup", false),
        ("http://127.0.0.1:3000.evil.example/signup", false),
    ] {
        let again = server.post_with(SIGN_UP, &[("name", "a")], &[&own[..], &[("referer", referer)]].concat()).await;
        assert_eq!(
            again.body.contains("Use 2 to 50 characters"),
            shows_form,
            "{referer}: {} {}",
            again.status,
            again.body
        );
    }
}

#[tokio::test]
async fn the_program_in_the_page_gets_the_error_and_its_status() {
    let server = TestServer::open().await;
    let answer = server.call(SIGN_UP, &[("name", "ada"), ("email", "x"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.header("content-type"), "application/json");
    answer.says("\"email\"").says("not_an_email");
    assert!(answer.headers.contains_key("serverfnerror"));
}

#[tokio::test]
async fn a_form_of_somebody_who_is_no_longer_signed_in_leads_to_the_door() {
    let server = TestServer::open().await;
    server.sign_up("ada").await;
    let page = server.get("/account").await;
    let stranger = server.visitor([192, 0, 2, 9]);
    let answer = stranger.send(&page, &[("display_name", "Mallory")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    answer.says("Username or e-mail").says("name=\"next\" value=\"/account\"");
    let call = stranger.call("/do/app/pages/account/profile/change_profile", &[("display_name", "Mallory")]).await;
    assert_eq!(call.status, StatusCode::UNAUTHORIZED);
    assert!(!server.get("/account").await.body.contains("Mallory"));
}

#[tokio::test]
async fn a_forged_error_in_a_link_says_nothing() {
    let server = TestServer::open().await;
    let plain = server.get("/signin").await;
    let forged =
        server.get("/signin?__path=%2Fdo%2Fapp%2Fpages%2Fentrance%2Fsignin%2Fsign_in&__err=Im5vdF9mb3VuZCI").await;
    assert_eq!(forged.status, StatusCode::OK);
    assert_eq!(plain.body.matches("class=\"alert").count(), forged.body.matches("class=\"alert").count());
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_a_session() {
    let server = TestServer::open().await;
    let ada = user(&server.db, "ada").await;
    let browser = server.holding(Some(&ada));
    let page = browser.get("/account").await;
    account::sign_out(&server.db, &actor(&server.db, &ada).await).await.unwrap();
    let typed = [("display_name", "Ada of the long form"), ("description", "Two\nlines"), ("link", "")];
    let door = browser.send(&page, &typed).await;
    assert_eq!(door.status, StatusCode::UNAUTHORIZED);
    door.says("Username or e-mail").says("name=\"next\" value=\"/account\"");
    assert!(!door.body.contains("of the long form"), "what was typed travels sealed");
    let wrong = browser.send(&door, &[("login", "ada"), ("password", "not this password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = browser.send(&wrong, &[("login", "ada"), ("password", PASSWORD)]).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.location());
    back.says("value=\"Ada of the long form\"").says("What you typed is still here");
    let session = Secret::parse(&back.cookie("session")["session=".len()..][..43]).expect("signed in");
    let saved = server.holding(Some(&session)).send(&back, &typed).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/account?done=profile_saved"));
    let profile = account::profile(&server.db, &actor(&server.db, &session).await).await.unwrap();
    assert_eq!((profile.display_name.as_str(), profile.description.as_str()), ("Ada of the long form", "Two\nlines"));
}

#[tokio::test]
async fn what_was_not_sealed_here_brings_nothing_along() {
    let server = TestServer::open().await;
    user(&server.db, "ada").await;
    for forged in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let fields = [("login", "ada"), ("password", PASSWORD), ("next", "/orgs"), ("kept", forged)];
        let signed_in = server.post("/do/app/pages/entrance/signin/sign_in", &fields).await;
        assert_eq!((signed_in.status, signed_in.location()), (StatusCode::SEE_OTHER, "/orgs"), "{forged:?}");
    }
}

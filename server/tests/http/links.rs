use axum::http::StatusCode;
use guildhall::access::Origin;
use guildhall::account;
use guildhall::text::{EmailAddress, Password};

use crate::test_server::{PASSWORD, TestServer};
use crate::world::{actor, mailed_secret, user};

/// What a link says that did its work: on opening, and when its form is sent once more.
async fn is_done(server: &TestServer, link: &str, act: &str, word: &str) {
    let page = server.get(link).await;
    assert_eq!(page.status, StatusCode::GONE, "{link}");
    page.says("This was done already").says(word).says("Go on");
    assert!(!page.body.contains("method=\"post\""), "nothing to press that fails: {link}");
    let token = link.split('=').nth(1).unwrap();
    let again =
        server.post(&format!("/do/app/pages/entrance/{act}"), &[("token", token), ("password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::GONE, "{act}");
}

#[tokio::test]
async fn a_link_that_has_done_its_work_says_so() {
    let server = TestServer::open().await;
    let db = &server.db;
    user(db, "ada").await;
    let confirm = server.mailed_link("ada@example.com").await;
    is_done(&server, &confirm, "verify/confirm_sign_up", "Your address is confirmed already").await;

    let (origin, old) = (Origin::new("192.0.2.9", "x"), EmailAddress::parse("ada@example.com").unwrap());
    account::forget(db, &origin, &old).await.unwrap();
    let reset = mailed_secret(db, "ada@example.com").await;
    account::reset_password(db, &origin, &reset, &Password::parse(PASSWORD).unwrap()).await.unwrap();
    let reset = format!("/reset?token={}", reset.expose());
    is_done(&server, &reset, "reset/reset_password", "This link has set a new password already").await;

    let ada = crate::world::session(db, "ada").await;
    let new = EmailAddress::parse("new-ada@example.com").unwrap();
    account::change_email(db, &actor(db, &ada).await, PASSWORD, &new).await.unwrap();
    let (to_new, to_old) = (mailed_secret(db, "new-ada@example.com").await, mailed_secret(db, "ada@example.com").await);
    account::confirm_email(db, &origin, &to_new).await.unwrap();
    let link = format!("/email/confirm?token={}", to_new.expose());
    is_done(&server, &link, "email_link/confirm_email", "Your new address is confirmed already").await;
    account::cancel_email_change(db, &origin, &to_old).await.unwrap();
    let link = format!("/email/cancel?token={}", to_old.expose());
    is_done(&server, &link, "email_link/cancel_email_change", "Your address was kept already").await;

    let set_up = account::needs_set_up(db).await.unwrap().expect("no admin yet");
    let link = format!("/setup?token={}", set_up.expose());
    assert_eq!(server.get(&link).await.status, StatusCode::OK);
    crate::world::admin(db, "warden").await;
    let page = server.get(&link).await;
    assert_eq!(page.status, StatusCode::GONE);
    page.says("This site is set up already");
}

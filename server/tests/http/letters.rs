use axum::http::StatusCode;
use guildhall::text::{AccountName, EmailAddress, Password};
use guildhall::{account, mail};

use crate::test_server::{PASSWORD, TestServer};

/// A site on which somebody signs up, and the page of the mail that this wrote.
async fn server_with_mail(flags: &[&str]) -> (TestServer, String) {
    let server = TestServer::open_with(flags).await;
    server.sign_up("ada").await;
    let newest = mail::inbox(&server.db, Some("ada@example.com")).await.unwrap().rows.remove(0);
    (server, newest.id.to_string())
}

#[tokio::test]
async fn a_mail_is_shown_in_a_frame_that_runs_nothing() {
    let (server, id) = server_with_mail(&["--dev"]).await;
    let page = server.get(&format!("/dev/mail/{id}")).await;
    page.says(&format!("src=\"/dev/mail/{id}/letter\""));
    assert!(page.header("content-security-policy").contains("frame-src 'self'"));
    let letter = server.get(&format!("/dev/mail/{id}/letter")).await;
    assert_eq!(letter.status, StatusCode::OK);
    let policy = letter.header("content-security-policy");
    for rule in ["default-src 'none'", "frame-ancestors 'self'", "sandbox allow-top-navigation-by-user-activation"] {
        assert!(policy.contains(rule), "{policy} without {rule}");
    }
    assert!(!policy.contains("script") && letter.header("cache-control") == "no-store, no-transform", "{policy}");
    letter.says("<base target=\"_top\">").says("token=");
}

#[tokio::test]
async fn mails_of_this_machine_are_for_development() {
    let (server, id) = server_with_mail(&[]).await;
    for path in [format!("/dev/mail/{id}"), format!("/dev/mail/{id}/letter")] {
        assert_eq!(server.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn site_admins_see_every_mail_and_no_secret() {
    let (ada, id) = server_with_mail(&[]).await;
    let (name, email) = (AccountName::parse("warden").unwrap(), EmailAddress::parse("warden@example.com").unwrap());
    account::create_admin(&ada.db, &name, &email, &Password::parse(PASSWORD).unwrap()).await.unwrap();
    let (warden, visitor) = (ada.visitor([192, 0, 2, 9]), ada.visitor([192, 0, 2, 10]));
    warden.sign_in("warden", PASSWORD).await;
    let path = format!("/admin/mail/{id}/letter");
    let letter = warden.get(&path).await;
    assert_eq!(letter.status, StatusCode::OK);
    letter.says("token=…");
    assert_eq!(visitor.get(&path).await.status, StatusCode::SEE_OTHER);
    let refused = ada.get(&path).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(!refused.body.contains("token="));
    assert!(refused.header("content-security-policy").contains("frame-ancestors 'self'"), "it is told in the frame");
    for forged in
        ["/admin/mail/x/letter", "/admin/mail/%00/letter", "/admin/mail/019aaaaa-0000-7000-8000-000000000000/letter"]
    {
        assert_eq!(warden.get(forged).await.status, StatusCode::NOT_FOUND, "{forged}");
    }
}

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use futures_util::StreamExt;
use guildhall::access::Role;
use guildhall::db::{Db, Options};
use guildhall::{account, admin, member};
use tokio::time::timeout;

use crate::test_server::TestServer;
use crate::world::{actor, admin, invite, join, name, org, user};

/// A failure rather than a wait without end.
const LONG: Duration = Duration::from_secs(30);

pub struct Ear(BodyDataStream);

impl Ear {
    /// The next word; `None` at the end of the stream.
    pub async fn word(&mut self) -> Option<String> {
        loop {
            let piece = timeout(LONG, self.0.next()).await.expect("a word in time")?.unwrap();
            let text = String::from_utf8(piece.to_vec()).unwrap();
            if let Some(word) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
                return Some(word.to_owned());
            }
        }
    }
}

pub async fn listen(server: &TestServer, path: &str) -> Ear {
    let response = server.begin(Method::GET, path, &[], Body::empty()).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    Ear(response.into_body().into_data_stream())
}

#[tokio::test]
async fn an_open_page_hears_of_what_others_do() {
    let server = TestServer::open().await;
    let (warden, ada, bob) =
        (admin(&server.db, "warden").await, user(&server.db, "ada").await, user(&server.db, "bob").await);
    let (warden, owner, member) =
        (actor(&server.db, &warden).await, actor(&server.db, &ada).await, actor(&server.db, &bob).await);
    org(&server.db, &warden, &owner, "acme").await;
    let far = i64::MAX / 2;
    let mut owners_page = listen(&server.holding(Some(&ada)), &format!("/live?org=acme&since={far}")).await;
    let mut bobs_page = listen(&server.holding(Some(&bob)), &format!("/live?since={far}")).await;
    invite(&server.db, &owner, "acme", "bob", Role::Member).await;
    assert_eq!(bobs_page.word().await.as_deref(), Some("user"), "the invited person hears of the invitation");
    assert!(["org", "user"].contains(&owners_page.word().await.unwrap().as_str()));
    join(&server.db, &owner, "acme", &member, Role::Member).await;
    assert!(owners_page.word().await.is_some(), "and the Owner of the answer");
}

#[tokio::test]
async fn what_happened_before_the_page_listened_is_told_at_once() {
    let server = TestServer::open().await;
    let (warden, ada) = (admin(&server.db, "warden").await, user(&server.db, "ada").await);
    let (warden, owner) = (actor(&server.db, &warden).await, actor(&server.db, &ada).await);
    org(&server.db, &warden, &owner, "acme").await;
    let ada = server.holding(Some(&ada));
    let mut heard = vec![];
    let mut ear = listen(&ada, "/live?org=acme&since=0").await;
    for _ in 0..2 {
        heard.extend(ear.word().await);
    }
    heard.sort();
    assert_eq!(heard, ["org", "user"]);
}

#[tokio::test]
async fn who_is_removed_or_signed_out_hears_that_and_then_nothing() {
    let server = TestServer::open().await;
    let (warden, ada, bob) =
        (admin(&server.db, "warden").await, user(&server.db, "ada").await, user(&server.db, "bob").await);
    let (warden, owner, bob_actor) =
        (actor(&server.db, &warden).await, actor(&server.db, &ada).await, actor(&server.db, &bob).await);
    org(&server.db, &warden, &owner, "acme").await;
    join(&server.db, &owner, "acme", &bob_actor, Role::Member).await;
    let far = i64::MAX / 2;
    let path = format!("/live?org=acme&since={far}");
    let mut bobs_page = listen(&server.holding(Some(&bob)), &path).await;
    member::remove(&server.db, &owner, &name("acme"), &name("bob"), "bob").await.unwrap();
    while let Some(word) = bobs_page.word().await {
        if word == "user" {
            break;
        }
    }
    invite(&server.db, &owner, "acme", "new@example.com", Role::Member).await;
    assert_eq!(bobs_page.word().await, None, "nothing of the organization, then the end");

    let mut owners_page = listen(&server.holding(Some(&ada)), &path).await;
    account::sign_out(&server.db, &owner).await.unwrap();
    assert_eq!(owners_page.word().await.as_deref(), Some("session"), "lists would be refused");
    assert_eq!(owners_page.word().await, None);
    assert_eq!(server.holding(Some(&ada)).head("/live").await, StatusCode::UNAUTHORIZED);
    assert_eq!(server.holding(None).head("/live").await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_is_suspended_by_another_process_hears_no_more() {
    let server = TestServer::open().await;
    let ada = user(&server.db, "ada").await;
    let mut page = listen(&server.holding(Some(&ada)), &format!("/live?since={}", i64::MAX / 2)).await;
    let relay = tokio::spawn({
        let db = server.db.clone();
        async move { db.relay().await }
    });
    // As the command line does, which has the file and none of the open pages.
    let other = Db::open(&Options::in_folder(server.folder())).await.unwrap();
    admin::suspend(&other, &name("ada"), true).await.unwrap();
    other.close().await;
    while let Some(word) = page.word().await {
        // What came before may be told as well.
        assert!(["user", "session"].contains(&word.as_str()), "{word}");
        if word == "session" {
            break;
        }
    }
    assert_eq!(page.word().await, None);
    relay.abort();
}

#[tokio::test]
async fn the_end_of_the_process_ends_the_streams() {
    let server = TestServer::open().await;
    let ada = user(&server.db, "ada").await;
    let mut ear = listen(&server.holding(Some(&ada)), &format!("/live?since={}", i64::MAX / 2)).await;
    server.db.live().close();
    assert_eq!(ear.word().await, None);
    assert_eq!(server.holding(Some(&ada)).head("/live").await, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn the_oldest_of_too_many_open_pages_asks_now_and_then_instead() {
    let server = TestServer::open().await;
    let (adas, bobs) = (user(&server.db, "ada").await, user(&server.db, "bob").await);
    let (ada, bob) = (server.holding(Some(&adas)), server.holding(Some(&bobs)));
    let far = format!("/live?since={}", i64::MAX / 2);
    let mut pages = Vec::new();
    for _ in 0..server::streams::MOST {
        pages.push(listen(&ada, &far).await);
    }
    let mut bobs = listen(&bob, &far).await;
    pages.push(listen(&ada, &far).await);
    let mut oldest = pages.remove(0);
    assert_eq!(oldest.word().await.as_deref(), Some("crowded"));
    assert_eq!(oldest.word().await, None, "and it ends");
    account::change_theme(&server.db, &actor(&server.db, &adas).await, account::Theme::Dark).await.unwrap();
    for page in &mut pages {
        assert_eq!(page.word().await.as_deref(), Some("user"), "the others stay alive");
    }
    server.db.live().close();
    assert_eq!(bobs.word().await, None, "nobody else was told anything");
}

//! Site admins among themselves, and the names they keep.

use axum::http::StatusCode;
use guildhall::admin::promote_here;

use crate::test_server::{PASSWORD, TestServer};
use crate::texts;
use crate::world::{self, admin, name, user};

/// The browser of a site admin, and of a user.
async fn two() -> (TestServer, TestServer) {
    let server = TestServer::open().await;
    let (warden, ada) = (admin(&server.db, "warden").await, user(&server.db, "ada").await);
    (server.holding(Some(&warden)), server.holding(Some(&ada)))
}

#[tokio::test]
async fn a_user_becomes_a_site_admin_and_stops_being_one() {
    let (warden, ada) = two().await;
    let alone = warden.get("/admin/admins").await;
    assert!(!alone.body.contains("remove=warden"), "the last one stays, so nothing offers otherwise");
    for (typed, answer) in [
        ("", "Fill this in"),
        ("not a name", "Use the letters a to z"),
        ("nobody", "There is no user of this name"),
        ("warden", "This user is a site admin already"),
    ] {
        let refused = warden.fill("/admin/admins", &[("user", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        refused.says(answer);
        assert!(typed.is_empty() || refused.body.contains(&format!("value=\"{typed}\"")), "{typed} is kept");
    }
    assert_eq!(ada.get("/admin/admins").await.status, StatusCode::NOT_FOUND);
    let done = warden.fill("/admin/admins", &[("user", "ada")]).await;
    assert_eq!(done.location(), "/admin/admins?done=admin_promoted", "{}", done.body);
    ada.get("/admin/admins").await.says("ada@example.com").says("warden@example.com");

    let question = ada.get("/admin/admins?remove=ada").await;
    question.says("Stop being a site admin?");
    let gone = ada.send(&question, &[("user", "ada")]).await;
    assert_eq!(gone.location(), "/orgs?done=admin_demoted", "{}", gone.body);
    assert_eq!(ada.get("/admin/admins").await.status, StatusCode::NOT_FOUND);
    // The page was open in another tab.
    assert_eq!(ada.send(&question, &[("user", "ada")]).await.status, StatusCode::NOT_FOUND);
    let stale = warden.get("/admin/admins?remove=ada").await;
    stale.says("This user is not a site admin. Nothing was changed.").says("Make somebody a site admin");
}

#[tokio::test]
async fn two_admins_remove_a_third_and_the_second_is_told() {
    let (warden, ada) = two().await;
    let bob = user(&warden.db, "bob").await;
    for username in ["ada", "bob"] {
        promote_here(&warden.db, &name(username)).await.unwrap();
    }
    let [first, second] = [warden.get("/admin/admins?remove=bob").await, ada.get("/admin/admins?remove=bob").await];
    first.says("Remove bob the Zebra (@bob) from the site admins?");
    let removed = warden.send(&first, &[("user", "bob")]).await;
    assert_eq!(removed.location(), "/admin/admins?done=admin_demoted", "{}", removed.body);
    let late = ada.send(&second, &[("user", "bob")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("This user is not a site admin. Nothing was changed.");
    assert_eq!(warden.holding(Some(&bob)).get("/admin").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn site_admins_are_made_and_removed_with_the_password_only() {
    let (warden, ada) = two().await;
    for (page, done) in [
        ("/admin/admins", "/admin/admins?done=admin_promoted"),
        ("/admin/admins?remove=ada", "/admin/admins?done=admin_demoted"),
    ] {
        world::hour_ago(&warden.db).await;
        let shown = warden.get(page).await;
        shown.says("name=\"password\"");
        let asked = warden.send(&shown, &[("user", "ada")]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        asked.says("Give it again to go on");
        assert_eq!(warden.send(&asked, &[("user", "ada"), ("password", PASSWORD)]).await.location(), done);
    }
    assert_eq!(ada.get("/admin").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_is_blocked_found_and_released() {
    let (warden, ada) = two().await;
    warden.get("/admin/names").await.says("No name is kept");
    for (typed, answer) in [("-", "Use 2 to 50 characters"), ("admin", "kept for the site itself"), ("ada", "is taken")]
    {
        let refused = warden.fill("/admin/names", &[("name", typed), ("reason", "A trade mark & more.")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        refused.says(answer).says(&format!("value=\"{typed}\"")).says("A trade mark &amp; more.");
    }
    let fields = [("name", "Acme-Widgets"), ("reason", "A trade mark & more.")];
    let blocked = warden.fill("/admin/names", &fields).await;
    assert_eq!(blocked.location(), "/admin/names?done=name_blocked", "{}", blocked.body);
    warden.get("/admin/names?q=acme.w").await.says("Acme-Widgets").says("Blocked: A trade mark &amp; more.");
    warden.get("/admin/names?q=widgets").await.says("No such name is kept");
    let taken = ada.visitor([192, 0, 2, 7]);
    let fields = [("name", "acme.widgets"), ("email", "new@example.com"), ("password", PASSWORD)];
    taken.fill("/signup", &fields).await.says("This name is taken");

    let question = warden.get("/admin/names?release=acme-widgets").await;
    question.says("Release the name Acme-Widgets?");
    let released = warden.send(&question, &[("name", "acme-widgets")]).await;
    assert_eq!(released.location(), "/admin/names?done=name_released", "{}", released.body);
    let twice = warden.send(&question, &[("name", "acme-widgets")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    twice.says("Nothing keeps this name any more");
    assert_eq!(taken.fill("/signup", &fields).await.location(), "/signup/sent");
    warden.get("/admin/names").await.says("Reserved by the sign-up of new@example.com");
    warden.get("/admin/names?release=acme-widgets").await.says("The sign-up of new@example.com comes to nothing");
}

#[tokio::test]
async fn mails_that_the_server_takes_none_of_stand_on_every_page_of_site_admins() {
    let stored = texts::stored().await;
    let server = stored.server().await;
    let warden = stored.world.callers.iter().find(|caller| caller.0 == "admin").unwrap().2.clone();
    let warden = server.holding(warden.as_ref());
    const BLOCKED: &str = "The mail server takes no mail of this site";
    assert!(!warden.get("/admin").await.body.contains(BLOCKED));
    let mut tx = server.db.begin().await.unwrap();
    let held = "update outbox set state = 'waiting', held_at = 1, error = '553 5.1.8 who are you?', next_at = $1
                where id in (select id from outbox order by id limit 2)";
    sqlx::query(held).bind(i64::MAX / 2).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let first = warden.get("/admin").await;
    first
        .says(BLOCKED)
        .says("553 5.1.8 who are you?")
        .says("mails wait. They go out by themselves once it takes them.");
    let mails = warden.get("/admin/mail").await;
    mails.says(BLOCKED);
    let tried = warden.post("/do/app/pages/admin/mail/send_held_mails", &[]).await;
    assert_eq!(tried.location(), "/admin/mail?done=held_sent");
    assert!(!warden.get("/admin/mail").await.body.contains(BLOCKED));
}

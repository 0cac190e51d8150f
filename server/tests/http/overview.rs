use axum::http::StatusCode;
use guildhall::access::Role;
use guildhall::clock::Timestamp;
use guildhall::db::Db;

use crate::test_server::TestServer;
use crate::world::{World, actor, admin, invite, join, org, user};

/// The invitation for an address, or of a user, ends so many hours from now.
async fn ends_in(db: &Db, hours: i64, email: &str) {
    let mut tx = db.begin().await.unwrap();
    let moved = sqlx::query("update invitations set expires_at = $1 where email = $2");
    let at = Timestamp::now().plus(hours * guildhall::clock::HOUR);
    moved.bind(at.0).bind(email).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_kind_of_member_reads_what_is_theirs_to_do() {
    let server = TestServer::open().await;
    let world = World::make(&server.db).await;
    ends_in(&server.db, 20, "new@example.com").await;
    for (kind, _, session) in &world.callers {
        let page = server.holding(session.as_ref()).get("/orgs/acme").await;
        let says = |text: &str| page.body.contains(text);
        let is_member = ["member", "billing", "manager", "owner", "primary"].contains(kind);
        assert_eq!(page.status == StatusCode::OK, is_member, "{kind}");
        if !is_member {
            continue;
        }
        let is_owner = ["owner", "primary"].contains(kind);
        page.says("Activity").says("of 50 seats").says("Owners").says("Managers").says("Billing managers");
        assert_eq!(says("Waiting for you"), is_owner, "{kind}");
        assert_eq!(says("The invitation for new@example.com expires in 20 hours."), is_owner, "{kind}");
        assert_eq!(says("asks you to become primary owner of The acme Zebra."), *kind == "owner", "{kind}");
        assert_eq!(says("<span class=\"k\">Invited</span>"), is_owner, "{kind}");
        assert_eq!(says("All of the audit log"), is_owner, "{kind}");
        assert_eq!(says("You are its primary owner"), *kind == "primary", "{kind}");
        assert!(!says("First steps"), "{kind}");
    }
}

#[tokio::test]
async fn an_offer_is_asked_about_once_on_a_page() {
    let server = TestServer::open().await;
    let world = World::make(&server.db).await;
    let olga = server.holding(world.callers.iter().find(|caller| caller.0 == "owner").unwrap().2.as_ref());
    let banner = "<div class=\"banner";
    assert!(!olga.get("/orgs/acme").await.body.contains(banner));
    olga.get("/orgs/acme/people").await.says(banner);
    olga.get("/orgs").await.says(banner);
}

#[tokio::test]
async fn a_new_organization_begins_with_three_steps_and_goes_on_to_what_waits() {
    let server = TestServer::open().await;
    let (warden, session) = (admin(&server.db, "warden").await, user(&server.db, "ada").await);
    let (warden, owner) = (actor(&server.db, &warden).await, actor(&server.db, &session).await);
    org(&server.db, &warden, &owner, "acme").await;
    let ada = server.holding(Some(&session));
    let page = ada.get("/orgs/acme").await;
    page.says("First steps")
        .says("<a class=\"btn primary\" href=\"/orgs/acme/people/invite\">Invite people</a>")
        .says("<a class=\"btn\" href=\"/@acme\">Open public page</a>")
        .says("<a class=\"btn\" href=\"/orgs/acme/projects\">See projects</a>")
        .says("</a> approved the organization</span>");
    assert!(!page.body.contains("Waiting for you") && !page.body.contains("<span class=\"v\">0"), "{}", page.body);

    let people: String = (0..16).map(|number| format!("p{number}@example.com\n")).collect();
    invite(&server.db, &owner, "acme", &people, Role::Member).await;
    for (number, hours) in [(0, -1), (1, -2), (2, 5), (3, 30), (4, 49)] {
        ends_in(&server.db, hours, &format!("p{number}@example.com")).await;
    }
    let page = ada.get("/orgs/acme").await;
    assert!(!page.body.contains("First steps"), "{}", page.body);
    page.says("2 invitations have expired.")
        .says("<a class=\"btn\" href=\"/orgs/acme/people?show=pending\">Re-send or remove</a>")
        .says("2 invitations expire within 2 days.")
        .says("The first in 5 hours.");
    assert!(!page.body.contains("seats are left"), "expired ones hold no seat");
    invite(&server.db, &owner, "acme", "q1@example.com", Role::Member).await;
    ada.get("/orgs/acme").await.says("4 of 20 seats are left.").says("15 are held by invitations.");
}

#[tokio::test]
async fn every_page_says_you_to_whoever_did_it_and_links_the_names() {
    let server = TestServer::open().await;
    let sessions = [admin(&server.db, "warden").await, user(&server.db, "ada").await, user(&server.db, "bob").await];
    let [warden, owner, bob] = [
        actor(&server.db, &sessions[0]).await,
        actor(&server.db, &sessions[1]).await,
        actor(&server.db, &sessions[2]).await,
    ];
    org(&server.db, &warden, &owner, "acme").await;
    invite(&server.db, &owner, "acme", "carol@example.com", Role::Billing).await;
    join(&server.db, &owner, "acme", &bob, Role::Manager).await;
    let [ada, bobs] = [1, 2].map(|number: usize| server.holding(Some(&sessions[number])));
    let (to_bob, to_carol) = (
        "invited <a href=\"/@bob\" dir=\"auto\">bob</a> as Manager",
        "invited <a href=\"/orgs/acme/people\" dir=\"auto\">carol@example.com</a> as Billing manager",
    );
    let overview = ada.get("/orgs/acme").await;
    for said in [to_bob, to_carol] {
        overview.says(&format!("<b>You</b> {said}"));
    }
    overview.says("<a class=\"plain\" href=\"/@bob\"><b><bdi>bob the Zebra</bdi></b>").says("joined as Manager");
    ada.get("/orgs/acme/log").await.says("<b>You</b>").says(to_bob).says(to_carol);
    ada.get("/account/log").await.says(
        "<b>You</b> invited <a href=\"/@bob\" dir=\"auto\">bob</a> to \
         <a href=\"/orgs/acme/people\" dir=\"auto\">The acme Zebra (@acme)</a> as Manager",
    );
    let notices = bobs.get("/notices").await;
    notices
        .says("invited you to <a href=\"/invitation?id=")
        .says("<b>You</b> joined <a href=\"/orgs/acme/people\" dir=\"auto\">The acme Zebra (@acme)</a> as Manager");
}

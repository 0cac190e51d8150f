use axum::body::Body;
use axum::http::{Method, StatusCode};
use guildhall::access::Role;
use guildhall::site::{SettingsForm, SiteSettings};
use guildhall::text::DisplayName;
use guildhall::{account, invitation, mail};

use crate::test_server::{PASSWORD, TestServer};
use crate::world::{self, World, actor, admin, invite, join, name, org, user};

/// A site with `acme` of ada, and ada's browser.
async fn acme() -> (TestServer, guildhall::access::Actor) {
    let server = TestServer::open().await;
    let (warden, ada) = (admin(&server.db, "warden").await, user(&server.db, "ada").await);
    let (warden, owner) = (actor(&server.db, &warden).await, actor(&server.db, &ada).await);
    org(&server.db, &warden, &owner, "acme").await;
    (server.holding(Some(&ada)), owner)
}

#[tokio::test]
async fn a_pasted_list_is_looked_at_before_it_is_sent_and_mended_in_its_place() {
    let (ada, owner) = acme().await;
    let bob = user(&ada.db, "bob").await;
    user(&ada.db, "carol").await;
    join(&ada.db, &owner, "acme", &actor(&ada.db, &bob).await, Role::Member).await;
    let people = "Name;E-mail\nDOE, Jane <jane@example.com>; jörg@example.com\nbob, nobody-at-all, carol";
    let sent =
        ada.fill("/orgs/acme/people/invite", &[("people", people), ("role", "manager"), ("message", "Hi")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let review = ada.get(sent.location()).await;
    review
        .says("Invite 2 people as Manager?")
        .says("4 lines would be left out")
        .says("DOE, Jane &lt;jane@example.com&gt;");
    for said in [
        "reads like the heading of a table",
        "Gets a mail with a link",
        "only addresses with plain letters before the @",
        "Is a member already",
        "No user has this name",
        "Gets a mail and a notice",
    ] {
        review.says(said);
    }
    assert!(!ada.get("/orgs/acme/people").await.body.contains("jane@example.com"), "nothing is sent yet");
    let mended = [
        ("line[0]", ""),
        ("line[1]", "DOE, Jane <jane@example.com>"),
        ("line[2]", "jörg@example.com"),
        ("line[3]", "bob"),
        ("line[4]", "joe@example.com"),
        ("line[5]", "carol"),
        ("out[5]", "5"),
    ];
    let done = ada.send(&review, &mended).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    ada.get(done.location()).await.says("2 invitations are on their way");
    let pending = ada.get("/orgs/acme/people").await;
    pending.says("DOE, Jane").says("jane@example.com").says("joe@example.com").says("by e-mail");
    assert_eq!(ada.send(&review, &mended).await.location(), done.location(), "a second click sends nothing more");
    let shown = ada.get(sent.location()).await;
    assert_eq!((shown.status, shown.location()), (StatusCode::FOUND, done.location()), "nor does another window");
}

#[tokio::test]
async fn another_list_in_a_form_that_was_sent_is_looked_at_too() {
    let (ada, _) = acme().await;
    let page = ada.get("/orgs/acme/people/invite").await;
    let form = |people| [("people", people), ("role", "member"), ("message", "")];
    let sent = ada.send(&page, &form("jane@example.com")).await;
    assert!(sent.location().contains("/invited/"), "{}", sent.location());
    let other = ada.send(&page, &form("one@example.com\ntwo@example.com")).await;
    assert!(other.location().contains("/invite/"), "{}", other.location());
    ada.get(other.location()).await.says("Invite 2 people as Member?");
}

#[tokio::test]
async fn what_was_mended_is_not_lost_when_the_form_comes_back() {
    let (ada, _) = acme().await;
    let sent = ada
        .fill("/orgs/acme/people/invite", &[("people", "one@here, two@here"), ("role", "member"), ("message", "")])
        .await;
    let review = ada.get(sent.location()).await;
    let again =
        ada.send(&review, &[("line[0]", "!!"), ("line[1]", "two@example.com"), ("out[1]", "1"), ("out[0]", "0")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("value=\"two@example.com\"").says("name=\"out[1]\" value=\"1\" checked");
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_a_word_beside_the_field() {
    let (ada, _) = acme().await;
    let many: String = (0..101).map(|number| format!("p{number}@example.com\n")).collect();
    for (fields, word) in [
        ([("people", ""), ("role", "member"), ("message", "")], "Fill this in"),
        ([("people", many.as_str()), ("role", "member"), ("message", "")], "That is more than 100"),
        ([("people", "bob"), ("role", "king"), ("message", "")], "Choose one of the options"),
        ([("people", "bob"), ("role", "member"), ("message", "a\u{0}b")], "Remove the invisible characters"),
    ] {
        let again = ada.fill("/orgs/acme/people/invite", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{word}");
        again.says(word).says(fields[0].1.lines().next().unwrap_or_default());
    }
    ada.get("/orgs/acme/people").await.says("1 member uses 1 of 20 seats.");
}

#[tokio::test]
async fn the_same_form_sent_twice_invites_once() {
    let (ada, _) = acme().await;
    let page = ada.get("/orgs/acme/people/invite").await;
    let fields = [("people", "jane@example.com"), ("role", "member"), ("message", "")];
    let (one, two) = (ada.send(&page, &fields).await, ada.send(&page, &fields).await);
    assert_eq!((one.status, one.location()), (two.status, two.location()));
    ada.get(two.location()).await.says("1 invitation is on its way");
}

#[tokio::test]
async fn an_invited_address_signs_up_from_the_link_and_needs_no_second_one() {
    let (ada, owner) = acme().await;
    invite(&ada.db, &owner, "acme", "jane@example.com", Role::Billing).await;
    let link = ada.mailed_link("jane@example.com").await;
    let jane = ada.visitor([192, 0, 2, 7]);
    let page = jane.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    page.says("You are invited as Billing manager")
        .says("ada the Zebra (@ada)")
        .says("Create an account for jane@example.com");
    let taken = jane.send(&page, &[("name", "ada"), ("password", PASSWORD)]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken.says("This name is taken").says("value=\"ada\"");
    let joined = jane.send(&page, &[("name", "jane"), ("password", PASSWORD)]).await;
    assert_eq!((joined.status, joined.location()), (StatusCode::SEE_OTHER, link.as_str()), "{}", joined.body);
    let page = jane.get(&link).await;
    page.says("You join as jane");
    assert_eq!(jane.get("/orgs/acme").await.status, StatusCode::NOT_FOUND, "looking joined nothing");
    let accepted = jane.send(&page, &[("id", ""), ("token", link.split('=').nth(1).unwrap())]).await;
    assert_eq!(accepted.location(), "/orgs/acme?done=joined", "{}", accepted.body);
    jane.get("/orgs/acme/people").await.says("jane").says("Billing manager");
    let again = ada.visitor([192, 0, 2, 8]).get(&link).await;
    assert_eq!(again.status, StatusCode::GONE);
    again.says("This invitation was accepted");
}

#[tokio::test]
async fn every_way_a_link_ends_has_a_page_of_its_own() {
    let server = TestServer::open().await;
    let world = World::make(&server.db).await;
    let of = |kind: &str| server.holding(world.callers.iter().find(|caller| caller.0 == kind).unwrap().2.as_ref());
    let (ivy, ada) = (of("invited"), of("primary"));
    let link = ivy.mailed_link("ivy@example.com").await;
    of("stranger").get(&link).await.says("This invitation is for somebody else");
    of("visitor").get(&link).await.says("You are invited as Member").says("Sign in to answer");
    ivy.get(&link).await.says("Join The acme Zebra").says("ada the Zebra (@ada)");
    let owner =
        actor(&server.db, world.callers.iter().find(|caller| caller.0 == "primary").unwrap().2.as_ref().unwrap()).await;
    invitation::send_again(&server.db, &owner, &name("acme"), &world.invitation).await.unwrap();
    let replaced = ivy.get(&link).await;
    assert_eq!(replaced.status, StatusCode::GONE);
    replaced.says("There is a newer link");
    let newer = ivy.mailed_link("ivy@example.com").await;
    let fields = [("org", "acme"), ("id", world.invitation.as_str())];
    let revoked = ada.call("/do/app/pages/people/pending/revoke_invitation", &fields).await;
    assert_eq!(revoked.status, StatusCode::OK);
    ivy.get(&newer).await.says("This invitation was revoked");
    let another = newer.replace("token=", "token=xx")[..newer.len()].to_owned();
    for tampered in [newer.replace("token=", "token=x"), another, "/invitation".into()] {
        let page = ivy.get(&tampered).await;
        assert_eq!(page.status, StatusCode::GONE, "{tampered}");
        page.says("This link leads to no invitation");
    }
}

#[tokio::test]
async fn another_organizations_invitation_is_not_found() {
    let server = TestServer::open().await;
    let world = World::make(&server.db).await;
    let (warden, eve) = (admin(&server.db, "warden-2").await, user(&server.db, "eve").await);
    let (warden, owner) = (actor(&server.db, &warden).await, actor(&server.db, &eve).await);
    org(&server.db, &warden, &owner, "eves-place").await;
    let eve = server.holding(Some(&eve));
    for function in ["revoke_invitation", "invite_again"] {
        let path = format!("/do/app/pages/people/pending/{function}");
        for id in [world.invitation.as_str(), "x", "", "0193fa00-0000-7000-8000-000000000000"] {
            let answer = eve.call(&path, &[("org", "eves-place"), ("id", id)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{function} {id:?}");
        }
    }
}

#[tokio::test]
async fn the_list_as_a_file_has_everybody_and_no_formula() {
    let (ada, owner) = acme().await;
    let bob = user(&ada.db, "bob").await;
    let bob = actor(&ada.db, &bob).await;
    let mut profile = account::profile(&ada.db, &bob).await.unwrap();
    profile.display_name = DisplayName::parse("=cmd|' /C calc'!A0").unwrap();
    account::change_profile(&ada.db, &bob, &profile).await.unwrap();
    join(&ada.db, &owner, "acme", &bob, Role::Member).await;
    let file = ada.get("/orgs/acme/people.csv").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"acme-people.csv\"");
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(lines[0], "\u{feff}username,name,role,primary owner,joined,last seen");
    assert!(lines[1].starts_with("bob,'=cmd|' /C calc'!A0,Member,no,"), "{}", lines[1]);
    assert!(lines[2].starts_with("ada,ada the Zebra,Owner,yes,"), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
    let some = ada.get("/orgs/acme/people.csv?q=LACE%27&role=king&sort=newest").await;
    assert_eq!(some.body.lines().count(), 1, "what the list does not show is not in its file");
    let managers = ada.get("/orgs/acme/people.jsonl?role=member").await;
    assert_eq!(managers.header("content-type"), "application/jsonl");
    let bob: serde_json::Value = serde_json::from_str(managers.body.trim_end()).unwrap();
    assert_eq!((&bob["username"], &bob["name"]), (&"bob".into(), &"=cmd|' /C calc'!A0".into()));
    ada.get("/orgs/acme/people?q=ada&role=owner").await.says("/orgs/acme/people.csv?q=ada&amp;role=owner");
}

#[tokio::test]
async fn several_are_changed_or_removed_after_one_confirmation() {
    let (ada, owner) = acme().await;
    for username in ["bob", "carol"] {
        let user = user(&ada.db, username).await;
        join(&ada.db, &owner, "acme", &actor(&ada.db, &user).await, Role::Member).await;
    }
    let page = "/orgs/acme/people/selected?who=bob&who=carol";
    ada.get(&format!("{page}&act=role&role=manager")).await.says("Make 2 people Managers?");
    let changed = ada.fill(&format!("{page}&act=role&role=manager"), &[("role", "manager")]).await;
    assert_eq!(changed.location(), "/orgs/acme/people?done=roles_changed", "{}", changed.body);
    let wrong = ada.fill(&format!("{page}&act=remove"), &[("typed", "bob")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("Type it exactly as it stands above");
    let removed = ada.fill(&format!("{page}&act=remove"), &[("typed", "acme")]).await;
    assert_eq!(removed.location(), "/orgs/acme/people?done=all_removed", "{}", removed.body);
    ada.get("/orgs/acme/people").await.says("1 member uses 1 of 20 seats.");
    ada.get("/orgs/acme/people/selected").await.says("Nobody is selected");
}

#[tokio::test]
async fn a_member_reads_nothing_of_whom_others_invited() {
    let stored = crate::texts::stored().await;
    let server = stored.server().await;
    let session = |caller: &str| stored.world.callers.iter().find(|one| one.0 == caller).unwrap().2.as_ref();
    invite(
        &server.db,
        &actor(&server.db, session("primary").unwrap()).await,
        "acme",
        "secret@example.com",
        Role::Member,
    )
    .await;
    for (caller, reads) in
        [("member", false), ("billing", false), ("manager", false), ("owner", true), ("primary", true)]
    {
        let browser = server.holding(session(caller));
        let question = "/do/app/pages/org/overview/org_overview?org=acme";
        let answer = browser.ask(Method::GET, question, &[("accept", "application/json")], Body::empty()).await;
        assert_eq!(answer.status, StatusCode::OK, "{caller}");
        for answer in [answer, browser.get("/orgs/acme").await] {
            assert_eq!(answer.body.contains("secret@example.com"), reads, "{caller}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn what_changes_people_asks_for_a_password_given_long_ago() {
    let (ada, owner) = acme().await;
    let bob = user(&ada.db, "bob").await;
    join(&ada.db, &owner, "acme", &actor(&ada.db, &bob).await, Role::Member).await;
    let hour_ago = async || world::hour_ago(&ada.db).await;
    let again = |answer: &crate::test_server::Answer, kept: &str| {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.says("Give it again to go on").says("name=\"password\"").says(kept);
    };

    hour_ago().await;
    let asked = ada.fill("/orgs/acme/people/invite", &[("people", "new@example.com"), ("role", "owner")]).await;
    again(&asked, "new@example.com");
    let wrong = ada.send(&asked, &[("people", "new@example.com"), ("role", "owner"), ("password", "wrong")]).await;
    wrong.says("That is not your current password");
    let fields = [("people", "new@example.com"), ("role", "owner"), ("password", PASSWORD)];
    assert_eq!(ada.send(&wrong, &fields).await.status, StatusCode::SEE_OTHER);

    hour_ago().await;
    // A role in the list has no room for it, so another page asks, and keeps what was chosen.
    let led = ada.fill("/orgs/acme/people/@bob", &[("role", "manager")]).await;
    assert_eq!(led.location(), "/orgs/acme/people/selected?who=bob&role=manager", "{}", led.body);
    ada.get(led.location()).await.says("Make 1 person Manager?").says("name=\"password\"");
    let changed = ada.fill(led.location(), &[("role", "manager"), ("password", PASSWORD)]).await;
    assert_eq!(changed.location(), "/orgs/acme/people?done=roles_changed", "{}", changed.body);

    hour_ago().await;
    let sent = ada.get("/orgs/acme/people.csv").await;
    assert_eq!(sent.location(), "/account/confirm?next=%2Forgs%2Facme%2Fpeople", "{}", sent.body);
    let back = ada.fill(sent.location(), &[("password", PASSWORD)]).await;
    assert_eq!(back.location(), "/orgs/acme/people?done=confirmed", "{}", back.body);
    assert_eq!(ada.get("/orgs/acme/people.csv").await.status, StatusCode::OK);

    hour_ago().await;
    let asked = ada.fill("/orgs/acme/people/@bob", &[("typed", "bob")]).await;
    again(&asked, "value=\"bob\"");
    let removed = ada.send(&asked, &[("typed", "bob"), ("password", PASSWORD)]).await;
    assert_eq!(removed.location(), "/orgs/acme/people?done=removed", "{}", removed.body);
}

#[tokio::test]
async fn settings_of_the_site_ask_for_a_password_given_long_ago() {
    let server = TestServer::open().await;
    let warden = server.holding(Some(&admin(&server.db, "warden").await));
    world::hour_ago(&server.db).await;
    let form = SettingsForm { community_seats: "77".into(), ..SettingsForm::from(&SiteSettings::default()) };
    let form = serde_json::to_value(&form).unwrap();
    let mut fields: Vec<_> =
        form.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let asked = warden.fill("/admin/settings", &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says("Give it again to go on").says("value=\"77\"");
    fields.push(("password", PASSWORD));
    let saved = warden.send(&asked, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn an_address_that_no_mail_reaches_is_corrected_from_the_list() {
    let (ada, owner) = acme().await;
    invite(&ada.db, &owner, "acme", "zoe@exmaple.com", Role::Member).await;
    let mail = mail::inbox(&ada.db, Some("zoe@exmaple.com")).await.unwrap().rows.remove(0).id;
    world::give_up(&ada.db, &mail).await;
    guildhall::job::run_due(&ada.db).await;
    ada.get("/notices").await.says("could not deliver").says("zoe@exmaple.com");
    let list = ada.get("/orgs/acme/people?show=pending").await;
    list.says("Not delivered").says("Correct…");
    ada.get("/orgs/acme").await.says("The mail of the invitation for zoe@exmaple.com was not delivered");
    let id = list.body.split("correct=").nth(1).unwrap()[..36].to_owned();
    let page = ada.get(&format!("/orgs/acme/people?show=pending&correct={id}")).await;
    page.says("The mail server said").says("value=\"zoe@exmaple.com\"");
    let wrong = ada.send(&page, &[("email", "zoe at home")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("Write an e-mail address").says("value=\"zoe at home\"");
    let sent = ada.send(&wrong, &[("email", "zoe@example.com")]).await;
    assert_eq!(sent.location(), "/orgs/acme/people?show=pending&done=invitation_corrected", "{}", sent.body);
    let list = ada.get("/orgs/acme/people?show=pending").await;
    assert!(!list.body.contains("exmaple") && !list.body.contains("Not delivered"));
    list.says("zoe@example.com");
    ada.get(&format!("/orgs/acme/people?correct={id}")).await.says("answered, revoked or replaced");

    user(&ada.db, "bob").await;
    invite(&ada.db, &owner, "acme", "bob", Role::Member).await;
    let list = ada.get("/orgs/acme/people?show=pending").await;
    let of_bob = list.body.split("revoke=").nth(1).unwrap()[..36].to_owned();
    let forged = ada.get(&format!("/orgs/acme/people?correct={of_bob}")).await;
    assert!(!forged.body.contains("Correct the address"), "a user has no address to be corrected");
}

use super::store::{days_pass, expire, invariants, invitations};
use super::verbs::*;
use crate::Error;
use crate::access::Role;
use crate::account::{self, Profile};
use crate::admin;
use crate::application::{ProposalForm, Submitted};
use crate::clock::Timestamp;
use crate::db::test::db_test;
use crate::error::{Rule, Stale};
use crate::id::{BatchId, InvitationId};
use crate::invitation::{self, Invitee, Outcome, lines};
use crate::log;
use crate::site::{SettingsForm, SiteSettings};
use crate::text::{Description, DisplayName};

db_test!(a_name_is_invited_however_it_is_written, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob-the.builder"]).await;
    org(&db, &ada, "acme").await;
    let outcome = invite(&db, &ada, "ACME", "@BOB_the-Builder", Role::Manager).await;
    assert_eq!(outcome, Ok(vec![Outcome::Invited]));
    let waiting = invitation::waiting(&db, &bob).await.unwrap().remove(0);
    assert_eq!((waiting.org.name, waiting.role), (name("acme"), Role::Manager));
    assert_eq!(waiting.to, Invitee::User(name("bob-the.builder")), "as its holder writes it");
    assert_eq!(waiting.inviter.map(|inviter| inviter.name), Some(name("ada")));
    let told = mails(&db, "bob-the.builder@example.com").await;
    assert_eq!(told, ["ada invited you to The acme people (@acme) as Manager"]);
    assert_eq!(
        viewer(&db, &sign_in(&db, "bob-the.builder", PASSWORD).await.unwrap()).await.waiting,
        1,
        "the banner is on every page"
    );
});

db_test!(an_address_is_invited_whether_or_not_it_has_a_user, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    let list = "Bob <BOB@example.com>, zoe@example.com";
    let outcomes = invite(&db, &ada, "acme", list, Role::Member).await;
    assert_eq!(outcomes, Ok(vec![Outcome::Mailed; 2]), "nothing tells which of them has a user");
    let pending = pending(&db, &ada, "acme", None).await.unwrap().rows;
    let called = |at: usize| pending[at].called.as_ref().map(DisplayName::as_str);
    assert_eq!((called(0), called(1)), (None, Some("Bob")), "what whoever invited wrote beside the address");
    let log = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert!(log.iter().all(|event| !event.change.phrase().to_string().contains("bob ")), "{log:?}");
    let waiting = invitation::waiting(&db, &bob).await.unwrap();
    assert_eq!(waiting[0].to, Invitee::Address(address("BOB@example.com")), "the verified address is the proof");
    invitation::accept(&db, &bob, &own(&db, &bob, "acme").await).await.unwrap();
    invariants(&db, "acme").await;
});

db_test!(each_line_is_answered_for_itself, |db| async move {
    let [ada, _, carol, _, eve, _] = people(&db, ["ada", "bob", "carol", "dave", "eve", "finn"]).await;
    let acme = org(&db, &ada, "acme").await;
    join(&db, &ada, &carol, "acme", Role::Member).await;
    invite(&db, &ada, "acme", "dave", Role::Owner).await.unwrap();
    admin::suspend(&db, &eve.name, true).await.unwrap();
    seats(&db, &acme, 5).await;
    let list = "Carol, dave, nobody, <b>, eve, bob\nCAROL@example.com, not@valid, zoe@example.com\nfinn";
    use Outcome::*;
    let outcomes = invite(&db, &ada, "acme", list, Role::Member).await.unwrap();
    let expected = [
        AlreadyMember,
        AlreadyInvited,
        UnknownUser,
        NotValid,
        UnknownUser,
        Invited,
        AlreadyMember,
        NotValid,
        Mailed,
        NoSeat,
    ];
    assert_eq!(outcomes, expected);
    assert!(mails(&db, "finn@example.com").await.is_empty());
    assert!(mails(&db, "eve@example.com").await.is_empty());
    invariants(&db, "acme").await;
});

db_test!(one_person_gets_five_links_a_day, |db| async move {
    let [ada, _] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    for _ in 0..4 {
        assert_eq!(invite(&db, &ada, "acme", "bob", Role::Member).await, Ok(vec![Outcome::Invited]));
        let id = invitations(&db, "acme").await.pop().unwrap();
        invitation::revoke(&db, &ada, &name("acme"), &id).await.unwrap();
    }
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    let id = invitations(&db, "acme").await.pop().unwrap();
    let again = invitation::send_again(&db, &ada, &name("acme"), &id).await;
    assert_eq!(again, Err(Error::Refused(Rule::InvitedEnough)));
    invitation::revoke(&db, &ada, &name("acme"), &id).await.unwrap();
    assert_eq!(invite(&db, &ada, "acme", "bob", Role::Member).await, Ok(vec![Outcome::TooOften]));
    days_pass(&db, 1).await;
    assert_eq!(invite(&db, &ada, "acme", "bob", Role::Member).await, Ok(vec![Outcome::Invited]));
});

db_test!(an_organization_sends_so_many_a_day_and_for_so_many_days, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    org(&db, &ada, "acme").await;
    set_limits(&db, &warden, 2, 1).await;
    let outcomes = invite(&db, &ada, "acme", "a@example.com b@example.com c@example.com", Role::Member).await;
    assert_eq!(outcomes, Ok(vec![Outcome::Mailed, Outcome::Mailed, Outcome::EnoughToday]));
    let pending = pending(&db, &ada, "acme", None).await.unwrap().rows;
    assert_eq!(pending[0].expires_at, pending[0].invited_at.plus(crate::clock::DAY));
    assert_eq!(invitation::days(&db, &ada, &name("acme")).await, Ok(1));
    let again = invitation::send_again(&db, &ada, &name("acme"), &pending[0].id).await;
    assert_eq!(again, Err(Error::Refused(Rule::InvitedEnough)));
});

async fn set_limits(db: &crate::db::Db, warden: &crate::access::Actor, daily: i64, days: i64) {
    let settings = SiteSettings { daily_invitations: daily, invitation_days: days, ..SiteSettings::default() };
    admin::change_settings(db, warden, &SettingsForm::from(&settings)).await.unwrap();
}

db_test!(the_same_form_sent_twice_invites_once, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &carol, "acme", Role::Owner).await;
    let (acme, form, list) = (name("acme"), BatchId::new(), lines("bob nobody").unwrap());
    let send = async |owner, list: &[_]| {
        invitation::send(&db, owner, &acme, &form, list, Role::Member, &greeting("")).await.unwrap()
    };
    let (first, second) = (send(&ada, &list).await, send(&ada, &list).await);
    assert_eq!((&first, &second), (&form, &form));
    assert_eq!(mails(&db, bob.email.as_str()).await.len(), 1);
    let answers = invitation::batch(&db, &ada, &acme, &form).await.unwrap().answers;
    assert_eq!(answers[0].outcome, Outcome::Invited, "the second click sees what the first did");
    assert_eq!(answers[1].text, "nobody");
    let other = send(&ada, &lines("bob").unwrap()).await;
    assert_ne!(other, form, "another list from the same page is another act");
    let others = send(&carol, &list).await;
    assert_ne!(others, form, "and so is another Owner's");
    let foreign = invitation::batch(&db, &carol, &acme, &form).await;
    assert_eq!(foreign.err(), Some(Error::NotFound), "who was invited by whom is for the inviter");
});

db_test!(a_personal_organization_invites_nobody, |db| async move {
    let [ada, _] = people(&db, ["ada", "bob"]).await;
    let form = ProposalForm { kind: "personal".into(), members: "".into(), purpose: "".into(), ..community("ada-own") };
    assert!(matches!(apply(&db, &ada, &form).await, Ok(Submitted::Founded(_))));
    let refused = invite(&db, &ada, "ada-own", "bob", Role::Member).await;
    assert_eq!(refused, Err(Error::Refused(Rule::Personal)));
});

db_test!(an_expired_invitation_holds_no_seat, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    let acme = org(&db, &ada, "acme").await;
    seats(&db, &acme, 2).await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    assert_eq!(invite(&db, &ada, "acme", "carol", Role::Member).await, Ok(vec![Outcome::NoSeat]));
    expire(&db, "acme").await;
    assert!(invitation::waiting(&db, &bob).await.unwrap().is_empty());
    let first = invitations(&db, "acme").await.remove(0);
    assert_eq!(invite(&db, &ada, "acme", "carol", Role::Member).await, Ok(vec![Outcome::Invited]));
    let again = invitation::send_again(&db, &ada, &name("acme"), &first).await;
    assert_eq!(again, Err(Error::Refused(Rule::NoSeat)), "to send it again it needs a seat");
    seats(&db, &acme, 3).await;
    invitation::send_again(&db, &ada, &name("acme"), &first).await.unwrap();
    for user in [&bob, &carol] {
        invitation::accept(&db, user, &own(&db, user, "acme").await).await.unwrap();
    }
    invariants(&db, "acme").await;
});

db_test!(an_expired_invitation_is_removed_without_a_word, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    expire(&db, "acme").await;
    let acme = name("acme");
    let page = pending(&db, &ada, "acme", None).await.unwrap();
    assert_eq!((page.count, page.rows[0].expired), (1, true), "it is shown as what it is");
    invitation::revoke(&db, &ada, &acme, &page.rows[0].id).await.unwrap();
    assert_eq!(mails(&db, bob.email.as_str()).await.len(), 1, "only the invitation itself");
    let log = log::of_org(&db, &ada, &acme, None).await.unwrap().lines;
    assert!(
        matches!(log[0].change, log::Change::Invitation(invitation::Change::InvitationRevoked { expired: true, .. })),
        "{:?}",
        log[0]
    );
    let twice = invitation::revoke(&db, &ada, &acme, &page.rows[0].id).await;
    assert_eq!(twice, Err(Error::Stale(Stale::Invitation)));
});

db_test!(an_expired_invitation_stays_until_another_goes_out, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let acme = org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    expire(&db, "acme").await;
    seats(&db, &acme, 1).await;
    assert_eq!(invite(&db, &ada, "acme", "bob", Role::Owner).await, Ok(vec![Outcome::NoSeat]));
    let count = async || pending(&db, &ada, "acme", None).await.unwrap().count;
    assert_eq!(count().await, 1, "it can still be sent again");
    seats(&db, &acme, 2).await;
    assert_eq!(invite(&db, &ada, "acme", "bob", Role::Owner).await, Ok(vec![Outcome::Invited]));
    assert_eq!(count().await, 1, "the new one has taken its place");
    assert_eq!(invitation::waiting(&db, &bob).await.unwrap()[0].role, Role::Owner);
});

db_test!(an_id_opens_only_ones_own, |db| async move {
    let [ada, bob, carol, oscar] = people(&db, ["ada", "bob", "carol", "oscar"]).await;
    org(&db, &ada, "acme").await;
    org(&db, &oscar, "other").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    let id = invitations(&db, "acme").await.remove(0);
    for (owner, org, id) in [(&oscar, "other", &id), (&oscar, "acme", &id), (&ada, "acme", &InvitationId::new())] {
        assert_eq!(invitation::revoke(&db, owner, &name(org), id).await, Err(Error::NotFound), "{org}");
        assert_eq!(invitation::send_again(&db, owner, &name(org), id).await, Err(Error::NotFound), "{org}");
    }
    for stranger in [&ada, &carol] {
        let key = invitation::Key::Own(id.clone());
        assert_eq!(invitation::look(&db, Some(stranger), &key).await.err(), Some(Error::NotFound));
        assert_eq!(invitation::accept(&db, stranger, &key).await.err(), Some(Error::NotFound));
    }
    assert_eq!(invitation::look(&db, None, &invitation::Key::Own(id)).await.err(), Some(Error::NotFound));
    invitation::accept(&db, &bob, &own(&db, &bob, "acme").await).await.unwrap();
});

db_test!(a_long_list_of_invitations_is_paged, |db| async move {
    let ada = person(&db, "ada").await;
    let acme = org(&db, &ada, "acme").await;
    seats(&db, &acme, 100).await;
    let list: String = (0..60).map(|number| format!("person{number}@example.com\n")).collect();
    invite(&db, &ada, "acme", &list, Role::Member).await.unwrap();
    let first = pending(&db, &ada, "acme", None).await.unwrap();
    let rest = pending(&db, &ada, "acme", first.older.as_ref()).await.unwrap();
    assert_eq!((first.rows.len(), rest.rows.len(), first.count), (50, 10, 60));
    assert_eq!(rest.older, None);
    let mut all: Vec<_> = first.rows.into_iter().chain(rest.rows).map(|row| row.id).collect();
    assert!(all.is_sorted_by(|newer, older| newer > older));
    all.reverse();
    assert_eq!(all, invitations(&db, "acme").await);
});

db_test!(what_ended_long_ago_is_forgotten, |db| async move {
    let [ada, _, carol] = people(&db, ["ada", "bob", "carol"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &carol, "acme", Role::Member).await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    days_pass(&db, 89).await;
    invitation::tidy(&db, Timestamp::now()).await.unwrap();
    assert_eq!(invitations(&db, "acme").await.len(), 2, "its link can still say what became of it");
    days_pass(&db, 2).await;
    invitation::tidy(&db, Timestamp::now()).await.unwrap();
    assert_eq!(invitations(&db, "acme").await.len(), 1, "what waits is kept");
});

db_test!(an_invitation_shows_what_people_are_called_now, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    for (user, called) in [(&ada, "Ada Lovelace"), (&bob, "Bob Babbage")] {
        let description = Description::parse("").unwrap();
        let profile = Profile { display_name: DisplayName::parse(called).unwrap(), description, link: None };
        account::change_profile(&db, user, &profile).await.unwrap();
    }
    let pending = pending(&db, &ada, "acme", None).await.unwrap().rows.remove(0);
    assert_eq!(pending.called.as_ref().map(DisplayName::as_str), Some("Bob Babbage"));
    assert_eq!(pending.inviter.map(|inviter| inviter.display_name.to_string()), Some("Ada Lovelace".into()));
});

db_test!(those_who_are_invited_are_found_too, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob-the.builder"]).await;
    let profile = Profile {
        display_name: DisplayName::parse("Bób Babbage").unwrap(),
        description: Description::parse("").unwrap(),
        link: None,
    };
    account::change_profile(&db, &bob, &profile).await.unwrap();
    org(&db, &ada, "acme").await;
    let list = "bob-the.builder\nZoë Müller <zoe@bücher.example>\nnil@example.com";
    invite(&db, &ada, "acme", list, Role::Member).await.unwrap();
    let acme = crate::org::see(&db, &ada, &name("acme")).await.unwrap().org;
    for (typed, found) in [
        ("muller", "zoe@bücher.example"),
        ("ZOË@B", "zoe@bücher.example"),
        ("xn--bcher", "zoe@bücher.example"),
        ("@bob-the-b", "bob-the.builder"),
        ("babbage", "bob-the.builder"),
        ("nil@", "nil@example.com"),
    ] {
        let page = invitation::pending(&db, &acme.reads().unwrap(), typed, None).await.unwrap();
        let to: Vec<_> = page.rows.iter().map(|row| row.to.to_string()).collect();
        assert_eq!((to, page.count, page.all), (vec![found.to_owned()], 1, 3), "{typed}");
    }
    let nobody = invitation::pending(&db, &acme.reads().unwrap(), "%", None).await.unwrap();
    assert_eq!((nobody.rows.len(), nobody.all), (0, 3), "wildcards are letters");
});

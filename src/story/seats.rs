//! Seats that a site admin gives to one organization, or to all of a kind.

use super::rounds::{both, race};
use super::store::{invariants, told};
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Rule;
use crate::invitation::{self, Outcome};
use crate::site::{SettingsForm, SiteSettings};
use crate::{Error, Problem, Result, admin as site, log, org as orgs};

async fn give(db: &Db, actor: &Actor, org: &str, seats: i64) -> Result<()> {
    orgs::change_seats(db, actor, &name(org), seats, &message("They asked for them.")).await
}

async fn seats_of(db: &Db, warden: &Actor, org: &str) -> (i64, bool) {
    let seen = orgs::oversee(db, warden, &name(org)).await.unwrap();
    (seen.seats, seen.by_hand)
}

db_test!(a_site_admin_gives_seats_and_the_owners_read_why, |db| async move {
    let ([ada, bob, mia, dan], warden) = (people(&db, ["ada", "bob", "mia", "dan"]).await, admin(&db, "warden").await);
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    join(&db, &ada, &mia, "acme", Role::Manager).await;

    let before = told(&db).await;
    give(&db, &warden, "Acme", 3).await.unwrap();
    assert_eq!(seats_of(&db, &warden, "acme").await, (3, true));
    let told_now = told(&db).await.since(&before);
    let subject = "The acme people (@acme) has 3 seats now".to_owned();
    let mails = ["ada", "bob"].map(|who| (format!("{who}@example.com"), subject.clone()));
    let notice = "changed the seats of The acme people (@acme) from 20 to 3".to_owned();
    assert_eq!(
        (told_now.mails, told_now.notices),
        (mails.into(), ["ada", "bob"].map(|who| (who.into(), notice.clone())).into())
    );
    let line = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines.remove(0);
    assert_eq!((line.actor.unwrap().name, line.change.detail()), (warden.name.clone(), "They asked for them."));

    assert_eq!(invite(&db, &ada, "acme", "dan", Role::Member).await, Ok(vec![Outcome::NoSeat]));
    let fewer = Error::field("seats", Problem::FewerThanMembers { members: 3 });
    assert_eq!(give(&db, &warden, "acme", 2).await, Err(fewer));
    let before = told(&db).await;
    assert_eq!(give(&db, &warden, "acme", 3).await, Ok(()), "a double click");
    assert_eq!(told(&db).await.since(&before).mails, []);
    give(&db, &warden, "acme", 4).await.unwrap();
    join(&db, &ada, &dan, "acme", Role::Member).await;
    for stranger in [&ada, &mia] {
        assert_eq!(give(&db, stranger, "acme", 100).await, Err(Error::NotFound));
    }
    assert_eq!(give(&db, &warden, "ada", 100).await, Err(Error::NotFound), "a user has no seats");
    apply(&db, &ada, &personal("ada-lab")).await.unwrap();
    assert_eq!(give(&db, &warden, "ada-lab", 2).await, Err(Error::Refused(Rule::Personal)));
});

db_test!(whoever_finds_no_seat_reads_what_to_do, |db| async move {
    let ([ada, bob], warden) = (people(&db, ["ada", "bob"]).await, admin(&db, "warden").await);
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    give(&db, &warden, "acme", 1).await.unwrap();
    let refused = invitation::accept(&db, &bob, &own(&db, &bob, "acme").await).await.err();
    assert_eq!(refused, Some(Error::Refused(Rule::NoSeat)));
    for said in [Rule::NoSeat.message(), Outcome::NoSeat.message()] {
        for way in ["emove a member", "revoke an invitation", "ask the site’s admins"] {
            assert!(said.contains(way), "{said}");
        }
    }
});

db_test!(more_seats_for_all_reach_those_that_stand_at_the_old_number, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    for org_name in ["plain", "given", "returned"] {
        org(&db, &ada, org_name).await;
    }
    give(&db, &warden, "given", 30).await.unwrap();
    // Given the site's own number by hand is given by hand, too.
    give(&db, &warden, "returned", 30).await.unwrap();
    give(&db, &warden, "returned", 20).await.unwrap();
    let set = async |community_seats, company_seats| {
        let settings = SiteSettings { community_seats, company_seats, ..SiteSettings::default() };
        site::change_settings(&db, &warden, &SettingsForm::from(&settings)).await.unwrap();
    };
    let seats = async || {
        let mut found = Vec::new();
        for org_name in ["plain", "given", "returned"] {
            found.push(seats_of(&db, &warden, org_name).await);
        }
        found
    };
    set(25, 50).await;
    assert_eq!(seats().await, [(25, false), (30, true), (20, true)]);
    set(25, 500).await;
    assert_eq!(seats().await[0], (25, false), "no Company");
    set(10, 500).await;
    assert_eq!(seats().await[0], (25, false), "nobody loses a seat");
    set(30, 500).await;
    assert_eq!(seats().await[0], (25, false), "it did not stand at 10");
    org(&db, &ada, "newest").await;
    invariants(&db, "plain").await;
});

db_test!(the_last_seat_is_taken_while_it_is_taken_away, |db| async move {
    let ([ada, bob], warden) = (people(&db, ["ada", "bob"]).await, admin(&db, "warden").await);
    for round in race("the_last_seat_is_taken_while_it_is_taken_away") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob", Role::Member).await.unwrap();
        let key = own(&db, &bob, &acme).await;
        let (joined, given) = both(round, invitation::accept(&db, &bob, &key), give(&db, &warden, &acme, 1)).await;
        match (&joined, &given) {
            (Ok(_), Err(Error::Invalid(_))) | (Err(Error::Refused(Rule::NoSeat)), Ok(())) => {}
            _ => panic!("{joined:?} {given:?}"),
        }
        let seen = orgs::oversee(&db, &warden, &name(&acme)).await.unwrap();
        assert!(seen.members <= seen.seats);
        invariants(&db, &acme).await;
    }
});

db_test!(two_site_admins_raise_the_seats_of_all, |db| async move {
    let (one, two, ada) = (admin(&db, "warden-1").await, admin(&db, "warden-2").await, person(&db, "ada").await);
    for round in race("two_site_admins_raise_the_seats_of_all") {
        let acme = format!("acme-{round}");
        let form = |community_seats| SettingsForm::from(&SiteSettings { community_seats, ..SiteSettings::default() });
        site::change_settings(&db, &one, &form(20)).await.unwrap();
        org(&db, &ada, &acme).await;
        let (thirty, forty) = (form(30), form(40));
        let (a, b) =
            both(round, site::change_settings(&db, &one, &thirty), site::change_settings(&db, &two, &forty)).await;
        assert_eq!((a, b), (Ok(()), Ok(())));
        assert_eq!(seats_of(&db, &one, &acme).await, (40, false), "by whichever way");
    }
});

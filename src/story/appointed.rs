//! A primary owner who has gone or is suspended: what the other Owners can still do, and how a site admin helps.

use super::rounds::{both, race};
use super::store::{invariants, told};
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale, Who};
use crate::{Error, Problem, admin as site, log, member, org as orgs};

const LEFT: Error = Error::Refused(Rule::OwnersSuspended);

async fn appoint(db: &Db, actor: &Actor, org: &str, [before, heir]: [&str; 2]) -> Result<(), Error> {
    member::appoint(db, actor, &name(org), &name(before), &name(heir), &message("Nobody hears of ada.")).await
}

/// The primary owner, as a site admin finds them.
async fn primary(db: &Db, warden: &Actor, org: &str) -> String {
    orgs::oversee(db, warden, &name(org)).await.unwrap().primary.name.to_string()
}

db_test!(the_last_owner_who_can_sign_in_stays_one, |db| async move {
    let [ada, bob, carol, mia] = acme(&db).await;
    let acme = name("acme");
    site::suspend(&db, &ada.name, true).await.unwrap();
    member::change_role(&db, &bob, &acme, &carol.name, Role::Manager).await.unwrap();
    assert_eq!(member::leave(&db, &bob, &acme, "bob").await, Err(LEFT));
    assert_eq!(member::change_role(&db, &bob, &acme, &bob.name, Role::Member).await, Err(LEFT));
    let both = [carol.name.clone(), bob.name.clone()];
    assert_eq!(member::change_roles(&db, &bob, &acme, &both, Role::Billing).await, Err(LEFT));
    assert_eq!(role(&db, &bob, "acme", &carol).await, Some(Role::Manager), "all of them or none");
    invariants(&db, "acme").await;

    // With another one who can sign in it goes on.
    member::change_role(&db, &bob, &acme, &carol.name, Role::Owner).await.unwrap();
    member::leave(&db, &bob, &acme, "bob").await.unwrap();
    // Whoever is no Owner takes nothing away.
    site::suspend(&db, &carol.name, true).await.unwrap();
    member::leave(&db, &mia, &acme, "mia").await.unwrap();
    invariants(&db, "acme").await;
});

db_test!(a_site_admin_makes_another_owner_primary, |db| async move {
    let ([ada, bob, carol, _], warden) = (acme(&db).await, admin(&db, "warden").await);
    member::ask_hand_over(&db, &ada, &name("acme"), &carol.name).await.unwrap();
    site::suspend(&db, &ada.name, true).await.unwrap();
    let owners = member::owners(&db, &warden, &name("acme")).await.unwrap();
    let seen: Vec<_> = owners.iter().map(|owner| (owner.named.name.as_str(), owner.primary, owner.suspended)).collect();
    assert_eq!(seen, [("ada", true, true), ("bob", false, false), ("carol", false, false)]);

    let before = told(&db).await;
    appoint(&db, &warden, "ACME", ["ada", "bob"]).await.unwrap();
    assert_eq!(primary(&db, &warden, "acme").await, "bob");
    let told = told(&db).await.since(&before);
    let mail =
        |who: &str, subject: &str| (format!("{who}@example.com"), format!("{subject} of The acme people (@acme) now"));
    let gone = "You are no longer primary owner of The acme people (@acme)".to_owned();
    assert_eq!(
        told.mails,
        [
            ("ada@example.com".to_owned(), gone),
            mail("bob", "You are primary owner"),
            mail("carol", "bob is primary owner"),
        ]
    );
    let notice = "made bob primary owner of The acme people (@acme) in the place of ada";
    let notices = ["ada", "bob", "carol"].map(|who| (who.to_owned(), notice.to_owned()));
    assert_eq!(told.notices, notices);
    let line = log::of_org(&db, &bob, &name("acme"), None).await.unwrap().lines.remove(0);
    assert_eq!((line.actor.unwrap().name, line.change.detail()), (warden.name.clone(), "Nobody hears of ada."));
    let members_read = activity(&db, &carol, "acme").await.unwrap().remove(0);
    assert_eq!(members_read.change.phrase().to_string(), notice);
    assert!(member::offers(&db, &carol).await.unwrap().is_empty(), "what ada offered ended with ada");

    // A double click, and another admin whose page shows ada still.
    assert_eq!(appoint(&db, &warden, "acme", ["ada", "bob"]).await, Ok(()));
    assert_eq!(appoint(&db, &warden, "acme", ["ada", "carol"]).await, Err(Error::Stale(Stale::Member)));
    assert_eq!(primary(&db, &warden, "acme").await, "bob");
    // Back, and all stays as it was.
    site::restore(&db, &ada.name).await.unwrap();
    let ada = sign_in(&db, "ada", PASSWORD).await.unwrap();
    assert_eq!(role(&db, &bob, "acme", &ada).await, Some(Role::Owner));
    let ask = member::ask_hand_over(&db, &ada, &name("acme"), &carol.name).await;
    assert_eq!(ask, Err(Error::Forbidden(Who::PrimaryOwner)));
    invariants(&db, "acme").await;
});

db_test!(only_an_owner_who_can_sign_in_becomes_primary, |db| async move {
    let ([ada, bob, carol, _], warden) = (acme(&db).await, admin(&db, "warden").await);
    site::suspend(&db, &bob.name, true).await.unwrap();
    let refused = async |heir| appoint(&db, &warden, "acme", ["ada", heir]).await.err();
    assert_eq!(refused("bob").await, Some(Error::Refused(Rule::Suspended)));
    for nobody in ["mia", "warden", "nobody"] {
        assert_eq!(refused(nobody).await, Some(Error::Refused(Rule::NotAnOwner)), "{nobody}");
    }
    assert_eq!(appoint(&db, &warden, "nowhere", ["ada", "carol"]).await, Err(Error::NotFound));
    assert_eq!(appoint(&db, &warden, "ada", ["ada", "carol"]).await, Err(Error::NotFound), "a user is none");
    for stranger in [&ada, &carol] {
        assert_eq!(appoint(&db, stranger, "acme", ["ada", "carol"]).await, Err(Error::NotFound));
        assert_eq!(member::owners(&db, stranger, &name("acme")).await.err(), Some(Error::NotFound));
        assert_eq!(orgs::oversee(&db, stranger, &name("acme")).await.err(), Some(Error::NotFound));
    }
    let again = Error::field("password", Problem::PasswordAgain);
    assert_eq!(appoint(&db, &unconfirmed(&warden), "acme", ["ada", "carol"]).await, Err(again));
    assert_eq!(primary(&db, &warden, "acme").await, "ada");
});

db_test!(whoever_alone_decides_in_an_organization_is_suspended_only_anyway, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    org(&db, &ada, "solo").await;
    apply(&db, &ada, &personal("adas-own")).await.unwrap();
    site::suspend(&db, &bob.name, false).await.unwrap();
    site::suspend(&db, &carol.name, false).await.unwrap();
    let forsaken: Vec<_> =
        site::suspend(&db, &ada.name, false).await.unwrap().into_iter().map(|org| org.name.to_string()).collect();
    assert_eq!(forsaken, ["acme", "solo"]);
    assert!(sign_in(&db, "ada", PASSWORD).await.is_ok(), "nothing happened");
    assert_eq!(site::suspend(&db, &ada.name, true).await.unwrap().len(), 2);
    assert_eq!(sign_in(&db, "ada", PASSWORD).await, Err(Error::WrongCredentials));
});

db_test!(an_owner_is_suspended_while_the_other_one_goes, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    for round in race("an_owner_is_suspended_while_the_other_one_goes") {
        let acme = format!("acme-{round}");
        site::restore(&db, &ada.name).await.ok();
        org(&db, &ada, &acme).await;
        join(&db, &ada, &bob, &acme, Role::Owner).await;
        let acme = name(&acme);
        let (suspended, gone) =
            both(round, site::suspend(&db, &ada.name, false), member::leave(&db, &bob, &acme, "bob")).await;
        match (suspended.map(|forsaken| forsaken.is_empty()), &gone) {
            (Ok(true), Err(LEFT)) | (Ok(false), Ok(())) => {}
            (suspended, gone) => panic!("{suspended:?} {gone:?}"),
        }
        // The next round finds ada the Owner of this one alone.
        site::restore(&db, &ada.name).await.ok();
        if gone.is_ok() {
            join(&db, &ada, &bob, acme.as_str(), Role::Owner).await;
        }
    }
});

/// A new organization for a round, whose primary owner ada is suspended; bob and carol can sign in.
async fn forsaken(db: &Db, round: usize, [ada, bob, carol]: [&Actor; 3]) -> String {
    let acme = format!("acme-{round}");
    site::restore(db, &ada.name).await.ok();
    org(db, ada, &acme).await;
    join(db, ada, bob, &acme, Role::Owner).await;
    join(db, ada, carol, &acme, Role::Owner).await;
    site::suspend(db, &ada.name, true).await.unwrap();
    acme
}

db_test!(of_two_owners_who_go_at_once_one_stays, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("of_two_owners_who_go_at_once_one_stays") {
        let acme = forsaken(&db, round, [&ada, &bob, &carol]).await;
        let org = name(&acme);
        let goes = async {
            match round / 4 % 2 {
                0 => member::leave(&db, &carol, &org, "carol").await,
                _ => member::change_role(&db, &carol, &org, &carol.name, Role::Member).await,
            }
        };
        let (a, b) = both(round, member::leave(&db, &bob, &org, "bob"), goes).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        assert_eq!(a.err().or(b.err()), Some(LEFT));
        invariants(&db, &acme).await;
    }
});

db_test!(an_owner_is_made_primary_while_going, |db| async move {
    let ([ada, bob, carol], warden) = (people(&db, ["ada", "bob", "carol"]).await, admin(&db, "warden").await);
    for round in race("an_owner_is_made_primary_while_going") {
        let acme = forsaken(&db, round, [&ada, &bob, &carol]).await;
        let org = name(&acme);
        let goes = async {
            match round / 4 % 3 {
                0 => member::leave(&db, &bob, &org, "bob").await,
                1 => member::remove(&db, &carol, &org, &bob.name, "bob").await,
                _ => member::change_role(&db, &carol, &org, &bob.name, Role::Member).await,
            }
        };
        let (made, gone) = both(round, appoint(&db, &warden, &acme, ["ada", "bob"]), goes).await;
        match (&made, &gone) {
            (Ok(()), Err(Error::Refused(Rule::PrimaryOwner))) | (Err(Error::Refused(Rule::NotAnOwner)), Ok(())) => {}
            _ => panic!("{made:?} {gone:?}"),
        }
        invariants(&db, &acme).await;
    }
});

db_test!(an_offer_is_accepted_while_another_is_made_primary, |db| async move {
    let ([ada, bob, carol], warden) = (people(&db, ["ada", "bob", "carol"]).await, admin(&db, "warden").await);
    for round in race("an_offer_is_accepted_while_another_is_made_primary") {
        let acme = forsaken(&db, round, [&ada, &bob, &carol]).await;
        let org = name(&acme);
        member::ask_hand_over(&db, &ada, &org, &carol.name).await.unwrap();
        let (made, accepted) =
            both(round, appoint(&db, &warden, &acme, ["ada", "bob"]), member::accept_hand_over(&db, &carol, &org))
                .await;
        match (&made, &accepted) {
            (Ok(()), Err(Error::Stale(Stale::HandOver))) | (Err(Error::Stale(Stale::Member)), Ok(())) => {}
            _ => panic!("{made:?} {accepted:?}"),
        }
        invariants(&db, &acme).await;
    }
});

db_test!(two_site_admins_make_two_owners_primary, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    let (one, two) = (admin(&db, "warden-1").await, admin(&db, "warden-2").await);
    for round in race("two_site_admins_make_two_owners_primary") {
        let acme = forsaken(&db, round, [&ada, &bob, &carol]).await;
        let (a, b) =
            both(round, appoint(&db, &one, &acme, ["ada", "bob"]), appoint(&db, &two, &acme, ["ada", "carol"])).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        assert_eq!(primary(&db, &one, &acme).await, if a.is_ok() { "bob" } else { "carol" });
        assert_eq!(a.err().or(b.err()), Some(Error::Stale(Stale::Member)));
        invariants(&db, &acme).await;
    }
});

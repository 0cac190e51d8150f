//! Names that site admins block and release.

use super::rounds::{both, race};
use super::store::sign_ups_run_out;
use super::verbs::*;
use crate::access::Actor;
use crate::account;
use crate::admin::{block_name, release_name, unheld_names};
use crate::clock::{DAY, Timestamp};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Stale;
use crate::name::{Standing, Why, assign, release, reserve};
use crate::text::Note;
use crate::{Error, Problem, job};

fn because(text: &str) -> Note {
    Note::parse(text).unwrap()
}

async fn listed(db: &Db, admin: &Actor, query: &str) -> Vec<(String, Why)> {
    let rows = unheld_names(db, admin, query, "").await.unwrap().rows;
    rows.into_iter().map(|row| (row.name.to_string(), row.why)).collect()
}

db_test!(a_blocked_name_is_nobodys_until_it_is_released, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    let taken = Some(Error::field("name", Problem::NameTaken));
    for refused in [
        block_name(&db, &ada, &name("acme"), &because("")).await.err(),
        release_name(&db, &ada, &name("acme")).await.err(),
        unheld_names(&db, &ada, "", "").await.err(),
    ] {
        assert_eq!(refused, Some(Error::NotFound));
    }
    assert_eq!(block_name(&db, &warden, &name("ada"), &because("")).await.err(), taken, "it has a holder");

    block_name(&db, &warden, &name("Acme-Widgets"), &because("A trade mark.")).await.unwrap();
    block_name(&db, &warden, &name("Acme-Widgets"), &because("Their lawyers wrote.")).await.unwrap();
    assert_eq!(standing(&db, "acme.widgets").await, Standing::Taken);
    assert_eq!(sign_up(&db, "acme_widgets", "a@example.com").await.err(), taken);
    assert_eq!(apply(&db, &ada, &personal("acme-widgets")).await.err(), taken);
    assert_eq!(apply(&db, &ada, &community("acme-widgets")).await.err(), taken);
    let reason = because("Their lawyers wrote.");
    assert_eq!(listed(&db, &warden, "ACME.w").await, [("Acme-Widgets".to_owned(), Why::Blocked { reason })]);
    assert_eq!(listed(&db, &warden, "widgets").await, []);
    job::tidy(&db, Timestamp::now()).await.unwrap();
    assert_eq!(standing(&db, "acme-widgets").await, Standing::Taken, "for ever");

    release_name(&db, &warden, &name("acme-widgets")).await.unwrap();
    assert_eq!(release_name(&db, &warden, &name("acme-widgets")).await.err(), Some(Error::Stale(Stale::Name)), "twice");
    assert!(apply(&db, &ada, &personal("acme-widgets")).await.is_ok());
    assert_eq!(
        release_name(&db, &warden, &name("acme-widgets")).await.err(),
        Some(Error::Stale(Stale::Name)),
        "hers now"
    );
    assert_eq!(standing(&db, "acme-widgets").await, Standing::Taken);
});

db_test!(a_name_that_a_sign_up_holds_is_released_or_blocked, |db| async move {
    let warden = admin(&db, "warden").await;
    for end in ["released", "blocked"] {
        sign_up(&db, "acme", "squatter@example.com").await.unwrap();
        let rows = listed(&db, &warden, "").await;
        let [(held, Why::SignUp { email })] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((held.as_str(), email.as_str()), ("acme", "squatter@example.com"));
        let link = token(&db, "squatter@example.com").await;
        match end {
            "released" => release_name(&db, &warden, &name("acme")).await.unwrap(),
            _ => block_name(&db, &warden, &name("acme"), &because("")).await.unwrap(),
        }
        let followed = account::confirm_sign_up(&db, &origin(), &link, "").await;
        assert_eq!(followed.err(), Some(Error::Stale(Stale::Link)), "{end}");
        assert_eq!(is_free(&db, "acme").await, end == "released");
    }
    release_name(&db, &warden, &name("acme")).await.unwrap();
    sign_up(&db, "acme", "squatter@example.com").await.unwrap();
    sign_ups_run_out(&db).await;
    assert_eq!(listed(&db, &warden, "").await, [], "what ran out holds nothing");
    // Before the hourly job has deleted it.
    sign_up(&db, "acme", "next@example.com").await.unwrap();
    let why = Why::SignUp { email: address("next@example.com") };
    assert_eq!(listed(&db, &warden, "").await, [("acme".to_owned(), why)], "once, by whoever holds it now");
});

db_test!(an_application_for_a_blocked_name_is_not_approved, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    block_name(&db, &warden, &name("acme"), &because("")).await.unwrap();
    assert_eq!(approve(&db, &warden, &id).await.err(), Some(Error::field("name", Problem::NameTaken)));
    release_name(&db, &warden, &name("acme")).await.unwrap();
    assert!(approve(&db, &warden, &id).await.is_ok());
});

db_test!(many_blocked_names_are_read_page_by_page, |db| async move {
    let warden = admin(&db, "warden").await;
    for number in 0..120 {
        block_name(&db, &warden, &name(&format!("acme-{number:03}")), &because("")).await.unwrap();
    }
    let (mut after, mut seen) = (String::new(), Vec::new());
    loop {
        let page = unheld_names(&db, &warden, "acme", &after).await.unwrap();
        seen.extend(page.rows.into_iter().map(|row| row.name.to_string()));
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    let all: Vec<_> = (0..120).map(|number| format!("acme-{number:03}")).collect();
    assert_eq!(seen, all);
    assert_eq!(unheld_names(&db, &warden, "acme-1%", "").await.unwrap().rows, [], "signs of SQL are letters");
});

db_test!(a_sign_up_is_confirmed_while_its_name_is_blocked, |db| async move {
    let warden = admin(&db, "warden").await;
    for round in race("a_sign_up_is_confirmed_while_its_name_is_blocked") {
        let (wanted, email) = (format!("ada-{round}"), format!("a{round}@example.com"));
        let network = format!("10.0.{}.{}", round / 256, round % 256);
        sign_up_from(&db, &network, &wanted, &email).await.unwrap();
        let link = token(&db, &email).await;
        let (origin, called, reason) = (origin(), name(&wanted), because(""));
        let confirmed = account::confirm_sign_up(&db, &origin, &link, "");
        let (confirmed, blocked) = both(round, confirmed, block_name(&db, &warden, &called, &reason)).await;
        assert_ne!(confirmed.is_ok(), blocked.is_ok(), "one of them has it: {blocked:?}");
        assert_ne!(confirmed.as_ref().err().or(blocked.as_ref().err()), Some(&Error::Internal));
        assert!(!is_free(&db, &wanted).await);
    }
});

db_test!(a_reservation_is_worth_nothing_once_its_name_is_blocked, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    // As of a sign-up that was not there yet when the block looked for one.
    let mut tx = db.begin().await.unwrap();
    assert!(reserve(&mut tx, &name("acme"), Timestamp::now().plus(DAY)).await.unwrap());
    tx.commit().await.unwrap();
    block_name(&db, &warden, &name("acme"), &because("")).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert!(!assign(&mut tx, &name("acme"), ada.user.as_str()).await.unwrap());
    release(&mut tx, &name("acme")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(standing(&db, "acme").await, Standing::Taken, "nor is it free when the sign-up gives it up");
});

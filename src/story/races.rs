use super::rounds::{both, race};
use super::verbs::*;
use crate::application::{self, State};
use crate::db::test::db_test;
use crate::{Error, org};

db_test!(two_reviewers_decide_one_application, |db| async move {
    let (one, two) = (admin(&db, "warden-1").await, admin(&db, "warden-2").await);
    for round in race("two_reviewers_decide_one_application") {
        let org = format!("acme-{round}");
        // Nobody may apply often on one day.
        let ada = person(&db, &format!("ada-{round}")).await;
        let id = application(&db, &ada, &org).await;
        let reason = message("Not yet.");
        let (approved, declined) =
            both(round, approve(&db, &one, &id), application::decline(&db, &two, &id, &reason)).await;
        assert_ne!(approved.is_ok(), declined.is_ok(), "exactly one decides: {approved:?} {declined:?}");
        let state = application::view(&db, &ada, &id).await.unwrap().application.state;
        assert_eq!(state, if approved.is_ok() { State::Approved } else { State::Declined });
        assert_eq!(org::head(&db, &ada, &name(&org)).await.is_ok(), approved.is_ok());
    }
});

db_test!(two_reviewers_approve_two_rivals, |db| async move {
    let (one, two) = (admin(&db, "warden-1").await, admin(&db, "warden-2").await);
    for round in race("two_reviewers_approve_two_rivals") {
        let org = format!("acme-{round}");
        let (ada, bob) = (person(&db, &format!("ada-{round}")).await, person(&db, &format!("bob-{round}")).await);
        let (first, second) = (application(&db, &ada, &org).await, application(&db, &bob, &org).await);
        let (a, b) = both(round, approve(&db, &one, &first), approve(&db, &two, &second)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "one of them gets the name: {a:?} {b:?}");
        assert_ne!(a.as_ref().err().or(b.as_ref().err()), Some(&Error::Internal), "the other is told why");
        let owners = [org::head(&db, &ada, &name(&org)).await.is_ok(), org::head(&db, &bob, &name(&org)).await.is_ok()];
        assert_eq!(owners, [a.is_ok(), b.is_ok()]);
    }
});

db_test!(two_people_sign_up_for_one_name, |db| async move {
    for round in race("two_people_sign_up_for_one_name") {
        let wanted = format!("ada-{round}");
        let (mail_1, mail_2) = (format!("a{round}@example.com"), format!("b{round}@example.com"));
        let (a, b) = both(round, sign_up(&db, &wanted, &mail_1), sign_up(&db, &wanted, &mail_2)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
    }
});

db_test!(two_tabs_submit_at_once, |db| async move {
    admin(&db, "warden").await;
    for round in 0..3 {
        let ada = user(&db, &format!("ada-{round}")).await;
        let tabs = (0..6).map(|tab| {
            let (db, ada, form) = (db.clone(), ada.clone(), community(&format!("org-{round}-{tab}")));
            tokio::spawn(async move { apply(&db, &ada, &form).await.is_ok() })
        });
        let mut accepted = 0;
        for tab in tabs.collect::<Vec<_>>() {
            accepted += usize::from(tab.await.unwrap());
        }
        assert_eq!(accepted, 3, "the limit holds for all tabs together");
    }
});

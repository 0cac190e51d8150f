use super::rounds::{both, race};
use super::verbs::*;
use crate::admin;
use crate::application::{self, State};
use crate::db::test::db_test;
use crate::site::{SettingsForm, SiteSettings};
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
        let network = format!("10.0.{}.{}", round / 256, round % 256);
        let first = sign_up_from(&db, &network, &wanted, &mail_1);
        let (a, b) = both(round, first, sign_up_from(&db, &network, &wanted, &mail_2)).await;
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

db_test!(names_are_not_hoarded_in_many_tabs, |db| async move {
    let warden = admin(&db, "warden").await;
    let ada = user(&db, "ada").await;
    let settings = SiteSettings { daily_personal: 2, sign_ups_of_network: 2, ..SiteSettings::default() };
    admin::change_settings(&db, &warden, &SettingsForm::from(&settings)).await.unwrap();
    let tabs = (0..6).map(|tab| {
        let (db, ada) = (db.clone(), ada.clone());
        tokio::spawn(async move {
            let (username, email) = (format!("name-{tab}"), format!("a{tab}@example.com"));
            let asked = sign_up_from(&db, "192.0.2.7", &username, &email).await;
            let applied = apply(&db, &ada, &personal(&format!("own-{tab}"))).await;
            (asked.is_ok(), applied.is_ok())
        })
    });
    let (mut reserved, mut founded) = (0, 0);
    for tab in tabs.collect::<Vec<_>>() {
        let (asked, applied) = tab.await.unwrap();
        (reserved, founded) = (reserved + usize::from(asked), founded + usize::from(applied));
    }
    assert_eq!((reserved, founded), (2, 2), "the limits hold for all tabs together");
});

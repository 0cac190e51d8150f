//! Who becomes a site admin, who is one no longer, and that one always is.

use super::rounds::{both, race};
use super::store::told;
use super::verbs::*;
use crate::admin::{self, admins, demote, promote};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale};
use crate::site::Reviewer;
use crate::{Error, Problem};

async fn usernames(db: &Db, admin: &crate::access::Actor) -> Vec<String> {
    admins(db, admin).await.unwrap().into_iter().map(|admin| admin.named.name.to_string()).collect()
}

db_test!(a_site_admin_is_made_and_removed, |db| async move {
    let (warden, other) = (admin(&db, "warden").await, admin(&db, "other").await);
    let ada = person(&db, "ada").await;
    assert_eq!(admins(&db, &ada).await.err(), Some(Error::NotFound));
    assert_eq!(promote(&db, &ada, &ada.name).await.err(), Some(Error::NotFound));

    let before = told(&db).await;
    promote(&db, &warden, &name("ADA")).await.unwrap();
    assert_eq!(usernames(&db, &ada).await, ["ada", "other", "warden"]);
    let subjects = told(&db).await.since(&before).mails;
    let mailed = |address: &str, subject: &str| (address.to_owned(), subject.to_owned());
    assert_eq!(
        subjects,
        [mailed("ada@example.com", "You are a site admin now"), mailed("other@example.com", "ada is a site admin now")]
    );
    let refused = |problem| Some(Error::field("user", problem));
    assert_eq!(promote(&db, &warden, &ada.name).await.err(), refused(Problem::AdminAlready));
    assert_eq!(promote(&db, &warden, &name("nobody")).await.err(), refused(Problem::NoSuchUser));

    let before = told(&db).await;
    demote(&db, &ada, &other.name).await.unwrap();
    assert_eq!(
        told(&db).await.since(&before).mails,
        [
            mailed("other@example.com", "You are no longer a site admin"),
            mailed("warden@example.com", "other is no longer a site admin")
        ]
    );
    assert_eq!(admins(&db, &other).await.err(), Some(Error::NotFound), "at once");
    assert_eq!(demote(&db, &ada, &other.name).await.err(), Some(Error::Stale(Stale::SiteAdmin)), "a double click");
    // Oneself too, but not the last.
    demote(&db, &ada, &ada.name).await.unwrap();
    assert_eq!(demote(&db, &warden, &warden.name).await.err(), Some(Error::Refused(Rule::LastAdmin)));
    assert_eq!(usernames(&db, &warden).await, ["warden"]);
});

db_test!(whoever_left_the_desk_open_makes_no_site_admin, |db| async move {
    let (warden, ada) = (unconfirmed(&admin(&db, "warden").await), person(&db, "ada").await);
    let again = Some(Error::field("password", Problem::PasswordAgain));
    assert_eq!(promote(&db, &warden, &ada.name).await.err(), again);
    assert_eq!(demote(&db, &warden, &warden.name).await.err(), again);
});

db_test!(an_operator_changes_who_administers, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    admin::promote_here(&db, &ada.name).await.unwrap();
    let told = mails(&db, "warden@example.com").await;
    assert_eq!(told[0], "ada is a site admin now");
    admin::suspend(&db, &warden.name, true).await.unwrap();
    let listed = admins(&db, &ada).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|admin| (admin.named.name.as_str(), admin.suspended)).collect();
    assert_eq!(listed, [("ada", false), ("warden", true)], "who is suspended is none meanwhile");
    assert_eq!(admin::suspend(&db, &ada.name, true).await.err(), Some(Error::Refused(Rule::LastAdmin)));
    assert_eq!(admin::demote_here(&db, &ada.name).await.err(), Some(Error::Refused(Rule::LastAdmin)));
    admin::demote_here(&db, &warden.name).await.unwrap();
    admin::restore(&db, &warden.name).await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(Reviewer::check(&mut conn, &warden).await.err(), Some(Error::NotFound), "and stays so");
});

db_test!(of_two_who_remove_each_other_one_stays, |db| async move {
    let (one, two) = (admin(&db, "warden-1").await, admin(&db, "warden-2").await);
    for round in race("of_two_who_remove_each_other_one_stays") {
        let (a, b) = both(round, demote(&db, &one, &two.name), demote(&db, &two, &one.name)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        let stayed = if a.is_ok() { &one } else { &two };
        assert_eq!(usernames(&db, stayed).await, [stayed.name.as_str()]);
        let gone = if a.is_ok() { &two } else { &one };
        promote(&db, stayed, &gone.name).await.unwrap();
    }
});

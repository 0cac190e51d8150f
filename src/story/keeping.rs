//! What is kept for some days only.

use super::store::{count, give_up_all_mails, tell_often};
use std::time::Duration;

use tokio::time::timeout;

use super::verbs::*;
use crate::access::{Origin, Role};
use crate::clock::{DAY, Timestamp};
use crate::db::test::db_test;
use crate::log;
use crate::{account, job};

fn after(days: i64) -> Timestamp {
    Timestamp::now().plus(days * DAY)
}

db_test!(mails_go_after_their_days_but_not_before_they_are_sent, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Member).await;
    let mails = count(&db).await.mails;
    assert!(mails > 0);
    job::retention(&db, after(400)).await.unwrap();
    assert_eq!(count(&db).await.mails, mails, "what waits is not forgotten");
    give_up_all_mails(&db).await;
    job::retention(&db, after(29)).await.unwrap();
    assert_eq!(count(&db).await.mails, mails);
    job::retention(&db, after(31)).await.unwrap();
    assert_eq!(count(&db).await.mails, 0);
});

db_test!(events_stay_and_say_no_more_from_where_they_came, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Member).await;
    let stranger = Origin { address: "192.0.2.7".into(), client: "curl".into(), device: "a new browser".into() };
    account::sign_up(&db, &stranger, &name("zoe"), &address("zoe@example.com"), &password(PASSWORD)).await.unwrap();
    account::sign_in(&db, &stranger, "ada", PASSWORD).await.unwrap();
    give_up_all_mails(&db).await;
    let events = count(&db).await.events;
    let of_nobody = count(&db).await.of_nobody;
    assert!(of_nobody > 0);

    job::retention(&db, after(179)).await.unwrap();
    assert_eq!(count(&db).await.events, events);
    assert!(!log::notices(&db, &ada, None).await.unwrap().rows.is_empty());
    assert!(count(&db).await.with_origin > 0);

    job::retention(&db, after(181)).await.unwrap();
    assert_eq!(count(&db).await.events, events - of_nobody, "what stands in somebody's log stays");
    assert!(log::notices(&db, &ada, None).await.unwrap().rows.is_empty());
    let log = log::own(&db, &ada, None).await.unwrap();
    assert!(!log.lines.is_empty());
    assert!(log.lines.iter().all(|event| event.address.is_empty() && event.client.is_empty()));
    assert!(!format!("{log:?}").contains("192.0.2.7"), "nor within what changed: {log:?}");
});

db_test!(what_is_forgotten_goes_in_batches_to_the_last, |db| async move {
    let [ada] = people(&db, ["ada"]).await;
    tell_often(&db, &ada, 1_100).await;
    assert!(count(&db).await.notices >= 1_100);
    job::retention(&db, after(181)).await.unwrap();
    assert_eq!(count(&db).await.notices, 0);
});

db_test!(two_servers_that_forget_at_once_forget_all_and_nothing_twice, |db| async move {
    let [ada] = people(&db, ["ada"]).await;
    tell_often(&db, &ada, 2_500).await;
    let (one, two) = tokio::join!(job::retention(&db, after(181)), job::retention(&db, after(181)));
    assert_eq!((one, two), (Ok(()), Ok(())));
    assert_eq!(count(&db).await.notices, 0);
    assert_eq!(count(&db).await.with_origin, 0);
});

db_test!(what_breaks_off_leaves_what_is_done_and_goes_on_later, |db| async move {
    let [ada] = people(&db, ["ada"]).await;
    tell_often(&db, &ada, 2_500).await;
    // As when the process is killed: what it was doing is dropped wherever it stands.
    let mut left = count(&db).await.notices;
    for patience in 1..=50 {
        let _ = timeout(Duration::from_millis(patience), job::retention(&db, after(181))).await;
        let now = count(&db).await.notices;
        assert!(now <= left && (now == left || (left - now) % 500 == 0 || now == 0), "whole batches: {left} to {now}");
        left = now;
    }
    job::retention(&db, after(181)).await.unwrap();
    assert_eq!(count(&db).await.notices, 0);
});

#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::Error;
use crate::clock::{DAY, SECOND};
use crate::db::test::db_test;

const MINE: Job = Job { name: "mine", every: HOUR, run: |_, _| Box::pin(async { Ok(()) }) };

db_test!(a_job_is_done_when_it_is_due_and_by_one_server, |db| async move {
    let now = Timestamp::now();
    let due = async |at: i64| claim(&db, &MINE, now.plus(at)).await.unwrap();
    let first = due(0).await.expect("never done before");
    assert_eq!(due(CLAIM - 1).await, None, "another server is at it");
    let second = due(CLAIM).await.expect("who does not come back has lost it");
    finish(&db, &MINE, first, now.plus(DAY)).await.unwrap();
    assert_eq!(due(CLAIM + 1).await, None, "who comes back late ends nothing");
    finish(&db, &MINE, second, now.plus(HOUR)).await.unwrap();
    assert_eq!(due(HOUR - 1).await, None);
    assert!(due(HOUR).await.is_some());
});

db_test!(a_job_that_fails_is_due_soon_again, |db| async move {
    let failing = Job { name: "failing", every: DAY, run: |_, _| Box::pin(async { Err(Error::Internal) }) };
    let now = Timestamp::now();
    let claimed = claim(&db, &failing, now).await.unwrap().unwrap();
    run(&db, &failing, claimed).await;
    assert_eq!(claim(&db, &failing, now.plus(AGAIN - SECOND)).await.unwrap(), None);
    assert!(claim(&db, &failing, now.plus(2 * AGAIN)).await.unwrap().is_some());
});

db_test!(clocks_that_differ_a_little_do_a_job_once, |db| async move {
    let now = Timestamp::now();
    let ahead = claim(&db, &MINE, now.plus(30 * SECOND)).await.unwrap().unwrap();
    assert_eq!(claim(&db, &MINE, now).await.unwrap(), None, "claimed by a clock that is ahead");
    finish(&db, &MINE, ahead, now.plus(HOUR + 30 * SECOND)).await.unwrap();
    assert_eq!(claim(&db, &MINE, now).await.unwrap(), None, "done by a clock that is ahead");
});

db_test!(a_clock_that_was_wrong_puts_nothing_off_for_ever, |db| async move {
    let now = Timestamp::now();
    let tomorrow = claim(&db, &MINE, now.plus(DAY)).await.unwrap().unwrap();
    let today = claim(&db, &MINE, now).await.unwrap().expect("claimed in the future");
    finish(&db, &MINE, tomorrow, now.plus(2 * DAY)).await.unwrap();
    finish(&db, &MINE, today, now.plus(2 * DAY)).await.unwrap();
    assert!(claim(&db, &MINE, now).await.unwrap().is_some(), "done in the future");
});

db_test!(of_many_servers_one_does_a_job, |db| async move {
    let (taken, now) = (std::sync::Arc::new(AtomicU32::new(0)), Timestamp::now());
    let servers: Vec<_> = (0..8)
        .map(|_| {
            let (db, taken) = (db.clone(), taken.clone());
            tokio::spawn(async move {
                if claim(&db, &MINE, now).await.unwrap().is_some() {
                    taken.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for server in servers {
        server.await.unwrap();
    }
    assert_eq!(taken.load(Ordering::SeqCst), 1);
});

db_test!(every_job_runs, |db| async move {
    let before = Timestamp::now();
    run_due(&db).await;
    let after = Timestamp::now();
    // One that failed is due sooner, or later where it is done more often than that.
    for job in JOBS {
        assert_eq!(claim(&db, job, before.plus(job.every - SECOND)).await.unwrap(), None, "{} did not fail", job.name);
        assert!(claim(&db, job, after.plus(job.every + SECOND)).await.unwrap().is_some(), "{}", job.name);
    }
});

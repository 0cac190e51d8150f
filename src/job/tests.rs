#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::Error;
use crate::db::test::db_test;

static DONE: AtomicU32 = AtomicU32::new(0);

fn counted(name: &'static str) -> Job {
    Job {
        name,
        every: HOUR,
        run: |_, _| {
            Box::pin(async {
                DONE.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok(())
            })
        },
    }
}

db_test!(a_job_is_done_when_it_is_due_and_by_one_server, |db| async move {
    let failing = Job { name: "failing", every: HOUR, run: |_, _| Box::pin(async { Err(Error::Internal) }) };
    let now = Timestamp::now();
    let due =
        async |name: &'static str, at: i64| store::claim(&db, name, now.plus(at), now.plus(at + CLAIM), HOUR).await;

    assert!(due("mine", 0).await.unwrap(), "never done before");
    assert!(!due("mine", CLAIM - 1).await.unwrap(), "another server is at it");
    assert!(due("mine", CLAIM).await.unwrap(), "who does not come back has lost it");
    store::finish(&db, "mine", now.plus(HOUR)).await.unwrap();
    assert!(!due("mine", HOUR - 1).await.unwrap());
    assert!(due("mine", HOUR).await.unwrap());

    assert_eq!(run(&db, &failing, now).await, Err(Error::Internal));
    assert!(!due("failing", AGAIN - 1).await.unwrap());
    assert!(due("failing", AGAIN).await.unwrap(), "soon again");
});

db_test!(a_clock_that_was_wrong_puts_nothing_off_for_ever, |db| async move {
    let now = Timestamp::now();
    let tomorrow = now.plus(24 * HOUR);
    assert!(store::claim(&db, "ahead", tomorrow, tomorrow.plus(CLAIM), HOUR).await.unwrap());
    assert!(store::claim(&db, "ahead", now, now.plus(CLAIM), HOUR).await.unwrap(), "claimed in the future");
    store::finish(&db, "ahead", tomorrow.plus(HOUR)).await.unwrap();
    assert!(store::claim(&db, "ahead", now, now.plus(CLAIM), HOUR).await.unwrap(), "done in the future");
});

db_test!(of_many_servers_one_does_a_job, |db| async move {
    let before = DONE.load(Ordering::SeqCst);
    let name = if db.begin().await.unwrap().is_alone() { "counted on SQLite" } else { "counted on PostgreSQL" };
    let now = Timestamp::now();
    let servers: Vec<_> = (0..8)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { run(&db, &counted(name), now).await })
        })
        .collect();
    for server in servers {
        server.await.unwrap().unwrap();
    }
    assert!(DONE.load(Ordering::SeqCst) > before);
    assert!(!store::claim(&db, name, now, now.plus(CLAIM), HOUR).await.unwrap(), "not due again");
});

db_test!(every_job_runs, |db| async move {
    let now = Timestamp::now();
    run_due(&db, now).await;
    for job in JOBS {
        assert!(!store::claim(&db, job.name, now, now.plus(CLAIM), job.every).await.unwrap(), "{} was done", job.name);
        assert!(
            !store::claim(&db, job.name, now.plus(AGAIN), now.plus(HOUR), job.every).await.unwrap(),
            "{}",
            job.name
        );
    }
});

//! Work that nobody asks for: each job is a file, and of several servers one does it at a time.

mod fold;
mod projects;
mod remind;
mod retention;
mod store;
mod tidy;
mod undelivered;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use {
    fold::run as fold, remind::run as remind, retention::run as retention, tidy::run as tidy,
    undelivered::run as undelivered,
};

use std::pin::Pin;

use crate::Result;
use crate::clock::{HOUR, MINUTE, Timestamp};
use crate::db::Db;

/// How long a server may work on a job before another takes it for dead, in milliseconds; less for jobs that are done
/// more often. Two at one job do no harm.
const CLAIM: i64 = 10 * MINUTE;
/// How long to wait after a job failed, in milliseconds; never longer than until it is due anyway.
const AGAIN: i64 = 5 * MINUTE;

type Running<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// A job and how often it is done.
struct Job {
    /// As the database knows it; never renamed.
    name: &'static str,
    /// In milliseconds.
    every: i64,
    run: for<'a> fn(&'a Db, Timestamp) -> Running<'a>,
}

const JOBS: &[Job] = &[
    Job { name: "fold", every: HOUR, run: |db, now| Box::pin(fold::run(db, now)) },
    Job { name: "projects", every: MINUTE, run: |db, now| Box::pin(projects::run(db, now)) },
    Job { name: "remind", every: HOUR, run: |db, now| Box::pin(remind::run(db, now)) },
    Job { name: "tidy", every: HOUR, run: |db, now| Box::pin(tidy::run(db, now)) },
    Job { name: "undelivered", every: 15 * MINUTE, run: |db, now| Box::pin(undelivered::run(db, now)) },
    Job { name: "retention", every: HOUR, run: |db, now| Box::pin(retention::run(db, now)) },
];

/// Does every job that is due, unless another server is doing it. One that fails is logged and tried again in some
/// minutes.
pub async fn run_due(db: &Db) {
    for job in JOBS {
        match claim(db, job, Timestamp::now()).await {
            Ok(Some(claimed)) => run(db, job, claimed).await,
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(job = job.name, %error, "jobs wait until the database takes them");
                return;
            }
        }
    }
}

/// When every job is due next; one that is long overdue is done by no server. For whoever watches over the site.
pub async fn next(db: &Db) -> Result<Vec<(String, Timestamp)>> {
    store::next(&mut *db.read().await?).await
}

/// Takes a job for this server if it is due; until when.
async fn claim(db: &Db, job: &Job, now: Timestamp) -> Result<Option<Timestamp>> {
    // What is done often is soon done, and soon missed where the server that did it was killed.
    let (until, wrong) = (now.plus(CLAIM.min(job.every)), now.plus(2 * job.every.max(CLAIM)));
    let mut tx = db.begin().await?;
    let claimed = store::claim(&mut tx, job.name, now, until, wrong).await?;
    tx.commit().await?;
    Ok(claimed.then_some(until))
}

async fn run(db: &Db, job: &Job, claimed: Timestamp) {
    let done = (job.run)(db, Timestamp::now()).await;
    let next_at = Timestamp::now().plus(if done.is_ok() { job.every } else { AGAIN.min(job.every) });
    if let Err(error) = done.and(finish(db, job, claimed, next_at).await) {
        tracing::error!(job = job.name, %error, "a job failed; it is tried again in some minutes");
    }
}

async fn finish(db: &Db, job: &Job, claimed: Timestamp, next_at: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    store::finish(&mut tx, job.name, claimed, next_at).await?;
    tx.commit().await
}

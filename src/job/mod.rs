//! Work that nobody asks for: each job is a file, and of several servers one does it at a time.

mod retention;
mod store;
mod tidy;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use {retention::run as retention, tidy::run as tidy};

use std::pin::Pin;

use crate::Result;
use crate::clock::{HOUR, MINUTE, Timestamp};
use crate::db::Db;

/// How long a server may work on a job before another takes it for dead, in milliseconds.
const CLAIM: i64 = 10 * MINUTE;
/// How long to wait after a job failed, in milliseconds.
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
    Job { name: "tidy", every: HOUR, run: |db, now| Box::pin(tidy::run(db, now)) },
    Job { name: "retention", every: HOUR, run: |db, now| Box::pin(retention::run(db, now)) },
];

/// Does every job that is due, unless another server is doing it. One that fails is logged and tried again in some
/// minutes.
pub async fn run_due(db: &Db, now: Timestamp) {
    for job in JOBS {
        if let Err(error) = run(db, job, now).await {
            tracing::error!(job = job.name, %error, "a job failed; it is tried again in some minutes");
        }
    }
}

async fn run(db: &Db, job: &Job, now: Timestamp) -> Result<()> {
    if !store::claim(db, job.name, now, now.plus(CLAIM), job.every).await? {
        return Ok(());
    }
    let done = (job.run)(db, now).await;
    store::finish(db, job.name, now.plus(if done.is_ok() { job.every } else { AGAIN })).await?;
    done
}

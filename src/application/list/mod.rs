//! Lists of applications: the applicant's own, and the reviewers' queue.

use super::{Queue, State, Summary};
use crate::Result;
use crate::access::Actor;
use crate::clock::{DAY, Timestamp};
use crate::db::{Db, page};
use crate::id::ApplicationId;
use crate::org::Kind;
use crate::site::Reviewer;

mod store;

pub(super) use store::{history, next, position, rivals};

/// Rows on a page of the queue.
const PAGE: i64 = 50;

/// What the queue shows. Without a state it shows what waits for a decision.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the name, the display name or the applicant's username.
    pub text: String,
    pub state: Option<State>,
    pub kind: Option<Kind>,
}

/// The caller's applications, the newest first.
pub async fn mine(db: &Db, actor: &Actor) -> Result<Vec<Summary>> {
    store::of_applicant(&mut *db.read().await?, &actor.user).await
}

/// The measured median time from submission to decision over the last 90 days, in milliseconds. Public on purpose.
pub async fn decision_time(db: &Db) -> Result<Option<i64>> {
    let times = store::decision_times(&mut *db.read().await?, Timestamp::now().plus(-90 * DAY)).await?;
    Ok(median(times))
}

/// A page of the reviewers' queue, the oldest first, from `after` onwards.
pub async fn queue(db: &Db, actor: &Actor, filter: &Filter, after: Option<&ApplicationId>) -> Result<Queue> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let rows = store::page(&mut conn, &reviewer, filter, after, PAGE + 1).await?;
    let (rows, next) = page(rows, PAGE, |row| row.id.clone());
    Ok(Queue { rows, next, waiting: store::waiting(&mut conn, &reviewer).await? })
}

/// How many applications wait for a decision.
pub async fn waiting(db: &Db, actor: &Actor) -> Result<i64> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    store::waiting(&mut conn, &reviewer).await
}

/// The middle of the measured times; of an even number the earlier of the two.
fn median(mut times: Vec<i64>) -> Option<i64> {
    times.sort_unstable();
    times.get(times.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_measured_not_promised() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![5]), Some(5));
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![9, 1, 5, 3]), Some(3));
    }
}

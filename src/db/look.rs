use std::collections::BTreeSet;
use std::time::Duration;

use super::Db;
use crate::Result;
use crate::clock::{SECOND, Timestamp};
use crate::id::{EventId, OrgId, UserId, first_at};
use crate::live::Topic;

/// How often is looked.
const PAUSE: Duration = Duration::from_secs(1);
/// Ids are ordered by time, and a transaction may be so many milliseconds old when it is committed.
const LATE: i64 = 30 * SECOND;
/// Events looked at in one go at the most, the newest first.
const MOST: i64 = 500;

impl Db {
    /// Tells open pages of what the site did elsewhere than in this process, for ever: the command line ends a session
    /// and is gone before it could tell.
    pub(super) async fn look(&self) {
        let (mut told, mut seen) = (BTreeSet::new(), Timestamp::now());
        loop {
            let (since, now) = (first_at(seen.plus(-LATE)), Timestamp::now());
            // A database that does not answer is told of by whatever else needs it.
            if let Ok(events) = self.done_by_the_site(&since).await {
                seen = now;
                for (event, topics) in events {
                    if told.insert(event) {
                        topics.iter().for_each(|topic| self.live.publish_here(topic));
                    }
                }
                told.retain(|event: &EventId| event.as_str() >= since.as_str());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Done neither by somebody signed in nor by a visitor, of whom at least the address is known.
    async fn done_by_the_site(&self, since: &str) -> Result<Vec<(EventId, Vec<Topic>)>> {
        let rows: Vec<(EventId, Option<UserId>, Option<OrgId>)> = sqlx::query_as(
            "select id, user_id, org_id from events where id > $1 and actor_id is null and address = ''
             order by id desc limit $2",
        )
        .bind(since)
        .bind(MOST)
        .fetch_all(&mut *self.read().await?)
        .await?;
        let topics = |(user, org): (Option<UserId>, Option<OrgId>)| {
            user.map(Topic::User).into_iter().chain(org.map(Topic::Org)).collect()
        };
        Ok(rows.into_iter().map(|(event, user, org)| (event, topics((user, org)))).collect())
    }
}

use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::mpsc::UnboundedReceiver;
use uuid::Uuid;

use super::Db;
use crate::Result;
use crate::live::Topic;

/// The channel of all servers that share the database.
const CHANNEL: &str = "guildhall_live";
/// How long to wait before a lost connection is tried again.
const PAUSE: Duration = Duration::from_secs(2);
/// Topics sent in one statement at the most.
const BATCH: usize = 64;

impl Db {
    /// Carries what is published to the other servers and back, for ever. SQLite has one server, so there is nothing to carry.
    pub async fn relay(&self) {
        let Some(url) = &self.postgres else { return std::future::pending().await };
        let own = Uuid::now_v7().simple().to_string();
        loop {
            let outwards = self.live.outwards();
            let broken = tokio::select! {
                broken = self.listen(url, &own) => broken,
                broken = self.send(outwards, &own) => broken,
            };
            if broken.is_err() {
                tracing::warn!("open pages hear nothing from other servers; trying again");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn listen(&self, url: &str, own: &str) -> Result<()> {
        let mut listener = PgListener::connect(url).await?;
        listener.listen(CHANNEL).await?;
        // What happened before this moment was not heard.
        self.live.publish_all();
        loop {
            match listener.try_recv().await? {
                Some(heard) => {
                    let word = heard.payload().split_once('/').filter(|(sender, _)| *sender != own);
                    if let Some(topic) = word.and_then(|(_, word)| Topic::parse(word)) {
                        self.live.publish_here(&topic);
                    }
                }
                None => self.live.publish_all(),
            }
        }
    }

    async fn send(&self, mut outwards: UnboundedReceiver<Topic>, own: &str) -> Result<()> {
        let mut topics = Vec::new();
        while outwards.recv_many(&mut topics, BATCH).await > 0 {
            topics.sort_unstable();
            topics.dedup();
            let mut conn = self.read().await?;
            for topic in topics.drain(..) {
                // pg_notify answers nothing that the driver for both databases could read.
                sqlx::query("select 1 where pg_notify($1, $2) is null")
                    .bind(CHANNEL)
                    .bind(format!("{own}/{}", topic.word()))
                    .execute(&mut *conn)
                    .await?;
            }
        }
        Ok(())
    }
}

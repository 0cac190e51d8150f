use std::time::Duration;

use sqlx::postgres::PgListener;
use sqlx::{AssertSqlSafe, Executor};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;
use uuid::Uuid;

use super::Db;
use crate::Result;
use crate::live::Topic;

/// The channel of all servers that share the database.
const CHANNEL: &str = "guildhall_live";
/// How long to wait before a lost connection is tried again.
const PAUSE: Duration = Duration::from_secs(2);
/// How long word may take from one connection to another.
const HEARS: Duration = Duration::from_secs(3);
/// Topics sent in one statement at the most.
const BATCH: usize = 64;

impl Db {
    /// Tells open pages of what others than this process did, for ever.
    pub async fn relay(&self) {
        tokio::join!(self.look(), self.carry());
    }

    /// Whether a connection stays ours: what one listens to it hears. Behind a pooler that gives connections to others
    /// after every transaction it does not, nor does it keep its settings.
    pub(super) async fn keeps_connections(&self) -> Result<bool, String> {
        let Some(url) = &self.postgres else { return Ok(true) };
        let away = |cause: sqlx::Error| format!("the database does not answer: {cause}");
        let channel = format!("guildhall_{}", Uuid::now_v7().simple());
        let mut listener = PgListener::connect(url).await.map_err(away)?;
        listener.listen(&channel).await.map_err(away)?;
        let mut conn = self.read.acquire().await.map_err(away)?;
        // It fails where the word comes to the connection that gave it.
        let given = conn.execute(AssertSqlSafe(format!("notify {channel}"))).await;
        let heard = timeout(HEARS, listener.try_recv()).await;
        Ok(given.is_ok() && heard.is_ok_and(|heard| matches!(heard, Ok(Some(_)))))
    }

    /// Carries what is published to the other servers and back. SQLite has one server, so there is nothing to carry.
    async fn carry(&self) {
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
                // pg_notify returns nothing that the driver for both databases could read.
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use tokio::sync::watch::Receiver;

    use super::*;
    use crate::db::{Options, test};
    use crate::id::OrgId;

    /// A failure rather than a wait without end.
    const LONG: Duration = Duration::from_secs(30);

    async fn heard(ear: &mut Receiver<()>) {
        timeout(LONG, ear.changed()).await.expect("word in time").unwrap();
    }

    async fn change(db: &Db, topic: &Topic) {
        let mut tx = db.begin().await.unwrap();
        tx.tell(topic.clone());
        tx.commit().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn word_of_a_change_reaches_the_other_servers() {
        let Some(test) = test::postgres().await else {
            eprintln!("no GUILDHALL_TEST_POSTGRES: several servers were not tried");
            return;
        };
        let url = test.db.postgres.clone().unwrap();
        let (here, there) =
            (test.db.clone(), Db::open(&Options { connections: 4, ..Options::at(&url) }).await.unwrap());
        let (acme, other) = (Topic::Org(OrgId::new()), Topic::Org(OrgId::new()));
        let mut near = here.live().subscribe(acme.clone()).unwrap();
        let mut far = there.live().subscribe(acme.clone()).unwrap();
        let mut deaf = there.live().subscribe(other).unwrap();
        let relays = [here.clone(), there.clone()].map(|db| tokio::spawn(async move { db.relay().await }));
        // Both say so when they begin to listen, because something may have been missed.
        for ear in [&mut near, &mut far, &mut deaf] {
            heard(ear).await;
        }
        change(&here, &acme).await;
        heard(&mut far).await;
        assert!(!deaf.has_changed().unwrap(), "only who waits for it is told");

        near.mark_unchanged();
        let mut undone = here.begin().await.unwrap();
        undone.tell(acme.clone());
        drop(undone);
        assert!(!near.has_changed().unwrap(), "what is rolled back is told to nobody");
        change(&there, &acme).await;
        heard(&mut near).await;

        // A lost connection is told as a change of everything, and then words arrive as before.
        let cut = "select 1 from pg_stat_activity
             where query ilike 'listen %' and datname = current_database() and pg_terminate_backend(pid)";
        sqlx::query(cut).execute(&mut *here.read().await.unwrap()).await.unwrap();
        heard(&mut deaf).await;
        far.mark_unchanged();
        change(&here, &acme).await;
        heard(&mut far).await;
        relays.iter().for_each(tokio::task::JoinHandle::abort);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_a_server_remembers_ends_with_a_change_on_another() {
        let Some(test) = test::postgres().await else {
            eprintln!("no GUILDHALL_TEST_POSTGRES: several servers were not tried");
            return;
        };
        let url = test.db.postgres.clone().unwrap();
        let (here, there) =
            (test.db.clone(), Db::open(&Options { connections: 4, ..Options::at(&url) }).await.unwrap());
        let mut begun = [&here, &there].map(|db| db.live().subscribe(Topic::Org(OrgId::new())).unwrap());
        let relays = [here.clone(), there.clone()].map(|db| tokio::spawn(async move { db.relay().await }));
        // Both forget everything once, when they begin to listen.
        for ear in &mut begun {
            heard(ear).await;
        }
        let acme = Topic::Org(OrgId::new());
        let mut told = there.live().subscribe(acme.clone()).unwrap();
        let read = async |db: &Db, value: u32| *db.live().memory().get_or(async { Ok(value) }).await.unwrap();
        assert_eq!((read(&here, 1).await, read(&there, 1).await), (1, 1));
        let mut undone = here.begin().await.unwrap();
        undone.tell(Topic::Site);
        drop(undone);
        assert_eq!((read(&here, 2).await, read(&there, 2).await), (1, 1), "nothing changed");
        let mut tx = here.begin().await.unwrap();
        tx.tell(Topic::Site);
        tx.tell(acme);
        tx.commit().await.unwrap();
        assert_eq!(read(&here, 3).await, 3, "at once where it happened");
        heard(&mut told).await;
        assert_eq!(read(&there, 3).await, 3, "and with the word elsewhere");
        relays.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

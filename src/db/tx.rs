use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use sqlx::{Any, AnyConnection, Transaction};

use crate::Result;
use crate::live::{Hub, Topic};
use crate::memory::Memory;

/// A transaction that writes. Dropped without `commit`, it changes nothing and tells nobody.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Any>,
    hub: Hub,
    topics: BTreeSet<Topic>,
    alone: bool,
}

impl Tx {
    pub(super) fn new(inner: Transaction<'static, Any>, hub: Hub, alone: bool) -> Self {
        Self { inner, hub, topics: BTreeSet::new(), alone }
    }

    /// Whether nobody else writes before this ends, so that nothing need be held.
    pub(crate) fn is_alone(&self) -> bool {
        self.alone
    }

    /// What the process remembers of the whole site.
    pub(crate) fn memory(&self) -> Memory {
        self.hub.memory().clone()
    }

    /// Lets open pages know of the change once it is committed.
    pub(crate) fn tell(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    /// Makes the changes last, then tells.
    pub async fn commit(self) -> Result<()> {
        self.inner.commit().await?;
        self.hub.publish(self.topics);
        Ok(())
    }
}

impl Deref for Tx {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::db::{Db, test};

    async fn write(db: &Db, bytes: i64) -> bool {
        let mut tx = db.begin().await.unwrap();
        let insert = "insert into throttles (key, failures, last_at) values (hex(randomblob($1)), 0, 0)";
        sqlx::query(insert).bind(bytes).execute(&mut *tx).await.is_ok() && tx.commit().await.is_ok()
    }

    #[tokio::test]
    async fn a_full_disk_ends_one_write_and_not_the_next() {
        let test = test::sqlite().await;
        let db = &test.db;
        // SQLite says of this limit what it says of a full disk, and ends the transaction by itself.
        let mut tx = db.begin().await.unwrap();
        sqlx::query("pragma max_page_count = 10").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!write(db, 1_000_000).await, "the disk is full");
        assert!(db.is_ready().await, "there is room again");
        for _ in 0..3 {
            assert!(write(db, 10).await);
        }
    }

    #[tokio::test]
    async fn whoever_cannot_write_is_not_ready() {
        let test = test::sqlite().await;
        assert!(test.db.is_ready().await);
        let mut tx = test.db.begin().await.unwrap();
        sqlx::query("pragma query_only = on").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!test.db.is_ready().await);
    }
}

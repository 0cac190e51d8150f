use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use sqlx::{Any, AnyConnection, Transaction};

use crate::Result;
use crate::live::{Hub, Topic};

/// A transaction that writes. Dropped without `commit`, it changes nothing and tells nobody.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Any>,
    hub: Hub,
    topics: BTreeSet<Topic>,
}

impl Tx {
    pub(super) fn new(inner: Transaction<'static, Any>, hub: Hub) -> Self {
        Self { inner, hub, topics: BTreeSet::new() }
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

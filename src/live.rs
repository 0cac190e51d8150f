//! Open pages wait here to be told that something changed. They learn only that, and ask for the rest as always.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use crate::id::{OrgId, ProjectId, UserId};
use crate::memory::Memory;

/// What a page can wait for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// What holds for the whole site. No page waits for it; every server forgets what it remembers of it, before it
    /// tells anybody else.
    Site,
    /// Anything that members see of an organization.
    Org(OrgId),
    /// Anything that concerns a user: notices, invitations, sessions.
    User(UserId),
    /// Anything that can be seen of a project, and who may see it.
    Project(ProjectId),
}

impl Topic {
    /// As it travels between servers.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Org(id) => format!("org {id}"),
            Self::User(id) => format!("user {id}"),
            Self::Project(id) => format!("project {id}"),
            Self::Site => "site".to_owned(),
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        if word == "site" {
            return Some(Self::Site);
        }
        match word.split_once(' ')? {
            ("org", id) => OrgId::parse(id).map(Self::Org),
            ("user", id) => UserId::parse(id).map(Self::User),
            ("project", id) => ProjectId::parse(id).map(Self::Project),
            _ => None,
        }
    }
}

/// Where pages of this process wait, and what it remembers until word of a change comes; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Hub {
    waiting: Arc<Mutex<Waiting>>,
    memory: Memory,
}

#[derive(Debug, Default)]
struct Waiting {
    topics: HashMap<Topic, watch::Sender<()>>,
    /// To the other servers, where there may be some.
    outwards: Option<mpsc::UnboundedSender<Topic>>,
    closed: bool,
    /// How many topics there were after the last sweep.
    swept: usize,
}

impl Hub {
    /// Waits for a topic: the receiver is told of every change after this call, several at once as one. Ends when the
    /// process does.
    pub fn subscribe(&self, topic: Topic) -> Option<watch::Receiver<()>> {
        let mut waiting = self.lock();
        if waiting.closed {
            return None;
        }
        waiting.sweep();
        Some(waiting.topics.entry(topic).or_insert_with(|| watch::channel(()).0).subscribe())
    }

    /// Tells pages of this process and of all others.
    pub(crate) fn publish(&self, topics: BTreeSet<Topic>) {
        for topic in topics {
            self.publish_here(&topic);
            let waiting = self.lock();
            if let Some(outwards) = &waiting.outwards {
                // A relay that is gone leaves its channel behind until the next begins.
                let _ = outwards.send(topic);
            }
        }
    }

    /// Tells pages of this process.
    pub(crate) fn publish_here(&self, topic: &Topic) {
        if *topic == Topic::Site {
            self.memory.forget();
        }
        self.lock().tell(topic);
    }

    /// Tells every page of this process: something may have been missed.
    pub(crate) fn publish_all(&self) {
        self.memory.forget();
        self.lock().topics.values().for_each(|topic| topic.send_replace(()));
    }

    /// What is remembered of the whole site.
    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// From now on what is published here is for other servers too.
    pub(crate) fn outwards(&self) -> mpsc::UnboundedReceiver<Topic> {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.lock().outwards = Some(sender);
        receiver
    }

    /// Ends all waiting, so that the process can end.
    pub fn close(&self) {
        let mut waiting = self.lock();
        waiting.closed = true;
        waiting.topics.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn tell(&self, topic: &Topic) {
        if let Some(topic) = self.topics.get(topic) {
            topic.send_replace(());
        }
    }

    /// Drops the topics nobody waits for any more, each time their number has doubled.
    fn sweep(&mut self) {
        if self.topics.len() >= 2 * self.swept.max(64) {
            self.topics.retain(|_, topic| topic.receiver_count() > 0);
            self.swept = self.topics.len();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn only_who_waits_for_a_topic_is_told() {
        let hub = Hub::default();
        let (acme, other) = (Topic::Org(OrgId::new()), Topic::Org(OrgId::new()));
        let (mut one, two) = (hub.subscribe(acme.clone()).unwrap(), hub.subscribe(other).unwrap());
        hub.publish([acme.clone()].into());
        hub.publish([acme].into());
        one.changed().await.unwrap();
        assert!(!one.has_changed().unwrap(), "two changes before one looks are one");
        assert!(!two.has_changed().unwrap());
        hub.close();
        assert!(one.changed().await.is_err(), "the end of the process ends the waiting");
        assert!(hub.subscribe(Topic::User(UserId::new())).is_none());
    }

    #[test]
    fn a_topic_survives_its_journey() {
        for topic in
            [Topic::Org(OrgId::new()), Topic::User(UserId::new()), Topic::Project(ProjectId::new()), Topic::Site]
        {
            assert_eq!(Topic::parse(&topic.word()), Some(topic));
        }
        assert_eq!(Topic::parse("org nonsense"), None);
    }

    #[test]
    fn topics_nobody_waits_for_are_dropped() {
        let hub = Hub::default();
        for _ in 0..1_000 {
            hub.subscribe(Topic::User(UserId::new())).unwrap();
        }
        assert!(hub.lock().topics.len() <= 128);
    }
}

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use guildhall::id::UserId;
use tokio::sync::oneshot::{self, Receiver, Sender};

/// Pages of one user that are told of changes at a time. Each holds a connection, of which there are only so many.
pub const MOST: usize = 12;

/// The open streams of every user, the oldest first; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Streams(Arc<Mutex<HashMap<UserId, VecDeque<Open>>>>);

/// Ends a stream when it is dropped; the number tells all streams of the process apart.
type Open = (u64, Sender<()>);

impl Streams {
    /// A further stream of a user. Where there are enough, the oldest ends.
    pub fn begin(&self, user: &UserId) -> Stream {
        static NUMBERS: AtomicU64 = AtomicU64::new(0);
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        let (sender, over) = oneshot::channel();
        let mut all = self.lock();
        let own = all.entry(user.clone()).or_default();
        own.push_back((number, sender));
        if own.len() > MOST {
            own.pop_front();
        }
        drop(all);
        Stream { over, of: self.clone(), user: user.clone(), number }
    }

    /// How many there are, of all users.
    pub fn count(&self) -> usize {
        self.lock().values().map(VecDeque::len).sum()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, VecDeque<Open>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One of them; its place is given back when it is dropped.
#[derive(Debug)]
pub struct Stream {
    /// Ends when there is one too many.
    pub over: Receiver<()>,
    of: Streams,
    user: UserId,
    number: u64,
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut all = self.of.lock();
        if let Some(own) = all.get_mut(&self.user) {
            own.retain(|(number, _)| *number != self.number);
            if own.is_empty() {
                all.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tokio::sync::oneshot::error::TryRecvError;

    #[test]
    fn the_oldest_of_too_many_ends_and_nothing_is_kept_of_those_that_ended() {
        let (streams, ada, bob) = (Streams::default(), UserId::new(), UserId::new());
        let mut own: Vec<_> = (0..MOST).map(|_| streams.begin(&ada)).collect();
        let _others = streams.begin(&bob);
        assert!(own.iter_mut().all(|stream| stream.over.try_recv() == Err(TryRecvError::Empty)));
        let one_more = streams.begin(&ada);
        let ended: Vec<_> = own.iter_mut().map(|stream| stream.over.try_recv() == Err(TryRecvError::Closed)).collect();
        assert_eq!(ended.iter().position(|ended| *ended), Some(0));
        assert_eq!(ended.iter().filter(|ended| **ended).count(), 1);
        drop((own, one_more));
        assert_eq!(streams.lock().len(), 1, "bob's");
    }
}

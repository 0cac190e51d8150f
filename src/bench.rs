use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::access::Origin;
use crate::{Error, Result};

/// Where work waits that keeps a processor busy for long: off the loop that answers everybody, a little at one time,
/// and whoever finds the queue full is sent away at once.
#[derive(Debug)]
pub(crate) struct Bench {
    places: Semaphore,
    queue: Semaphore,
    /// Most of the queue that one network has.
    share: usize,
    waiting: Mutex<BTreeMap<String, usize>>,
}

impl Bench {
    /// So many at one time, so many waiting or under way, and so many of them from one network.
    pub const fn new(places: usize, queue: usize, share: usize) -> Self {
        let (places, queue) = (Semaphore::const_new(places), Semaphore::const_new(queue));
        Self { places, queue, share, waiting: Mutex::new(BTreeMap::new()) }
    }

    /// Does the work when there is a place, or returns `TooMany`.
    pub async fn run<T: Send + 'static>(
        &'static self,
        origin: &Origin,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let share = self.share_of(origin.network()).ok_or(FULL)?;
        let waiting = self.queue.try_acquire().map_err(|_| FULL)?;
        let place = self.places.acquire().await.map_err(|_| Error::Internal)?;
        // The work goes on when the caller hangs up, so it keeps its place itself.
        let in_place = move || {
            let _held = (share, waiting, place);
            work()
        };
        tokio::task::spawn_blocking(in_place).await.map_err(|_| Error::Internal)
    }

    /// Nobody's network is everybody's, such as that of the command line.
    fn share_of(&'static self, network: String) -> Option<Share> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = waiting.entry(network.clone()).or_default();
        if *taken >= self.share && !network.is_empty() {
            return None;
        }
        *taken += 1;
        Some(Share { bench: self, network })
    }
}

const FULL: Error = Error::TooMany { seconds: 5 };

/// One place of a network in the queue, given back when dropped.
struct Share {
    bench: &'static Bench,
    network: String,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut waiting = self.bench.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = waiting.get_mut(&self.network) {
            *taken -= 1;
            if *taken == 0 {
                waiting.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn one_network_leaves_room_for_others_and_the_queue_ends() {
        static BENCH: Bench = Bench::new(1, 3, 2);
        let [one, other, third] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map(|address| Origin::new(address, ""));
        let (go, goes) = mpsc::channel::<()>();
        let busy = tokio::spawn({
            let one = one.clone();
            async move { BENCH.run(&one, move || goes.recv().is_ok()).await }
        });
        let second = tokio::spawn({
            let one = one.clone();
            async move { BENCH.run(&one, || true).await }
        });
        while BENCH.queue.available_permits() > 1 {
            tokio::task::yield_now().await;
        }
        assert_eq!(BENCH.run(&one, || true).await, Err(FULL), "its share is used up");
        let waits = tokio::spawn(async move { BENCH.run(&other, || true).await });
        while BENCH.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(BENCH.run(&third, || true).await, Err(FULL), "the queue is full");
        go.send(()).expect("somebody works");
        for done in [busy, second, waits] {
            assert_eq!(done.await.expect("no panic"), Ok(true));
        }
        assert_eq!(BENCH.run(&third, || true).await, Ok(true));
        assert!(BENCH.waiting.lock().expect("whole").is_empty(), "and nothing is kept of them");
    }

    #[tokio::test]
    async fn work_goes_on_when_the_caller_hangs_up_and_keeps_its_place() {
        static BENCH: Bench = Bench::new(1, 1, 1);
        let (go, goes) = mpsc::channel::<()>();
        let (done, is_done) = tokio::sync::oneshot::channel();
        let work = move || {
            let _ = goes.recv();
            let _ = done.send(());
        };
        let caller = tokio::spawn(async move { BENCH.run(&Origin::default(), work).await });
        while BENCH.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        caller.abort();
        assert!(caller.await.is_err(), "the caller is gone");
        assert_eq!(BENCH.run(&Origin::default(), || ()).await, Err(FULL));
        go.send(()).expect("the work goes on");
        is_done.await.expect("to its end");
    }
}

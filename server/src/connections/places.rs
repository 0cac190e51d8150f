use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::layers::rate::household;

/// Files that the process needs for itself: the database, logs, its own connections.
const OWN_FILES: usize = 100;

/// How many connections may be open: in all, and from one address. Whoever stands over that is sent away at once.
#[derive(Debug)]
pub struct Places {
    all: usize,
    each: usize,
    proxies: Arc<[IpNet]>,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

impl Places {
    /// As many as the process may have files open at the most, a quarter of them from one address. Behind a proxy
    /// everybody has its address, so the proxy has as many as there are.
    pub fn of_process(proxies: Arc<[IpNet]>) -> Self {
        let files = raise_files();
        let all = files.saturating_sub(OWN_FILES).clamp(50, 10_000);
        tracing::info!(files, connections = all, each = all / 4, "so many files and connections may be open");
        Self::new(all, all / 4, proxies)
    }

    pub fn new(all: usize, each: usize, proxies: Arc<[IpNet]>) -> Self {
        Self { all, each, proxies, taken: Mutex::default() }
    }

    /// Whether an address is that of a trusted proxy.
    pub fn is_proxy(&self, peer: IpAddr) -> bool {
        self.proxies.iter().any(|network| network.contains(&peer))
    }

    /// A place that is given back when dropped.
    pub fn take(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let peer = household(peer.to_canonical());
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, own) = (taken.values().sum::<usize>(), taken.get(&peer).copied().unwrap_or_default());
        if all >= self.all || (own >= self.each && !self.is_proxy(peer)) {
            return None;
        }
        taken.insert(peer, own + 1);
        Some(Place { of: self.clone(), peer })
    }
}

/// One open connection.
#[derive(Debug)]
pub struct Place {
    of: Arc<Places>,
    peer: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.of.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.peer) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

/// Lets the process have as many files open as it may, and returns how many those are: the limit that systems begin
/// with suits programs of one user.
pub fn raise_files() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if limit.current != limit.maximum && setrlimit(Resource::Nofile, raised).is_ok() {
        limit = raised;
    }
    limit.current.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn one_address_leaves_room_and_a_proxy_needs_all_of_it() {
        let places = Arc::new(Places::new(4, 2, ["10.0.0.1/32".parse().unwrap()].into()));
        let take = |peer: &str| places.take(peer.parse().unwrap());
        let (one, _two) = (take("192.0.2.1").unwrap(), take("192.0.2.1").unwrap());
        assert!(take("192.0.2.1").is_none() && take("::ffff:192.0.2.1").is_none());
        drop(one);
        let _again = take("192.0.2.1").unwrap();
        let _proxied = [take("10.0.0.1").unwrap(), take("10.0.0.1").unwrap()];
        assert!(take("192.0.2.2").is_none(), "all are taken");
        drop(_proxied);
        let _proxied = (take("10.0.0.1").unwrap(), take("10.0.0.1").unwrap());
        drop((_two, _again, _proxied));
        assert!(places.taken.lock().unwrap().is_empty(), "and nothing is kept of them");
        let _household = (take("2001:db8::1").unwrap(), take("2001:db8::2").unwrap());
        assert!(take("2001:db8::3").is_none());
    }

    #[test]
    fn the_limit_of_the_process_is_raised_as_far_as_it_goes() {
        let files = raise_files();
        assert!(files >= 100);
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
        assert_eq!(raise_files(), files);
    }
}

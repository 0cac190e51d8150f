use std::net::{IpAddr, Ipv6Addr};

use crate::clock::{MINUTE, Timestamp};
use crate::id::{SessionId, UserId};
use crate::text::{AccountName, DisplayName, EmailAddress, Named, plain};

/// A given password counts for dangerous acts for so long, in milliseconds.
pub const CONFIRMED_FOR: i64 = 15 * MINUTE;

/// Whoever sent a request: somebody signed in or nobody, and where it came from.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    pub actor: Option<Actor>,
    pub origin: Origin,
}

/// A user who acts. The address is verified: a user exists only once it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    pub user: UserId,
    pub name: AccountName,
    pub display_name: DisplayName,
    pub email: EmailAddress,
    pub via: Via,
    pub origin: Origin,
}

/// By what a user acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Via {
    /// In a browser that is signed in, where the password was last given at a moment.
    Session { id: SessionId, confirmed_at: Timestamp },
}

impl Actor {
    /// As sentences name this person.
    pub fn named(&self) -> Named {
        Named { name: self.name.clone(), display_name: self.display_name.clone() }
    }

    /// The session in which the user acts.
    pub fn session(&self) -> &SessionId {
        match &self.via {
            Via::Session { id, .. } => id,
        }
    }

    /// Whether the password was given so lately that dangerous acts do not ask for it, with some milliseconds to spare.
    #[cfg(feature = "server")]
    pub fn is_confirmed(&self, to_spare: i64) -> bool {
        match self.via {
            Via::Session { confirmed_at, .. } => confirmed_at.plus(CONFIRMED_FOR - to_spare) > Timestamp::now(),
        }
    }
}

/// Where a request came from, for the audit log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// IP address.
    pub address: String,
    /// What the client calls itself, at most 200 characters.
    pub client: String,
    /// The hash of the cookie that tells browsers apart; empty when there is none.
    pub device: String,
}

impl Origin {
    /// Takes what a request says of itself, cut to size and without what would deceive a reader.
    pub fn new(address: &str, client: &str) -> Self {
        let clean = |text: &str, most| plain(text).replace('\n', "").chars().take(most).collect();
        Self { address: clean(address, 45), client: clean(client, 200), device: String::new() }
    }

    /// The same with the browser known.
    pub fn with(self, device: String) -> Self {
        Self { device, ..self }
    }

    /// Whose addresses these are: an IPv4 address, or the first 64 bits of an IPv6 address, of which everybody has as
    /// many as they like. Empty when it is not known.
    pub fn network(&self) -> String {
        match self.address.parse::<IpAddr>().map(|address| address.to_canonical()) {
            Ok(IpAddr::V4(address)) => address.to_string(),
            Ok(IpAddr::V6(address)) => format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            Err(_) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_what_one_person_has() {
        for (address, network) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("", ""),
        ] {
            assert_eq!(Origin::new(address, "").network(), network, "{address}");
        }
    }
}

use std::net::{IpAddr, Ipv6Addr};

use serde::{Deserialize, Serialize};

#[cfg(feature = "server")]
use crate::account::Recipient;
use crate::account::{Named, Theme};
use crate::clock::Timestamp;
use crate::id::{SessionId, UserId};
use crate::text::{AccountName, DisplayName, EmailAddress, plain};

/// Whoever sent a request: somebody signed in or nobody, and where it came from.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    pub actor: Option<Actor>,
    pub origin: Origin,
}

/// A signed-in user, as the session says. The address is verified: a user exists only once it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    pub user: UserId,
    pub session: SessionId,
    pub name: AccountName,
    pub display_name: DisplayName,
    pub email: EmailAddress,
    pub site_admin: bool,
    pub theme: Theme,
    /// Notices not read yet.
    pub unread: i64,
    /// Invitations and offers that wait for an answer.
    pub waiting: i64,
    /// When the password was last given.
    pub confirmed_at: Timestamp,
    #[serde(skip)]
    pub origin: Origin,
}

impl Actor {
    /// As sentences name this person.
    pub fn named(&self) -> Named {
        Named { name: self.name.clone(), display_name: self.display_name.clone() }
    }

    /// As somebody who is told something.
    #[cfg(feature = "server")]
    pub(crate) fn recipient(&self) -> Recipient {
        Recipient { id: self.user.clone(), named: self.named(), email: self.email.clone() }
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

    /// Whose addresses these are: an IPv4 address, or the first 64 bits of an IPv6 address, of which everybody has as many as
    /// they like. Empty when it is not known.
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

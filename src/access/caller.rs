use serde::{Deserialize, Serialize};

use crate::account::Theme;
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

/// Where a request came from, for the audit log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// IP address.
    pub address: String,
    /// What the client calls itself, at most 200 characters.
    pub client: String,
}

impl Origin {
    /// Takes what a request says of itself, cut to size and without what would deceive a reader.
    pub fn new(address: &str, client: &str) -> Self {
        let clean = |text: &str, most| plain(text).replace('\n', "").chars().take(most).collect();
        Self { address: clean(address, 45), client: clean(client, 200) }
    }
}

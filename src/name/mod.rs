//! The one namespace of users and organizations: every name that is, was or is about to be held.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::text::{AccountName, EmailAddress, Note};

#[cfg(feature = "server")]
mod claim;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub(crate) use store::{block, free, unheld, unheld_name};
#[cfg(feature = "server")]
pub use {
    claim::{Claim, Standing, claim, reserve, standing},
    store::{assign, forget_reservations, is_taken, release, similar},
};

/// A name that no account holds and that cannot be had all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unheld {
    pub name: AccountName,
    pub since: Timestamp,
    pub why: Why,
}

/// What keeps a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// A site admin blocked it.
    Blocked { reason: Note },
    /// A sign-up that nobody has confirmed yet.
    SignUp { email: EmailAddress },
}

/// One page of names, by the alphabet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UnheldNames {
    pub rows: Vec<Unheld>,
    /// After which name the next page begins.
    pub next: Option<String>,
}

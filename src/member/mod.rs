//! Members: users with exactly one role in an organization.

use serde::{Deserialize, Serialize};

use crate::access::{Role, Standing};
use crate::clock::Timestamp;
use crate::text::{AccountName, DisplayName, Named, choice};

#[cfg(feature = "server")]
mod appoint;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod change_role;
#[cfg(feature = "server")]
mod chosen;
#[cfg(feature = "server")]
mod hand_over;
#[cfg(feature = "server")]
mod leave;
#[cfg(feature = "server")]
mod left;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod remove;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub use {
    appoint::{appoint, owners},
    change::Change,
    change_role::{change_role, change_roles},
    chosen::chosen,
    hand_over::{accept_hand_over, ask_hand_over, decline_hand_over, hand_over, offers, take_back_hand_over},
    leave::leave,
    list::{Filter, export, list, one, several},
    remove::{remove, remove_several},
};
#[cfg(feature = "server")]
pub(crate) use {
    left::forsaken_by,
    store::{add, insert},
};

/// Members on a page of the list.
pub const PAGE: u32 = 50;
/// Members that one act can change or remove.
pub const MOST_AT_ONCE: u32 = 100;

choice! {
    /// The order of a list of members.
    Sort {
        Name = "name", "By name";
        NameDown = "name-down", "By name, from the end";
        Newest = "newest", "The newest first";
        Oldest = "oldest", "The oldest first";
    }
}

/// A member as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Member {
    pub name: AccountName,
    pub display_name: DisplayName,
    pub role: Role,
    /// Whether it is the primary owner.
    #[cfg_attr(feature = "server", sqlx(rename = "is_primary", try_from = "crate::db::Flag"))]
    pub primary: bool,
    pub joined_at: Timestamp,
    /// When a session of theirs was last used; only Owners learn it.
    pub last_seen: Option<Timestamp>,
}

impl Member {
    /// As sentences name this person.
    pub fn named(&self) -> Named {
        Named { name: self.name.clone(), display_name: self.display_name.clone() }
    }

    pub fn standing(&self) -> Standing {
        Standing { role: self.role, primary: self.primary }
    }
}

/// An Owner of an organization as site admins see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct OverseenOwner {
    #[cfg_attr(feature = "server", sqlx(flatten))]
    pub named: Named,
    /// Whether it is the primary owner.
    #[cfg_attr(feature = "server", sqlx(rename = "is_primary", try_from = "crate::db::Flag"))]
    pub primary: bool,
    /// Who is suspended cannot sign in.
    #[cfg_attr(feature = "server", sqlx(rename = "is_suspended", try_from = "crate::db::Flag"))]
    pub suspended: bool,
}

/// One page of a list of members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    pub rows: Vec<Member>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Primary ownership that was offered and not answered yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOver {
    pub org: AccountName,
    pub org_display_name: DisplayName,
    /// The primary owner.
    pub from: Named,
    /// The Owner who is to become it.
    pub to: AccountName,
    pub to_display_name: DisplayName,
    pub asked_at: Timestamp,
}

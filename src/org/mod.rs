//! Organizations: who founded them, who belongs to them, what they look like to a member.

use serde::{Deserialize, Serialize};

use crate::access::{Permission, Role, Standing, allows};
use crate::clock::Timestamp;
use crate::text::{AccountName, Description, DisplayName, Link, choice};

#[cfg(feature = "server")]
mod found;
#[cfg(feature = "server")]
mod read;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub(crate) use found::{Founding, found};
#[cfg(feature = "server")]
pub use read::{Seen, activity, head, id, log, mine, see};
#[cfg(all(test, feature = "server"))]
pub(crate) use store::set_seats;
#[cfg(feature = "server")]
pub(crate) use store::{count, head as own_head, hold, hold_for, name_of, owners, personal_since, set_primary};

choice! {
    /// What an organization is, and so whether it is reviewed and billed.
    Kind {
        Personal = "personal", "Personal";
        Community = "community", "Community";
        Company = "company", "Company";
    }
}

/// An organization as its members see it on every page of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub name: AccountName,
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
    pub kind: Kind,
    /// The caller's role.
    pub role: Role,
    /// Whether the caller is the primary owner.
    pub primary: bool,
    pub members: i64,
    /// Members it may have.
    pub seats: i64,
    pub owners: i64,
    pub managers: i64,
    pub billing_managers: i64,
    pub founded_at: Timestamp,
}

impl Head {
    /// Where the caller stands.
    pub fn standing(&self) -> Standing {
        Standing { role: self.role, primary: self.primary }
    }

    /// Whether the caller may do this.
    pub fn may(&self, permission: Permission) -> bool {
        allows(self.standing(), permission)
    }
}

/// One row of "Your organizations".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Mine {
    pub name: AccountName,
    pub display_name: DisplayName,
    pub kind: Kind,
    pub role: Role,
    pub members: i64,
    pub seats: i64,
}

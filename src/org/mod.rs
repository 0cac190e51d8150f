//! Organizations: who founded them, who belongs to them, what they look like to a member.

use serde::{Deserialize, Serialize};

use crate::access::{BaseRight, Permission, Role, Standing, Visibility, allows};
use crate::clock::Timestamp;
use crate::error::Form;
use crate::site::{Approvals, SiteSettings};
use crate::text::{AccountName, Description, DisplayName, Link, Named, choice};
use crate::{Error, Problem, Result, site};

#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod change_seats;
#[cfg(feature = "server")]
mod handle;
#[cfg(feature = "server")]
pub(crate) mod letter;
#[cfg(feature = "server")]
mod overseen;
#[cfg(feature = "server")]
mod project_settings;
#[cfg(feature = "server")]
mod read;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod waiting;

#[cfg(feature = "server")]
pub use {
    change::Change,
    change_seats::{change_seats, oversee},
    handle::OrgFor,
    overseen::Overseen,
    project_settings::{change_project_settings, project_settings},
    read::{Seen, head, id, mine, see},
    waiting::waiting,
};
#[cfg(feature = "server")]
pub(crate) use {
    letter::seats_in_words,
    store::{
        count, head as own_head, hold, insert, name_of, owners, personal_since, project_settings as settings_of,
        raise_seats, set_primary,
    },
};

choice! {
    /// What an organization is, and so whether it is reviewed and billed.
    Kind {
        Personal = "personal", "Personal";
        Community = "community", "Community";
        Company = "company", "Company";
    }
}

impl Kind {
    /// Whether an organization of this kind waits for a reviewer. Personal never does.
    pub fn is_reviewed(self, approvals: Approvals) -> bool {
        match self {
            Self::Personal => false,
            Self::Community => approvals == Approvals::All,
            Self::Company => approvals != Approvals::Nothing,
        }
    }

    /// Members a new organization of this kind may have.
    pub fn seats(self, settings: &SiteSettings) -> i64 {
        match self {
            Self::Personal => 1,
            Self::Community => settings.community_seats,
            Self::Company => settings.company_seats,
        }
    }
}

/// An organization as its members see it on every page of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct OrgHeader {
    pub name: AccountName,
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
    pub kind: Kind,
    /// The caller's role.
    pub role: Role,
    /// Whether the caller is the primary owner.
    #[cfg_attr(feature = "server", sqlx(rename = "is_primary", try_from = "crate::db::Flag"))]
    pub primary: bool,
    pub members: i64,
    /// Members it may have.
    pub seats: i64,
    pub owners: i64,
    pub managers: i64,
    pub billing_managers: i64,
    pub teams: i64,
    pub projects: i64,
    pub founded_at: Timestamp,
}

impl OrgHeader {
    /// Where the caller stands.
    pub fn standing(&self) -> Standing {
        Standing { role: self.role, primary: self.primary }
    }

    /// Whether the caller may do this.
    pub fn may(&self, permission: Permission) -> bool {
        allows(self.standing(), permission)
    }
}

/// What an organization lets its Members do with its projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectSettings {
    /// What every Member may do in each of them.
    pub base_right: BaseRight,
    /// Whether Members may create some.
    pub members_create: bool,
    /// Of new ones.
    pub default_visibility: Visibility,
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self { base_right: BaseRight::Publish, members_create: true, default_visibility: Visibility::Internal }
    }
}

impl ProjectSettings {
    /// As they were typed; a box that is not ticked sends nothing.
    pub fn parse(base_right: &str, members_create: &str, default_visibility: &str) -> Result<Self> {
        let mut form = Form::default();
        let base_right = form.take("base_right", BaseRight::parse(base_right));
        let default_visibility = form.take("default_visibility", Visibility::parse(default_visibility));
        form.done()?;
        let settings = || {
            Some(Self {
                base_right: base_right?,
                members_create: !members_create.is_empty(),
                default_visibility: default_visibility?,
            })
        };
        settings().ok_or(Error::BadRequest)
    }
}

/// Most seats that anybody can give.
pub const MOST_SEATS: u32 = 1_000_000;

/// A number of seats as it was typed.
pub fn seats(text: &str) -> Result<i64, Problem> {
    site::whole(text, 1, MOST_SEATS)
}

/// An organization as site admins see it, members or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Oversight {
    pub named: Named,
    pub kind: Kind,
    pub founded_at: Timestamp,
    pub members: i64,
    /// Members it may have.
    pub seats: i64,
    /// Whether a site admin gave it this number, so that it does not follow the site's setting.
    pub by_hand: bool,
    /// The primary owner.
    pub primary: Named,
}

/// What waits in an organization for one of its Owners.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Waiting {
    /// Invitations that can be accepted. Each holds a seat.
    pub invited: i64,
    /// Those of them that end soon, and the first to do so: whose it is, and when.
    pub ending: i64,
    pub ending_first: Option<String>,
    pub ending_at: Option<Timestamp>,
    /// Invitations whose mail was given up, and whose the first of them is.
    pub undelivered: i64,
    pub undelivered_first: Option<String>,
    /// Invitations that have ended without an answer, and whose the first of them is.
    pub expired: i64,
    pub expired_first: Option<String>,
    /// Who offers the caller primary ownership: username and what they are called.
    pub heir_of: Option<AccountName>,
    pub heir_of_called: Option<DisplayName>,
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
    /// Whether its Members may create projects.
    #[cfg_attr(feature = "server", sqlx(try_from = "crate::db::Flag"))]
    pub members_create: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approvals_say_who_is_reviewed() {
        for (approvals, reviewed) in [
            (Approvals::All, [false, true, true]),
            (Approvals::Company, [false, false, true]),
            (Approvals::Nothing, [false; 3]),
        ] {
            let kinds = [Kind::Personal, Kind::Community, Kind::Company];
            assert_eq!(kinds.map(|kind| kind.is_reviewed(approvals)), reviewed);
        }
    }
}

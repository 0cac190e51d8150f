//! Teams: named groups of an organization's members, to whom rights in projects are given together.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::text::{Description, Named, TeamName};

#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod create;
#[cfg(feature = "server")]
mod delete;
#[cfg(feature = "server")]
mod edit;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod people;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub(crate) use store::{FoundTeam, find, hold};
#[cfg(feature = "server")]
pub use {
    change::Change,
    create::create,
    delete::delete,
    edit::edit,
    list::{all, list, members, of_member, one},
    people::{add, remove},
};

/// Teams, or members of one, on a page of a list.
pub const PAGE: u32 = 50;
/// People that one act can add.
pub const MOST_AT_ONCE: usize = 100;

/// A team as members of its organization find it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Team {
    pub name: TeamName,
    /// What stands for it in addresses.
    pub slug: String,
    pub description: Description,
    pub members: i64,
    /// In which it has a right.
    pub projects: i64,
    /// Whether the one who looks is in it.
    #[cfg_attr(feature = "server", sqlx(try_from = "crate::db::Flag"))]
    pub mine: bool,
}

/// One page of a list of teams.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Teams {
    pub rows: Vec<Team>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Somebody in a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct TeamMember {
    #[cfg_attr(feature = "server", sqlx(flatten))]
    pub named: Named,
    pub joined_at: Timestamp,
}

/// One page of the people of a team.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TeamMembers {
    pub rows: Vec<TeamMember>,
    /// Where the next page begins.
    pub next: Option<String>,
}

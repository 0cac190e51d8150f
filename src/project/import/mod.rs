//! Bringing many projects of one's own into an organization in one act. Each comes or stays for itself; what was asked
//! is kept until all were tried, so that a closed page or a server that ends loses nothing and doubles nothing.

mod begin;
mod run;
mod store;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::ImportId;
use crate::text::{Named, NamedProject, choice};

pub use begin::{begin_import, import, prepare_import};
pub(crate) use run::tidy;
pub use run::{go_on, unfinished};

/// Projects that one act can bring in.
pub const MOST: usize = 1_000;

choice! {
    /// What became of one project.
    Outcome {
        Came = "came", "Came in";
        /// It was transferred or deleted meanwhile.
        NotYours = "not_yours", "Stays: it is not yours any more.";
        Archived = "archived", "Stays: it is archived. Restore it first.";
        /// Whoever brings them in may no longer create projects there.
        NotAllowed = "not_allowed", "Stays: you may not create projects in this organization any more.";
    }
}

/// One project of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub project: NamedProject,
    /// Nothing until it was tried.
    pub outcome: Option<Outcome>,
}

/// An import as whoever asked for it sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Import {
    pub id: ImportId,
    pub org: Named,
    pub asked_at: Timestamp,
    /// Until then it is only looked at.
    pub begun: bool,
    pub finished: bool,
    pub all: i64,
    pub tried: i64,
    pub came: i64,
    /// Those that stay or, before it is begun, all of them; at most 200.
    pub items: Vec<Item>,
}

//! Who belongs to an organization: the list, inviting, roles, removing, leaving, handing over.

#[cfg(feature = "ssr")]
mod acts;
#[cfg(feature = "ssr")]
mod collaborators;
mod hand_over;
mod invite;
mod invited;
mod leave;
mod list;
mod pending;
mod people_query;
mod person;
#[cfg(feature = "ssr")]
mod reach;
mod review;
mod role_menu;
#[cfg(feature = "ssr")]
mod roles;
mod selected;
mod suggest;
mod table;

#[cfg(feature = "ssr")]
pub use collaborators::{collaborator, collaborators};
pub use hand_over::HandOverPage;
#[cfg(feature = "ssr")]
pub use hand_over::{AcceptHandOver, DeclineHandOver};
pub use invite::InvitePage;
pub use invited::InvitedPage;
pub use leave::LeavePage;
pub use list::PeoplePage;
pub use person::PersonPage;
pub use review::ReviewInvitesPage;
#[cfg(feature = "ssr")]
pub use roles::roles;
pub use selected::SelectedPage;

use leptos::prelude::*;

use super::org::{org_name, titled};
use guildhall::address as to;

/// The path of a server function.
#[cfg(feature = "ssr")]
fn path_of<S: leptos::server_fn::ServerFn>() -> &'static str {
    S::PATH
}

/// The way to a page below the list.
fn crumbs(org: &guildhall::text::AccountName) -> Vec<(String, String)> {
    vec![("People".to_owned(), to::people(org))]
}

/// The page a form stands on, to come back to.
fn here() -> String {
    let location = leptos_router::hooks::use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    if search.is_empty() { path } else { format!("{path}?{search}") }
}

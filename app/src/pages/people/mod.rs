//! Who belongs to an organization: the list, inviting, roles, removing, leaving, handing over.

mod hand_over;
mod invite;
mod invited;
mod leave;
mod list;
mod pending;
mod people_query;
mod person;
mod review;
mod role_menu;
mod roles;
mod selected;
mod suggest;
mod table;

pub use hand_over::{AcceptHandOver, DeclineHandOver, HandOverPage};
pub use invite::InvitePage;
pub use invited::InvitedPage;
pub use leave::LeavePage;
pub use list::PeoplePage;
pub use person::PersonPage;
pub use review::ReviewInvitesPage;
pub use roles::RolesPage;
pub use selected::SelectedPage;

use leptos::prelude::*;

use super::org::{org_name, titled};
use guildhall::address as to;

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

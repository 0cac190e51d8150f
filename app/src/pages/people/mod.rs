//! Who belongs to an organization: the list, inviting, roles, removing, leaving, handing over.

mod hand_over;
mod invite;
mod invited;
mod leave;
mod list;
mod pending;
mod people_query;
mod person;
mod role_menu;
mod roles;
mod selected;
mod table;

pub use hand_over::{AcceptHandOver, DeclineHandOver, HandOverPage};
pub use invite::InvitePage;
pub use invited::InvitedPage;
pub use leave::LeavePage;
pub use list::PeoplePage;
pub use person::PersonPage;
pub use roles::RolesPage;
pub use selected::SelectedPage;

use guildhall::org::OrgHeader;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::remote::Fetched;
use crate::ui::Title;
use guildhall::address as to;

/// The organization's name in the address.
fn org_name() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("org").unwrap_or_default())
}

/// The page's title with the organization's.
fn titled(page: &'static str) -> AnyView {
    let head = expect_context::<Fetched<OrgHeader>>();
    let title = move || {
        Suspend::new(async move {
            head.answer().await.ok().map(|head| view! { <Title text=format!("{page} · {}", head.display_name)/> })
        })
    };
    view! { <Transition>{title}</Transition> }.into_any()
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

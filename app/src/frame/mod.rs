//! What stands around every page: the bar with its menus, the keys, and the word about what was just done.

mod account;
mod keys;
mod menus;
mod place;
#[cfg(feature = "ssr")]
mod questions;
mod shortcuts;
mod switcher;
mod waiting;

use guildhall::account::Viewer;
use guildhall::text::Named;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

pub use account::ChangeTheme;
pub use keys::{on_key, press};

use account::AccountMenu;
use place::{Place, place};
use shortcuts::Shortcuts;
use switcher::Switcher;
use waiting::{ReadQuestions, banners};

use crate::done::Done;
use crate::live::Live;
use crate::remote::Fetched;
use crate::ui::{Toast, TopBar, TopUser};
use crate::viewer::{CurrentViewer, Looking};

/// The top bar on every page but those of the entrance, and the toast on all.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    menus::close_menus();
    let path = use_location().pathname;
    let place = Memo::new(move |_| place(&path.get()));
    let viewer = CurrentViewer::provide(Signal::derive(move || match place.get() {
        Place::Project(at) => at,
        _ => String::new(),
    }));
    let query = use_query_map();
    let done = Signal::derive(move || {
        query.with(|query| query.get("done")).and_then(|code| Done::parse(&code)).map(|done| done.sentence().to_owned())
    });
    let framed = Memo::new(move |_| place.get() != Place::Outside);
    let is_known = RwSignal::new(false);
    let top = move || {
        let place = place.get();
        Suspend::new(async move {
            let viewer = viewer.get().await;
            is_known.set(viewer.is_some());
            bar(place, viewer)
        })
    };
    let live = Live::here();
    let questions = Fetched::anew_after(|| ReadQuestions {}, move || format!("{} {}", framed.get(), live.user()));
    listen(live, Signal::derive(move || framed.get() && is_known.get()), place);
    let bar = move || {
        framed.get().then(|| {
            view! {
                <Transition fallback=|| view! { <header class="top"></header> }>{top}</Transition>
                {banners(questions)}
                <Shortcuts place=place/>
            }
        })
    };
    view! {
        {bar}
        {children()}
        <Toast text=done/>
    }
    .into_any()
}

/// Hears of changes while somebody is signed in.
fn listen(live: Live, signed_in: Signal<bool>, place: Memo<Place>) {
    let query = Memo::new(move |_| {
        signed_in.get().then(|| match place.get() {
            Place::Organization(name) => format!("org={name}&"),
            // As it stands in the address, which is encoded already.
            Place::Project(at) => format!("project={at}&"),
            _ => String::new(),
        })
    });
    live.listen(query.into());
}

fn bar(place: Place, looking: Option<Looking>) -> AnyView {
    let Some(Looking { viewer, org }) = looking else {
        return view! { <TopBar here=(String::new(), "", String::new())/> }.into_any();
    };
    let (site_admin, theme) = (viewer.site_admin, viewer.theme);
    view! {
        <TopBar
            here=here(place, org, &viewer)
            user=Some(TopUser {
                name: viewer.display_name.to_string(),
                username: viewer.name.to_string(),
                unread: viewer.unread,
                site_admin,
            })
            orgs=move || view! { <Switcher site_admin=site_admin/> }
            account=move || view! { <AccountMenu theme=theme/> }
        />
    }
    .into_any()
}

/// Label, kind of picture and seed of its hue.
fn here(place: Place, org: Option<Named>, viewer: &Viewer) -> (String, &'static str, String) {
    match place {
        Place::Project(_) if let Some(org) = org => (org.name.to_string(), "org", org.name.to_string()),
        Place::Organization(name) => (name.to_string(), "org", name.to_string()),
        Place::Administration if viewer.site_admin => ("Site administration".to_owned(), "", String::new()),
        _ => (viewer.display_name.to_string(), "user", viewer.name.to_string()),
    }
}

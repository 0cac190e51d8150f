//! What stands around every page: the bar with its menus, the keys, and the word about what was just done.

mod account;
mod keys;
mod place;
mod shortcuts;
mod switcher;

use guildhall::access::Actor;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

pub use account::ChangeTheme;
pub use keys::{on_key, press};

use account::AccountMenu;
use place::{Place, place};
use shortcuts::Shortcuts;
use switcher::Switcher;

use crate::ui::{Toast, TopBar, TopUser};
use crate::viewer::Viewer;

/// The top bar on every page but those of the entrance, and the toast on all.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let viewer = Viewer::provide();
    let path = use_location().pathname;
    let place = Memo::new(move |_| place(&path.get()));
    let query = use_query_map();
    let done = Signal::derive(move || {
        query.with(|query| query.get("done")).and_then(|code| crate::done::sentence(&code)).map(str::to_owned)
    });
    let framed = Memo::new(move |_| place.get() != Place::Outside);
    let top = move || {
        let place = place.get();
        Suspend::new(async move { bar(place, viewer.actor().await) })
    };
    let bar = move || {
        framed.get().then(|| {
            view! {
                <Transition fallback=|| view! { <header class="top"></header> }>{top}</Transition>
                <Shortcuts/>
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

fn bar(place: Place, viewer: Option<Actor>) -> AnyView {
    let Some(actor) = viewer else {
        return view! { <TopBar here=(String::new(), "", String::new())/> }.into_any();
    };
    let (site_admin, theme) = (actor.site_admin, actor.theme);
    view! {
        <TopBar
            here=here(place, &actor)
            user=Some(TopUser {
                name: actor.display_name.to_string(),
                username: actor.name.to_string(),
                unread: actor.unread,
                site_admin,
            })
            orgs=move || view! { <Switcher site_admin=site_admin/> }
            account=move || view! { <AccountMenu theme=theme/> }
        />
    }
    .into_any()
}

/// Label, kind of picture and seed of its hue.
fn here(place: Place, actor: &Actor) -> (String, &'static str, String) {
    match place {
        Place::Organization(name) => (name.clone(), "org", name),
        Place::Administration if actor.site_admin => ("Site administration".to_owned(), "", String::new()),
        _ => (actor.display_name.to_string(), "user", actor.name.to_string()),
    }
}

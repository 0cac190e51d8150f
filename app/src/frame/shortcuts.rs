use std::time::Duration;

use leptos::{html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::keys::{focus, on_key};
use super::place::Place;
use crate::ui::Kbd;
use guildhall::address as to;

/// How long the second key of a pair is waited for.
const PAIR: Duration = Duration::from_millis(1_500);

/// What a key does on every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortcut {
    Go(&'static str),
    /// The people of the organization that is open.
    People,
    Search,
    /// In the list that the page shows.
    Find,
    Help,
    /// The first key of a pair.
    Wait,
}

fn shortcut(after_g: bool, key: &str) -> Option<Shortcut> {
    match (after_g, key) {
        (true, "o") => Some(Shortcut::Go(to::ORGS)),
        (true, "n") => Some(Shortcut::Go(to::NOTICES)),
        (true, "p") => Some(Shortcut::People),
        (_, "/") => Some(Shortcut::Search),
        (false, "f") => Some(Shortcut::Find),
        (_, "g") => Some(Shortcut::Wait),
        (_, "?") => Some(Shortcut::Help),
        _ => None,
    }
}

/// The keys that work on every page, and the dialog that lists them. Does nothing without script.
#[component]
pub fn Shortcuts(place: Memo<Place>) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let navigate = use_navigate();
    let after_g = StoredValue::new(false);
    on_key(move |key| {
        let found = shortcut(after_g.get_value(), key);
        after_g.set_value(found == Some(Shortcut::Wait));
        match found {
            Some(Shortcut::Go(path)) => navigate(path, NavigateOptions::default()),
            Some(Shortcut::People) => match place.get_untracked() {
                Place::Organization(name) => navigate(&to::people(&name), NavigateOptions::default()),
                _ => return false,
            },
            Some(Shortcut::Search) => return focus(".find input"),
            Some(Shortcut::Find) => return focus("main input[type=search]"),
            Some(Shortcut::Help) => {
                if let Some(dialog) = dialog.get_untracked() {
                    let _ = dialog.show_modal();
                }
            }
            Some(Shortcut::Wait) => set_timeout(move || _ = after_g.try_set_value(false), PAIR),
            None => return false,
        }
        true
    });
    view! {
        <dialog aria-labelledby="keys-title" node_ref=dialog>
            <header>
                <h2 id="keys-title">"Keys"</h2>
            </header>
            <div class="body">
                <KeyList/>
            </div>
            <form method="dialog">
                <footer>
                    <button class="btn">"Close"</button>
                </footer>
            </form>
        </dialog>
    }
    .into_any()
}

#[component]
fn KeyList() -> impl IntoView {
    const KEYS: [(&[&str], &str); 11] = [
        (&["g", "o"], "Your organizations"),
        (&["g", "n"], "Notices"),
        (&["g", "p"], "In an organization: its people"),
        (&["/"], "Search for projects, organizations and people"),
        (&["f"], "Find in the list on the page"),
        (&["?"], "This list"),
        (&["Esc"], "Close a menu or a dialog"),
        (&["a"], "On an application: approve"),
        (&["i"], "On an application: ask for information"),
        (&["d"], "On an application: decline"),
        (&["j"], "On an application: skip to the next"),
    ];
    let line = |(keys, what): (&'static [&'static str], &'static str)| {
        view! {
            <dt>{keys.iter().map(|key| view! { <Kbd>{*key}</Kbd> " " }).collect_view()}</dt>
            <dd>{what}</dd>
        }
    };
    view! { <dl class="facts">{KEYS.into_iter().map(line).collect_view()}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_leads_somewhere_only_after_g() {
        assert_eq!(shortcut(false, "o"), None);
        assert_eq!(shortcut(false, "g"), Some(Shortcut::Wait));
        assert_eq!(shortcut(true, "o"), Some(Shortcut::Go("/orgs")));
        assert_eq!(shortcut(true, "n"), Some(Shortcut::Go("/notices")));
        assert_eq!(shortcut(true, "p"), Some(Shortcut::People));
        assert_eq!(shortcut(false, "p"), None);
        assert_eq!(shortcut(false, "/"), Some(Shortcut::Search));
        assert_eq!(shortcut(false, "f"), Some(Shortcut::Find));
        assert_eq!(shortcut(true, "x"), None);
        assert_eq!(shortcut(true, "?"), Some(Shortcut::Help));
    }
}

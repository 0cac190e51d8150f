use guildhall::text::Named;
use leptos::task::spawn_local_scoped_with_cancellation;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlTextAreaElement;
use leptos::{ev, html, prelude::*};

use crate::error::Fault;
use crate::remote::ask;
use crate::ui::{Person, settled};

/// Users who could be invited and whose name or username begins like this.
#[server(input = server_fn::codec::GetUrl)]
pub async fn suggest_people(
    #[server(default)] org: String,
    #[server(default)] text: String,
) -> Result<Vec<Named>, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    Ok(guildhall::invitation::suggest(&db, &actor, &org, &text).await?)
}

const LIST: &str = "suggestions";

/// Suggests users for the word at the cursor of the text area inside, by the arrow keys or the mouse. Needs script;
/// without it names are typed.
#[component]
pub fn Suggestions(#[prop(into)] org: String, children: Children) -> impl IntoView {
    let around = NodeRef::<html::Div>::new();
    let area = move || around.get_untracked()?.query_selector("textarea").ok()??.dyn_into::<HtmlTextAreaElement>().ok();
    let (word, found, active) = (RwSignal::new(String::new()), RwSignal::new(Vec::new()), RwSignal::new(None::<usize>));
    let close = move || {
        word.set(String::new());
        found.set(Vec::new());
        active.set(None);
    };
    let settled = settled(word.into());
    Effect::new(move |_| {
        let text = settled.get();
        if text.is_empty() {
            return;
        }
        let org = org.clone();
        spawn_local_scoped_with_cancellation(async move {
            let people = ask(SuggestPeople { org, text: text.clone() }).await.unwrap_or_default();
            // What was typed meanwhile asks for itself.
            if word.with_untracked(|word| *word == text) {
                active.set(None);
                found.set(people);
            }
        });
    });
    // The cursor stays in the text, which names the option that the keys have reached.
    Effect::new(move |_| {
        let reached = active.get();
        let Some(area) = area() else { return };
        let _ = match reached {
            Some(place) => area.set_attribute("aria-activedescendant", &option_id(place)),
            None => area.remove_attribute("aria-activedescendant"),
        };
    });
    let look = move || {
        let meant = area().and_then(|area| Meant::at(&area.value(), cursor(&area)?));
        match meant {
            Some(meant) => word.set(meant.word),
            None => close(),
        }
    };
    let take = move |place: usize| {
        let chosen = found.with_untracked(|found: &Vec<Named>| found.get(place).map(|named| named.name.to_string()));
        if let (Some(area), Some(name)) = (area(), chosen)
            && let Some(meant) = cursor(&area).and_then(|at| Meant::at(&area.value(), at))
        {
            browser::write(&area, &meant.before, &name, &meant.after);
        }
        close();
    };
    let press = move |event: ev::KeyboardEvent| {
        let (count, reached) = (found.with_untracked(Vec::len), active.get_untracked());
        if count == 0 || event.is_composing() {
            return;
        }
        match (event.key().as_str(), reached) {
            ("ArrowDown", _) => active.set(Some(reached.map_or(0, |place| (place + 1) % count))),
            ("ArrowUp", _) => active.set(Some(reached.map_or(count, |place| place.max(1)).max(1) - 1)),
            ("Enter" | "Tab", Some(place)) => take(place),
            ("Escape", _) => close(),
            ("Tab" | "ArrowLeft" | "ArrowRight" | "Home" | "End", _) => return close(),
            _ => return,
        }
        event.prevent_default();
    };
    let list = move || {
        let options = found.with(|found| {
            let option = |(place, named)| option(place, named, active, take);
            (!found.is_empty()).then(|| found.iter().enumerate().map(option).collect_view())
        });
        options.map(|options| view! { <ul class="panel" role="listbox" id=LIST aria-label="Users">{options}</ul> })
    };
    let told = move || match found.with(Vec::len) {
        0 => String::new(),
        1 => "1 user is suggested; the arrow keys lead there.".to_owned(),
        many => format!("{many} users are suggested; the arrow keys lead there."),
    };
    view! {
        <div
            class="suggests"
            node_ref=around
            on:input=move |_| look()
            on:click=move |_| look()
            on:keydown=press
            on:focusout=move |_| close()
        >
            {children()}
            {list}
            <span class="visually-hidden" role="status">{told}</span>
        </div>
    }
    .into_any()
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

fn option(
    place: usize,
    named: &Named,
    active: RwSignal<Option<usize>>,
    take: impl Fn(usize) + Send + Sync + 'static,
) -> AnyView {
    let (called, name) = (named.display_name.to_string(), named.name.to_string());
    let is_reached = move || (active.get() == Some(place)).to_string();
    view! {
        <li
            role="option"
            id=option_id(place)
            aria-selected=is_reached
            // The cursor stays where it is.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |event| {
                event.stop_propagation();
                take(place);
            }
        >
            <Person name=called username=name/>
        </li>
    }
    .into_any()
}

/// Where the cursor stands, in the units of the browser, if nothing is selected.
fn cursor(area: &HtmlTextAreaElement) -> Option<usize> {
    let (begin, end) = (area.selection_start().ok()??, area.selection_end().ok()??);
    (begin == end).then_some(usize::try_from(end).ok()?)
}

/// The word that is being typed, with what stands before and after it.
#[derive(Debug, PartialEq)]
struct Meant {
    before: String,
    word: String,
    after: String,
}

impl Meant {
    /// The word that ends at the cursor, which counts UTF-16. On a line with an address words are what its holder is
    /// called.
    fn at(text: &str, cursor: usize) -> Option<Self> {
        let mut units = 0;
        let at = text.char_indices().find_map(|(at, c)| {
            let here = units;
            units += c.len_utf16();
            (here >= cursor).then_some(at)
        });
        let at = at.unwrap_or(text.len());
        let parts = |c: char| c.is_whitespace() || ",;<>()\"，；、".contains(c);
        let begin =
            text[..at].rfind(parts).map_or(0, |place| place + text[place..].chars().next().map_or(1, char::len_utf8));
        let ends = text[at..].chars().next().is_none_or(parts);
        let word = &text[begin..at];
        let line = text[..begin].rfind('\n').map_or(0, |place| place + 1);
        let line = &text[line..text[at..].find('\n').map_or(text.len(), |end| at + end)];
        let has_address = line.split(parts).any(|word| word.chars().skip(1).any(|c| c == '@' || c == '＠'));
        let word = word.strip_prefix('@').unwrap_or(word);
        (ends && !has_address && !word.is_empty()).then(|| Self {
            before: text[..begin].to_owned(),
            word: word.to_owned(),
            after: text[at..].to_owned(),
        })
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::web_sys::HtmlTextAreaElement;

    pub fn write(_: &HtmlTextAreaElement, _: &str, _: &str, _: &str) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::web_sys::HtmlTextAreaElement;
    use web_sys::{Event, EventInit};

    /// Puts a word in its place and the cursor behind it, as if it had been typed.
    pub fn write(area: &HtmlTextAreaElement, before: &str, word: &str, after: &str) {
        area.set_value(&format!("{before}{word}{after}"));
        let cursor = u32::try_from(before.encode_utf16().chain(word.encode_utf16()).count()).unwrap_or(u32::MAX);
        let _ = area.set_selection_range(cursor, cursor);
        let typed = EventInit::new();
        typed.set_bubbles(true);
        if let Ok(typed) = Event::new_with_event_init_dict("input", &typed) {
            let _ = area.dispatch_event(&typed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Option<String> {
        let (before, after) = text.split_once('|').expect("a cursor");
        let meant = Meant::at(&format!("{before}{after}"), before.encode_utf16().count())?;
        assert!(meant.before.len() <= before.len() && meant.after == after, "{meant:?}");
        Some(meant.word)
    }

    #[test]
    fn the_word_at_the_cursor_is_meant() {
        for (text, meant) in [
            ("ad|", Some("ad")),
            ("bob, ad|", Some("ad")),
            ("bob\n@ad|\ncarol", Some("ad")),
            ("😀 jo| zed", Some("jo")),
            ("ad|a", None),
            ("bob |", None),
            ("|", None),
            ("Ada Lovelace <ada@example.com>; bo|", None),
            ("ada@exa|", None),
            ("ada@example.com\nbo|", Some("bo")),
        ] {
            assert_eq!(word(text).as_deref(), meant, "{text}");
        }
    }
}

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ui::{FormState, Icon, settled};

/// What the server says of something that is being typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveWord {
    pub good: bool,
    pub text: String,
}

/// Says something about what a field holds, a moment after the last key, in a line kept free for it: nothing below
/// moves. Asks with all that the form holds. Needs script; the server says the same when the form is sent.
#[component]
pub(super) fn LiveWordOf(url: &'static str, field: String, text: RwSignal<String>) -> impl IntoView {
    let said = RwSignal::new(None::<(String, LiveWord)>);
    let place = NodeRef::<leptos::html::Span>::new();
    let settled = settled(text.into());
    Effect::new(move |_| {
        let typed = settled.get();
        match typed.trim().is_empty() {
            true => said.set(None),
            false => ask(url, place, typed, said),
        }
    });
    let told_by_field = FormState::here().problem(&field);
    let shown = move || {
        let (_, word) = said.get().filter(|(about, _)| text.with(|text| text == about))?;
        told_by_field.with(Option::is_none).then(|| {
            let (class, icon) = if word.good { ("good", "check") } else { ("error", "warn") };
            view! {
                <span class=class>
                    <Icon name=icon/>
                    <span>{word.text}</span>
                </span>
            }
        })
    };
    view! { <span class="room" role="status" node_ref=place>{shown}</span> }.into_any()
}

#[cfg(not(feature = "hydrate"))]
fn ask(_: &'static str, _: NodeRef<leptos::html::Span>, _: String, _: RwSignal<Option<(String, LiveWord)>>) {}

#[cfg(feature = "hydrate")]
fn ask(
    url: &'static str,
    place: NodeRef<leptos::html::Span>,
    typed: String,
    said: RwSignal<Option<(String, LiveWord)>>,
) {
    use leptos::task::spawn_local_scoped_with_cancellation;
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{FormData, HtmlFormElement, UrlSearchParams};

    let form = place.get_untracked().and_then(|place| place.closest("form").ok().flatten());
    let form = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let data = form.and_then(|form| FormData::new_with_form(&form).ok());
    let pairs = data.and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data).ok());
    let Some(fields) = pairs.map(|pairs| String::from(pairs.to_string())) else { return };
    spawn_local_scoped_with_cancellation(async move {
        if let Ok(Some(word)) = crate::remote::ask_at::<Option<LiveWord>>(url, fields).await {
            said.set(Some((typed, word)));
        }
    });
}

use super::Icon;
use leptos::prelude::*;

/// A short text with a button that copies it. The button appears once it can work.
#[component]
pub fn Copy(#[prop(into)] text: String) -> impl IntoView {
    let ready = RwSignal::new(false);
    let copied = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let label = format!("Copy {text}");
    let words = text.clone();
    view! {
        <span class="copy">
            <code>{text}</code>
            <button
                type="button"
                class="btn quiet square"
                aria-label=label
                hidden=move || !ready.get()
                on:click=move |_| {
                    put(&words);
                    copied.set(true);
                }
            >
                {move || if copied.get() { view! { <Icon name="check"/> } } else { view! { <Icon name="copy"/> } }}
            </button>
            <span class="visually-hidden" role="status">{move || copied.get().then_some("Copied")}</span>
        </span>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
fn put(text: &str) {
    // A page served without TLS has no clipboard; the text can still be selected.
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or_default();
    let clipboard = get(&get(&window(), "navigator"), "clipboard");
    if let Ok(write) = get(&clipboard, "writeText").dyn_into::<js_sys::Function>() {
        let _ = write.call1(&clipboard, &text.into());
    }
}

#[cfg(feature = "hydrate")]
use wasm_bindgen::{JsCast, JsValue};

#[cfg(not(feature = "hydrate"))]
fn put(_: &str) {}

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

/// Calls `act` with every key that is meant for the page: pressed alone, while nobody types and no dialog is open. What
/// it answers to is not typed anywhere.
pub fn on_key(act: impl Fn(&str) -> bool + Clone + 'static) {
    Effect::new(move |_| {
        let act = act.clone();
        let keys = window_event_listener(ev::keydown, move |event| {
            if is_for_page(&event) && act(&event.key()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
    });
}

/// Does what a click on the first element of the page that fits `selector` would do. Returns whether there is one.
pub fn press(selector: &str) -> bool {
    find(selector).map(|element| element.click()).is_some()
}

/// Takes the focus to the first element of the page that fits `selector`. Returns whether it went there.
pub fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.focus().is_ok())
}

fn find(selector: &str) -> Option<web_sys::HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn is_for_page(event: &ev::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let busy = target.is_some_and(|target| {
        target.closest("input, textarea, select, [contenteditable], dialog").is_ok_and(|inside| inside.is_some())
    });
    !(busy || event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || event.default_prevented())
}

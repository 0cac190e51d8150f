use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

/// Closes the menu that is open: on Escape, on a click elsewhere, and when one of its links is followed. Menus open
/// without script.
pub fn close_menus() {
    Effect::new(|_| {
        let clicks = window_event_listener(ev::click, |event| {
            let target = target(&event);
            let Some(menu) = open_menu() else { return };
            let inside = menu.contains(target.as_deref());
            let link = target.is_some_and(|target| matches!(target.closest(".panel a"), Ok(Some(_))));
            if !inside || link {
                menu.set_open(false);
            }
        });
        let keys = window_event_listener(ev::keydown, |event| {
            let Some(menu) = open_menu().filter(|_| event.key() == "Escape") else { return };
            menu.set_open(false);
            let summary = menu.query_selector("summary").ok().flatten();
            if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = summary.focus();
            }
        });
        on_cleanup(move || {
            clicks.remove();
            keys.remove();
        });
    });
}

/// There is one at the most: the click that opens another closes it.
fn open_menu() -> Option<web_sys::HtmlDetailsElement> {
    document().query_selector("details.menu[open]").ok().flatten()?.dyn_into().ok()
}

fn target(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

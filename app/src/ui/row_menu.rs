use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

/// The links of a row that open its menu; without script they lead to the page where all of it stands.
const OPENERS: &str = "a.more, a.choose";
/// What a link says whose menu is open.
const OPEN: &str = "aria-expanded";
/// Pixels between a link and its menu.
#[cfg(feature = "hydrate")]
const GAP: f64 = 4.0;

/// One menu for all rows of the list inside. A row has links of class `more` or `choose`; what the menu holds is made
/// when one of them is followed, by the link's address.
#[component]
pub fn RowMenu(items: impl Fn(&str) -> Option<AnyView> + Send + Sync + 'static, children: Children) -> impl IntoView {
    let asked = RwSignal::new(None::<String>);
    let (rows, menu) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    // A press beside an open menu closes it before the click arrives: on its own link that is all there is to do.
    let pressed_own = StoredValue::new(false);
    // Between a click and the menu, in which word may still come that the one before is closed.
    let opening = StoredValue::new(false);
    let forget_opener = move || {
        let rows = rows.try_get_untracked().flatten();
        if let Some(link) = rows.and_then(|rows| rows.query_selector(&format!("[{OPEN}]")).ok().flatten()) {
            let _ = link.remove_attribute(OPEN);
        }
    };
    let content = move || asked.get().and_then(|href| items(&href));
    let press = move |event: ev::PointerEvent| {
        pressed_own.set_value(opener_of(&event).is_some_and(|link| link.has_attribute(OPEN)));
    };
    let follow = move |event: ev::MouseEvent| {
        let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let Some(link) = opener_of(&event).filter(|_| plain) else { return };
        let Some(href) = link.get_attribute("href") else { return };
        event.prevent_default();
        let closed_by_press = pressed_own.get_value() && event.detail() > 0;
        pressed_own.set_value(false);
        if closed_by_press {
            return;
        }
        forget_opener();
        opening.set_value(true);
        asked.set(Some(href));
        // What the menu holds is in the document one frame later.
        request_animation_frame(move || {
            if let Some(menu) = menu.try_get_untracked().flatten() {
                browser::show(&menu, &link);
            }
            let _ = opening.try_set_value(false);
        });
    };
    let close = move || {
        if let Some(menu) = menu.try_get_untracked().flatten() {
            let _ = menu.hide_popover();
        }
    };
    let toggled = move |_| {
        let menu = menu.try_get_untracked().flatten();
        let is_open = menu.is_none_or(|menu| matches!(menu.matches(":popover-open"), Ok(true)));
        if !is_open && opening.try_get_value() == Some(false) {
            forget_opener();
            let _ = asked.try_set(None);
        }
    };
    // Whoever follows a link of the menu is done with it.
    let leave = move |event: ev::MouseEvent| {
        if element(&event).is_some_and(|target| matches!(target.closest("a"), Ok(Some(_)))) {
            close();
        }
    };
    on_cleanup(close);
    view! {
        <div class="rows" node_ref=rows on:pointerdown=press on:click=follow>
            {children()}
        </div>
        <div class="panel" popover="auto" node_ref=menu on:toggle=toggled on:click=leave>
            {content}
        </div>
    }
    .into_any()
}

fn element(event: &ev::Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

fn opener_of(event: &ev::Event) -> Option<Element> {
    element(event)?.closest(OPENERS).ok().flatten()
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::web_sys::{Element, HtmlElement};

    pub fn show(_: &HtmlElement, _: &Element) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{GAP, OPEN};
    use leptos::{
        prelude::*,
        wasm_bindgen::{JsCast, JsValue},
        web_sys::{Element, HtmlElement},
    };

    /// Shows the menu under its link, or above it where there is no room below, and goes into it.
    pub fn show(menu: &HtmlElement, link: &Element) {
        let _ = menu.show_popover();
        let _ = link.set_attribute(OPEN, "true");
        let at = link.get_bounding_client_rect();
        let (width, height) = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
        let number = |value: Result<JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
        let (view_width, view_height) = (number(window().inner_width()), number(window().inner_height()));
        let fits_below = at.bottom() + GAP + height <= view_height || at.top() - GAP - height < 0.0;
        let top = if fits_below { at.bottom() + GAP } else { at.top() - GAP - height };
        let left = if at.left() + width + GAP <= view_width { at.left() } else { (at.right() - width).max(GAP) };
        let scrolled = |by: Result<f64, _>| by.unwrap_or(0.0);
        let style = menu.style();
        let _ = style.set_property("top", &format!("{}px", top + scrolled(window().scroll_y())));
        let _ = style.set_property("left", &format!("{}px", left + scrolled(window().scroll_x())));
        let first = menu.query_selector("a, button").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    }
}

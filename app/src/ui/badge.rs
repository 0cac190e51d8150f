use super::{Markup, classes, html};
use leptos::prelude::*;

/// A word about a state. The word says it; the tone (`ok`, `warn`, `bad`, `info` or none) only underlines it.
#[component]
pub fn Badge(#[prop(optional)] tone: &'static str, children: Children) -> impl IntoView {
    view! { <span class=classes("badge", tone)>{children()}</span> }.into_any()
}

/// The same in a row.
pub fn badge(tone: &str, text: &str) -> Markup {
    html! { span class=(classes("badge", tone)) { (text) } }
}

/// A key to press.
#[component]
pub fn Kbd(children: Children) -> impl IntoView {
    view! { <kbd>{children()}</kbd> }.into_any()
}

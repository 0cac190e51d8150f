use leptos::prelude::*;

/// A word about a state. The word says it; the tone (`ok`, `warn`, `bad`, `info` or none) only underlines it.
#[component]
pub fn Badge(#[prop(optional)] tone: &'static str, children: Children) -> impl IntoView {
    view! { <span class=format!("badge {tone}").trim_end().to_owned()>{children()}</span> }.into_any()
}

/// A key to press.
#[component]
pub fn Kbd(children: Children) -> impl IntoView {
    view! { <kbd>{children()}</kbd> }.into_any()
}

use super::classes;
use leptos::prelude::*;

/// Terms and what is known about them.
#[component]
pub fn Facts(#[prop(optional)] class: &'static str, children: Children) -> impl IntoView {
    view! { <dl class=classes("facts", class)>{children()}</dl> }.into_any()
}

/// One line of `Facts`.
#[component]
pub fn Fact(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! {
        <dt>{term}</dt>
        <dd>{children()}</dd>
    }
    .into_any()
}

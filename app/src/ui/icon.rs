use super::{Markup, html, plain::constant};
use leptos::prelude::*;

/// One of the drawings in `public/icons.svg`, by its id.
#[component]
pub fn Icon(#[prop(into)] name: &'static str) -> impl IntoView {
    constant(icon(name))
}

/// The same in a row.
pub fn icon(name: &str) -> Markup {
    html! { svg.icon aria-hidden="true" { use href={ "/icons.svg#" (name) } {} } }
}

/// The mark of the house.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d="M3 21V11l9-8 9 8v10"/>
            <path d="M8 21v-5a4 4 0 0 1 8 0v5"/>
        </svg>
    }
    .into_any()
}

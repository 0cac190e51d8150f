use leptos::prelude::*;

/// One of the drawings in `public/icons.svg`, by its id.
#[component]
pub fn Icon(#[prop(into)] name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("/icons.svg#{name}") />
        </svg>
    }
    .into_any()
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
            <path d="M3 21V11l9-8 9 8v10" />
            <path d="M8 21v-5a4 4 0 0 1 8 0v5" />
        </svg>
    }
    .into_any()
}

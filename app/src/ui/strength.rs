use leptos::prelude::*;

/// How hard a password is to guess, from 0 to 4, and what would make it better. Never blocks typing.
#[component]
pub fn Strength(#[prop(into)] text: Signal<String>, #[prop(into)] score: Signal<Option<u8>>) -> impl IntoView {
    view! {
        <div class="strength">
            <meter
                min="0"
                max="4"
                low="2"
                high="3"
                optimum="4"
                value=move || score.get().unwrap_or(0).to_string()
                aria-label="Password strength"
            ></meter>
            <span role="status">{text}</span>
        </div>
    }
    .into_any()
}

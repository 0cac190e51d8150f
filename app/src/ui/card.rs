use super::classes;
use leptos::{children::ViewFnOnce, prelude::*};

/// A part of a page under its own heading.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    /// A remark or links beside the heading.
    #[prop(optional, into)]
    aside: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <header>
                <h2>{title}</h2>
                {aside.map(ViewFnOnce::run)}
            </header>
            {children()}
        </section>
    }
    .into_any()
}

/// A surface with a hairline around it.
#[component]
pub fn Card(
    /// `pad` and `stack` by default; empty for a table or a list.
    #[prop(default = "pad stack")]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    view! { <div class=classes("card", class)>{children()}</div> }.into_any()
}

use super::Icon;
use leptos::{children::ViewFnOnce, prelude::*};

/// A message across the page that waits for an answer.
#[component]
pub fn Banner(
    /// `ok`, `warn`, `bad` or `info`.
    #[prop(default = "info")]
    tone: &'static str,
    #[prop(default = "info")] icon: &'static str,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("banner {tone}")>
            <Icon name=icon/>
            <div>{children()}</div>
            {actions.map(|actions| view! { <div class="row">{actions.run()}</div> })}
        </div>
    }
    .into_any()
}

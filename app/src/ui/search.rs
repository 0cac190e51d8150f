use super::{Icon, given};
use leptos::prelude::*;

/// Search in a list. What is searched for goes into the address.
#[component]
pub fn Search(
    /// Name of the query parameter.
    #[prop(default = "q")]
    name: &'static str,
    #[prop(optional, into)] value: String,
    /// What can be found, as label and placeholder.
    #[prop(into)]
    label: String,
    /// Path of the list.
    #[prop(into)]
    action: String,
    /// Other query parameters to keep, as `Hidden` fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form method="get" action=action role="search" class="search">
            <Icon name="search"/>
            <input
                class="input"
                type="search"
                name=name
                value=given(value)
                placeholder=label.clone()
                aria-label=label
                autocomplete="off"
            />
            {children.map(|children| children())}
        </form>
    }
    .into_any()
}

use super::{Ago, Avatar};
use guildhall::clock::Timestamp;
use leptos::prelude::*;

/// What happened, the newest first.
#[component]
pub fn Timeline(children: Children) -> impl IntoView {
    view! { <ol class="card timeline">{children()}</ol> }.into_any()
}

/// One line of a timeline: who, what, when.
#[component]
pub fn TimelineItem(
    /// Display name of who did it.
    #[prop(into)]
    name: String,
    /// The username, which picks the hue.
    #[prop(into)]
    seed: String,
    at: Timestamp,
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <Avatar name=name seed=seed />
            <span>{children()}</span>
            <Ago at=at />
        </li>
    }
    .into_any()
}

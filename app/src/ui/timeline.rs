use super::{Markup, ago, avatar, html};
use guildhall::clock::Timestamp;
use leptos::prelude::*;

/// What happened, the newest first, as lines of `timeline_item`.
#[component]
pub fn Timeline(lines: Markup) -> impl IntoView {
    view! { <ol class="card timeline" inner_html=lines.into_string()></ol> }.into_any()
}

/// One line of a timeline: who (display name and username), what, and when.
pub fn timeline_item((name, username): (&str, &str), what: &Markup, (at, now): (Timestamp, Timestamp)) -> Markup {
    html! { li { (avatar(name, username)) span { (what) } (ago(at, now)) } }
}

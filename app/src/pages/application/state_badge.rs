use guildhall::application::State;
use leptos::prelude::*;

use crate::ui::Badge;

/// The state of an application in its own word.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    let tone = match state {
        State::Draft | State::InformationRequested => "warn",
        State::Submitted => "info",
        State::Approved => "ok",
        State::Declined => "bad",
        State::Withdrawn => "",
    };
    view! { <Badge tone=tone>{state.label()}</Badge> }.into_any()
}

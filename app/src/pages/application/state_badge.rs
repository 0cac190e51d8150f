use guildhall::application::State;
use leptos::prelude::*;

use crate::ui::{Badge, Markup, badge};

/// The state of an application in its own word.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    view! { <Badge tone=tone(state)>{state.label()}</Badge> }.into_any()
}

/// The same in a row.
pub fn state_badge(state: State) -> Markup {
    badge(tone(state), state.label())
}

fn tone(state: State) -> &'static str {
    match state {
        State::Draft | State::InformationRequested => "warn",
        State::Submitted => "info",
        State::Approved => "ok",
        State::Declined => "bad",
        State::Withdrawn => "",
    }
}

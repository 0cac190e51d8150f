use guildhall::application::State;
use leptos::prelude::*;

use crate::ui::{Markup, badge, plain};

/// The state of an application in its own word.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    plain(state_badge(state))
}

/// The same in a row.
pub fn state_badge(state: State) -> Markup {
    let tone = match state {
        State::Draft | State::InformationRequested => "warn",
        State::Submitted => "info",
        State::Approved => "ok",
        State::Declined => "bad",
        State::Withdrawn => "",
    };
    badge(tone, state.label())
}

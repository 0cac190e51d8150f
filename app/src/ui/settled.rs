use leptos::prelude::*;
use std::time::Duration;

/// How long nothing is typed before it is asked about.
const PAUSE: Duration = Duration::from_millis(250);

/// The text once nothing was typed for a moment.
pub fn settled(text: Signal<String>) -> RwSignal<String> {
    let settled = RwSignal::new(String::new());
    Effect::new(move |_| {
        let now = text.get();
        if let Ok(timer) = set_timeout_with_handle(move || settled.set(now), PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
    settled
}

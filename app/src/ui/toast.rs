use super::Icon;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use std::time::Duration;

#[cfg(feature = "hydrate")]
const SHOWN: Duration = Duration::from_secs(6);
/// How long nothing stands there before the same is said anew, so that it is seen and heard to be new.
#[cfg(feature = "hydrate")]
const BREATH: Duration = Duration::from_millis(60);

/// What has just happened. Leaves by itself where script runs, stays where not.
#[component]
pub fn Toast(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    let gone = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    browser::time(text, gone);
    view! {
        <div role="status">
            {move || {
                text.get()
                    .filter(|_| !gone.get())
                    .map(|text| {
                        view! {
                            <div class="toast">
                                <Icon name="check"/>
                                {text}
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
pub use browser::{on_again, say_again};

#[cfg(feature = "hydrate")]
mod browser {
    use super::{BREATH, SHOWN};
    use leptos::{prelude::*, web_sys::Event};

    /// Tells the toast that the same was done once more.
    const AGAIN: &str = "done";

    /// An act led to the very address that is shown. To the router that is no way, so the toast learns of it by this.
    pub fn say_again() {
        if let Ok(event) = Event::new(AGAIN) {
            let _ = window().dispatch_event(&event);
        }
    }

    /// Calls this each time that happens, as long as the page is there.
    pub fn on_again(act: impl Fn() + 'static) {
        let again = window_event_listener_untyped(AGAIN, move |_| act());
        on_cleanup(move || again.remove());
    }

    pub fn time(text: Signal<Option<String>>, gone: RwSignal<bool>) {
        let times = RwSignal::new(0);
        on_again(move || times.update(|times| *times += 1));
        Effect::new(move |before: Option<()>| {
            times.track();
            if text.with(Option::is_none) {
                return;
            }
            let is_first = before.is_none();
            gone.set(!is_first);
            let timers = [(BREATH, false), (BREATH + SHOWN, true)]
                .map(|(after, is_over)| set_timeout_with_handle(move || gone.set(is_over), after).ok());
            on_cleanup(move || timers.into_iter().flatten().for_each(|timer| timer.clear()));
        });
    }
}

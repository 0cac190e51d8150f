use super::Icon;
use leptos::prelude::*;
use std::time::Duration;

const SHOWN: Duration = Duration::from_secs(6);

/// What has just happened. Leaves by itself where script runs, stays where not.
#[component]
pub fn Toast(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    let gone = RwSignal::new(false);
    Effect::new(move |_| {
        gone.set(false);
        if text.with(Option::is_some)
            && let Ok(timer) = set_timeout_with_handle(move || gone.set(true), SHOWN)
        {
            on_cleanup(move || timer.clear());
        }
    });
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

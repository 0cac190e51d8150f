use guildhall::clock::Timestamp;
use leptos::prelude::*;
use std::time::Duration;

const TICK: Duration = Duration::from_secs(30);

/// The moment a page was made, so that server and browser agree on "3 hours ago".
#[derive(Clone, Copy)]
pub struct Now(pub RwSignal<Timestamp>);

impl Now {
    /// Gives every `Ago` of the page the time; in the browser it goes on from there.
    pub fn provide() {
        let now = RwSignal::new(SharedValue::new(clock).into_inner());
        provide_context(Self(now));
        Effect::new(move |_| {
            if let Ok(ticking) = set_interval_with_handle(move || now.set(clock()), TICK) {
                on_cleanup(move || ticking.clear());
            }
        });
    }
}

/// "3 hours ago", with the exact time on hover. The server writes that time in UTC, the browser in its own zone and language.
#[component]
pub fn Ago(at: Timestamp) -> impl IntoView {
    let now = use_context::<Now>();
    let title = RwSignal::new(at.text());
    Effect::new(move |_| title.set(local(at)));
    view! {
        <time datetime=at.iso() title=title>
            {move || match now {
                Some(Now(now)) => at.ago(now.get()),
                None => at.text(),
            }}
        </time>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
fn local(at: Timestamp) -> String {
    #[allow(clippy::cast_precision_loss)]
    let date = js_sys::Date::new(&(at.0 as f64).into());
    date.to_locale_string("default", &js_sys::Object::new()).into()
}

#[cfg(feature = "ssr")]
fn clock() -> Timestamp {
    Timestamp::now()
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
#[allow(clippy::cast_possible_truncation)]
fn clock() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

#[cfg(not(any(feature = "hydrate", feature = "ssr")))]
fn clock() -> Timestamp {
    Timestamp::default()
}

#[cfg(not(feature = "hydrate"))]
fn local(at: Timestamp) -> String {
    at.text()
}

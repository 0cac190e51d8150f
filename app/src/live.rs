use leptos::prelude::*;

/// Counts what happened elsewhere, as the server tells it: pages that show such things ask anew. Without the server's
/// word they show what a reload shows.
#[derive(Clone, Copy)]
pub struct Live {
    org: RwSignal<u32>,
    user: RwSignal<u32>,
    session: RwSignal<u32>,
}

impl Live {
    pub fn provide() -> Self {
        let live = Self { org: RwSignal::new(0), user: RwSignal::new(0), session: RwSignal::new(0) };
        provide_context(live);
        live
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Changes of the organization that is open.
    pub fn org(self) -> u32 {
        self.org.get()
    }

    /// Changes that concern the viewer.
    pub fn user(self) -> u32 {
        self.user.get()
    }

    /// Changes of whether the viewer is signed in.
    pub fn session(self) -> u32 {
        self.session.get()
    }

    /// Listens while the page is seen: to what concerns the viewer and, if one is open, to its organization.
    #[cfg(not(feature = "hydrate"))]
    pub fn listen(self, _listening: Signal<Option<String>>) {}

    /// Listens while the page is seen: to what concerns the viewer and, if one is open, to its organization.
    #[cfg(feature = "hydrate")]
    pub fn listen(self, listening: Signal<Option<String>>) {
        source::listen(self, listening);
    }
}

#[cfg(feature = "hydrate")]
mod source {
    use std::time::Duration;

    use futures_util::StreamExt;
    use gloo_net::eventsource::futures::EventSource;
    use leptos::prelude::*;
    use leptos::task::spawn_local_scoped_with_cancellation;

    use super::Live;
    use crate::ui::Now;

    /// Several changes within this time are one, and a page in use is looked at again after it.
    const BREATH: Duration = Duration::from_millis(400);
    /// How long after a refusal it is tried again.
    const LATER: Duration = Duration::from_secs(30);
    /// How often a page asks that is one too many to be told.
    const NOW_AND_THEN: Duration = Duration::from_secs(60);

    pub fn listen(live: Live, listening: Signal<Option<String>>) {
        let seen = RwSignal::new(is_seen());
        Effect::new(move |_| {
            let turned = window_event_listener_untyped("visibilitychange", move |_| seen.set(is_seen()));
            on_cleanup(move || turned.remove());
        });
        let (org, user) = (Waiting::new(live.org), Waiting::new(live.user));
        let again = RwSignal::new(0_u32);
        let made = Now::here();
        let since = StoredValue::new(made.0);
        Effect::new(move |_| {
            again.track();
            let Some(query) = listening.get().filter(|_| seen.get()) else { return };
            let url = format!("/live?{query}since={}", since.get_value());
            spawn_local_scoped_with_cancellation(async move {
                let Ok(mut source) = EventSource::new(&url) else { return };
                let Ok(mut told) = source.subscribe("message") else { return };
                let mut wait = LATER;
                while let Some(Ok((_, message))) = told.next().await {
                    if let Ok(at) = message.last_event_id().parse() {
                        since.set_value(at);
                    }
                    match message.data().as_string().as_deref() {
                        Some("org") => org.tell(),
                        Some("user") => user.tell(),
                        Some("session") => live.session.update(|count| *count += 1),
                        // Other pages of this person listen; this one asks now and then what it has missed.
                        Some("crowded") => {
                            wait = NOW_AND_THEN;
                            break;
                        }
                        _ => {}
                    }
                }
                // The browser tries again by itself where it makes sense; a refusal ends it.
                set_timeout(move || _ = again.try_update(|again| *again += 1), wait);
            });
        });
    }

    /// A change to be shown as soon as it disturbs nobody.
    #[derive(Clone, Copy)]
    struct Waiting {
        shown: RwSignal<u32>,
        is_due: StoredValue<bool>,
    }

    impl Waiting {
        fn new(shown: RwSignal<u32>) -> Self {
            Self { shown, is_due: StoredValue::new(false) }
        }

        fn tell(self) {
            if !self.is_due.get_value() {
                self.is_due.set_value(true);
                self.show();
            }
        }

        fn show(self) {
            if in_use() {
                set_timeout(move || self.show(), BREATH);
                return;
            }
            self.shown.update(|count| *count += 1);
            set_timeout(move || _ = self.is_due.try_set_value(false), BREATH);
        }
    }

    /// Whether the person is in the middle of something that a list made anew would take away.
    fn in_use() -> bool {
        let busy = "main dialog:modal, main details[open], main table input:checked, main :popover-open";
        let typing = || {
            let active = document().active_element()?;
            active.closest("main :is(input, textarea, select)").ok().flatten()
        };
        document().query_selector(busy).ok().flatten().is_some() || typing().is_some()
    }

    fn is_seen() -> bool {
        !document().hidden()
    }
}

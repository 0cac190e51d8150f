use super::{Markup, classes, html};
use guildhall::clock::{DAY, Timestamp, span};
use leptos::prelude::*;

/// The moment a page was made, so that server and browser agree on "3 hours ago".
#[derive(Clone, Copy)]
pub struct Now(StoredValue<Timestamp>);

impl Now {
    /// Gives every time of a page the moment it is told against; in the browser it goes on from there, and the times
    /// with it.
    pub fn provide() {
        let now = Self(StoredValue::new(crate::remote::shared(clock)));
        provide_context(now);
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| browser::keep_right(now.0));
    }

    pub fn here() -> Timestamp {
        use_context::<Self>().map_or_else(Timestamp::default, |Self(now)| now.get_value())
    }
}

/// "3 hours ago", with the exact time on hover. The server writes that time in UTC, the browser in its own zone and
/// language.
#[component]
pub fn Ago(at: Timestamp) -> impl IntoView {
    view! { <time datetime=at.iso() title=at.text()>{at.ago(Now::here())}</time> }.into_any()
}

/// The same in a row.
pub fn ago(at: Timestamp, now: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) title=(at.text()) { (at.ago(now)) } }
}

/// The same in a row of very many, where only the browser says the exact time.
pub fn ago_alone(at: Timestamp, now: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) { (at.ago(now)) } }
}

/// How long something still holds, in a row.
pub fn left(until: Timestamp, now: Timestamp) -> Markup {
    let (tone, text) = left_text(until, now);
    html! { time class=(classes("left badge", tone)) datetime=(until.iso()) { (text) } }
}

/// Tone and words of what is left of a time.
fn left_text(until: Timestamp, now: Timestamp) -> (&'static str, String) {
    match until.0 - now.0 {
        ..=0 => ("bad", "Expired".to_owned()),
        left if left < DAY => ("warn", format!("{} left", span(left))),
        left => ("", format!("{} left", span(left))),
    }
}

#[cfg(feature = "ssr")]
fn clock() -> Timestamp {
    Timestamp::now()
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
use browser::clock;

#[cfg(not(any(feature = "hydrate", feature = "ssr")))]
fn clock() -> Timestamp {
    Timestamp::default()
}

/// All times of a page at once, however many there are: none of them listens to anything.
#[cfg(feature = "hydrate")]
mod browser {
    use super::{classes, left_text};
    use guildhall::clock::Timestamp;
    use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::Element};
    use std::time::Duration;

    const TICK: Duration = Duration::from_secs(30);

    #[allow(clippy::cast_possible_truncation)]
    pub fn clock() -> Timestamp {
        Timestamp(js_sys::Date::now() as i64)
    }

    pub fn keep_right(now: StoredValue<Timestamp>) {
        let tick = move || {
            now.set_value(clock());
            tell_anew(now.get_value());
        };
        let ticking = set_interval_with_handle(tick, TICK);
        let hovering = window_event_listener(ev::pointerover, |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(time) = target.and_then(|target| target.closest("time").ok().flatten()) {
                say_exactly(&time);
            }
        });
        on_cleanup(move || {
            hovering.remove();
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
        });
    }

    fn tell_anew(now: Timestamp) {
        let Ok(times) = document().query_selector_all("time:not(.fixed)") else { return };
        for index in 0..times.length() {
            let Some(time) = times.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            let (Some(at), Some(said)) = (moment(&time), time.first_child()) else { continue };
            let text = match time.class_list().contains("left") {
                true => {
                    let (tone, text) = left_text(at, now);
                    time.set_class_name(&classes("left badge", tone));
                    text
                }
                false => at.ago(now),
            };
            if said.node_value().as_deref() != Some(&text) {
                said.set_node_value(Some(&text));
            }
        }
    }

    /// The exact time in the reader's own zone and language.
    fn say_exactly(time: &Element) {
        if let Some(at) = moment(time) {
            #[allow(clippy::cast_precision_loss)]
            let date = js_sys::Date::new(&(at.0 as f64).into());
            let text: String = date.to_locale_string("default", &js_sys::Object::new()).into();
            let _ = time.set_attribute("title", &text);
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    fn moment(time: &Element) -> Option<Timestamp> {
        let at = js_sys::Date::parse(&time.get_attribute("datetime")?);
        at.is_finite().then_some(Timestamp(at as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall::clock::HOUR;

    #[test]
    fn what_is_left_becomes_urgent_and_ends() {
        let until = Timestamp(10 * DAY);
        let said = |before: i64| left_text(until, until.plus(-before));
        assert_eq!(said(7 * DAY), ("", "7 days left".into()));
        assert_eq!(said(3 * HOUR), ("warn", "3 hours left".into()));
        assert_eq!(said(0), ("bad", "Expired".into()));
    }

    #[test]
    fn a_time_in_a_row_is_told_by_the_clock_of_the_page() {
        let at = Timestamp(0);
        assert_eq!(
            ago(at, at.plus(3 * HOUR)).into_string(),
            r#"<time datetime="1970-01-01T00:00:00Z" title="1 Jan 1970, 00:00 UTC">3 hours ago</time>"#
        );
    }
}

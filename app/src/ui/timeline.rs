use super::{Markup, ago, html};
use guildhall::clock::Timestamp;

/// One line of what happened: a picture, who did what, and when.
pub fn timeline_item(picture: &Markup, what: &Markup, when: &Markup) -> Markup {
    html! { li { (picture) span { (what) } (when) } }
}

/// Things that happened, the newest first, under the days on which they did. Days are those of UTC, as are the hours of
/// all but the latest.
pub fn by_day<T>(
    things: &[T],
    now: Timestamp,
    at: impl Fn(&T) -> Timestamp,
    line: impl Fn(&T, Markup) -> Markup,
) -> Markup {
    html! {
        @for day in things.chunk_by(|one, next| at(one).day() == at(next).day()) {
            @let first = at(&day[0]);
            h3 { (first.day_text(now)) }
            ol.timeline {
                @for thing in day {
                    @let when = at(thing);
                    @if first.day() == now.day() { (line(thing, ago(when, now))) } @else { (line(thing, hour(when))) }
                }
            }
        }
    }
}

fn hour(at: Timestamp) -> Markup {
    html! { time.fixed datetime=(at.iso()) title=(at.text()) { (at.hour_text()) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall::clock::{DAY, HOUR};

    #[test]
    fn what_happened_stands_under_its_day() {
        let noon = Timestamp(20_000 * DAY + 12 * HOUR);
        let past = [HOUR, 2 * HOUR, 13 * HOUR, 40 * DAY].map(|before| noon.plus(-before));
        let shown = by_day(&past, noon, |at| *at, |_, when| when).into_string();
        let words = |text: &str| {
            let mut plain = String::new();
            for piece in text.split('<').filter_map(|tag| tag.split_once('>')) {
                if !piece.1.is_empty() {
                    plain = plain + piece.1 + "|";
                }
            }
            plain
        };
        assert_eq!(words(&shown), "Today|1 hour ago|2 hours ago|Yesterday|23:00 UTC|25 Aug 2024|12:00 UTC|", "{shown}");
    }
}

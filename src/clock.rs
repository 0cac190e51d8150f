use jiff::civil::DateTime;
use jiff::{Timestamp as Instant, tz::TimeZone};
use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// A point in time: milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct Timestamp(pub i64);

impl Timestamp {
    #[cfg(feature = "server")]
    pub fn now() -> Self {
        Self(Instant::now().as_millisecond())
    }

    /// This moment moved by so many milliseconds.
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0 + milliseconds)
    }

    /// `2026-11-22T14:03:00Z`, for machines.
    pub fn iso(self) -> String {
        let at = self.utc();
        let (year, month, day) = (at.year(), at.month(), at.day());
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", at.hour(), at.minute(), at.second())
    }

    /// `22 Nov 2026`.
    pub fn date_text(self) -> String {
        let at = self.utc();
        let month = usize::try_from(at.month()).map_or("", |month| MONTHS[month - 1]);
        format!("{} {month} {}", at.day(), at.year())
    }

    /// `22 Nov 2026, 14:03 UTC`.
    pub fn text(self) -> String {
        format!("{}, {}", self.date_text(), self.hour_text())
    }

    /// `14:03 UTC`.
    pub fn hour_text(self) -> String {
        let at = self.utc();
        format!("{:02}:{:02} UTC", at.hour(), at.minute())
    }

    /// The day it falls on, counted from 1970-01-01 UTC.
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// That day as people say it: "Today", "Yesterday", `22 Nov 2026`.
    pub fn day_text(self, now: Self) -> String {
        match now.day() - self.day() {
            0 => "Today".into(),
            1 => "Yesterday".into(),
            _ => self.date_text(),
        }
    }

    /// How long before `now`, as people say it: "3 hours ago", "yesterday".
    pub fn ago(self, now: Self) -> String {
        let passed = now.0 - self.0;
        match passed {
            ..MINUTE => "just now".into(),
            MINUTE..HOUR => count(passed / MINUTE, "minute", "ago"),
            HOUR..DAY => count(passed / HOUR, "hour", "ago"),
            _ if passed < 2 * DAY => "yesterday".into(),
            _ if passed < 30 * DAY => count(passed / DAY, "day", "ago"),
            _ => self.date_text(),
        }
    }

    /// The calendar comes from jiff, the few formats are written out: its pattern interpreter is much for a browser to
    /// load.
    fn utc(self) -> DateTime {
        TimeZone::UTC.to_datetime(Instant::from_millisecond(self.0).unwrap_or(Instant::UNIX_EPOCH))
    }
}

/// A span of milliseconds in the unit people would use: "40 minutes", "2 days".
pub fn span(milliseconds: i64) -> String {
    let text = match milliseconds {
        ..HOUR => count((milliseconds / MINUTE).max(1), "minute", ""),
        HOUR..DAY => count(rounded(milliseconds, HOUR), "hour", ""),
        _ => count(rounded(milliseconds, DAY), "day", ""),
    };
    text.trim_end().to_owned()
}

fn rounded(value: i64, unit: i64) -> i64 {
    (value + unit / 2) / unit
}

fn count(number: i64, unit: &str, after: &str) -> String {
    format!("{number} {unit}{} {after}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(1_795_348_800_000);

    #[test]
    fn times_are_written_for_people_and_machines() {
        assert_eq!(NOON.iso(), "2026-11-22T12:00:00Z");
        assert_eq!(NOON.text(), "22 Nov 2026, 12:00 UTC");
        assert_eq!(NOON.date_text(), "22 Nov 2026");
    }

    #[test]
    fn the_past_is_said_as_people_say_it() {
        assert_eq!(NOON.ago(NOON), "just now");
        assert_eq!(NOON.plus(SECOND).ago(NOON), "just now");
        assert_eq!(NOON.plus(-MINUTE).ago(NOON), "1 minute ago");
        assert_eq!(NOON.plus(-3 * HOUR).ago(NOON), "3 hours ago");
        assert_eq!(NOON.plus(-30 * HOUR).ago(NOON), "yesterday");
        assert_eq!(NOON.plus(-4 * DAY).ago(NOON), "4 days ago");
        assert_eq!(NOON.plus(-40 * DAY).ago(NOON), "13 Oct 2026");
    }

    #[test]
    fn days_have_names_while_they_are_near() {
        assert_eq!(NOON.plus(-11 * HOUR).day_text(NOON), "Today");
        assert_eq!(NOON.plus(-13 * HOUR).day_text(NOON), "Yesterday");
        assert_eq!(NOON.plus(-37 * HOUR).day_text(NOON), "20 Nov 2026");
        assert_eq!(Timestamp(-1).day(), -1);
        assert_eq!(NOON.plus(63 * MINUTE).hour_text(), "13:03 UTC");
    }

    #[test]
    fn spans_are_rounded_to_a_unit() {
        assert_eq!(span(10 * SECOND), "1 minute");
        assert_eq!(span(40 * MINUTE), "40 minutes");
        assert_eq!(span(90 * MINUTE), "2 hours");
        assert_eq!(span(47 * HOUR), "2 days");
    }
}

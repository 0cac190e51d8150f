use serde::{Deserialize, Serialize};

use super::text_type;
use crate::Problem;

/// What a text may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One line, by which somebody is recognized: nothing in it is invisible.
    Name,
    Line,
    Lines,
}

/// Trims, counts characters, and refuses what cannot be seen where that would deceive.
fn words(text: &str, min: u32, max: u32, shape: Shape) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n");
    let text = match shape {
        Shape::Lines => text.replace(BREAKS, "\n"),
        Shape::Name | Shape::Line => text,
    };
    let text = text.trim();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let is_stray = |c: char| is_stray(c) && !(shape == Shape::Lines && c == '\n');
    match length {
        _ if text.chars().any(is_stray) => Err(Problem::ControlCharacter),
        _ if min > 0 && text.chars().all(|c| is_invisible(c) || joins(c)) => Err(Problem::Empty),
        _ if shape == Shape::Name && is_disguised(text) => Err(Problem::ControlCharacter),
        _ if shape == Shape::Name && leads_somewhere(text) => Err(Problem::WebAddress),
        _ if length < min => Err(Problem::TooShort { min }),
        _ if length > max => Err(Problem::TooLong { max }),
        _ => Ok(text.to_owned()),
    }
}

/// Unicode's own breaks of lines and paragraphs.
const BREAKS: [char; 2] = ['\u{2028}', '\u{2029}'];

/// What does something to a text instead of standing in it: it controls, breaks the line, or turns the direction of
/// what follows and so disguises what is read.
fn is_stray(c: char) -> bool {
    c.is_control() || BREAKS.contains(&c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text that somebody else wrote, without what would deceive its reader. Line breaks stay.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !is_stray(*c)).collect()
}

/// The beginning of a text, where there is no room for all of it.
pub fn beginning(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let short: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() { short + "…" } else { short }
}

/// Whether a name holds something that takes no room, so that it looks like another. In running text the same comes
/// along when one pastes, and deceives nobody.
fn is_disguised(name: &str) -> bool {
    let before = std::iter::once('a').chain(name.chars());
    name.chars().any(is_invisible) || before.zip(name.chars()).any(|(before, c)| joins(c) && before.is_ascii())
}

/// Whether a name holds the address of a web page, which strangers would read in mails. `Acme.io` is a name.
fn leads_somewhere(name: &str) -> bool {
    let name = super::straight(name).to_lowercase();
    let is_path = |word: &str| {
        let host = word.split_once('/').map_or("", |(host, _)| host);
        host.rsplit_once('.').is_some_and(|(_, top)| top.chars().filter(|c| c.is_alphabetic()).count() > 1)
    };
    name.contains("://") || name.split_whitespace().any(|word| word.starts_with("www.") || is_path(word))
}

/// What somebody puts into a name so that it looks like another, or what comes along when one copies it.
pub(super) fn is_disguise(c: char) -> bool {
    is_invisible(c) || is_stray(c) && !c.is_whitespace()
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{2800}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e01ef}'
    )
}

/// Holds letters or pictures together, as Persian and emoji need.
pub(super) fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $min:literal..=$max:literal $shape:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Fewest characters, the ends trimmed.
            pub const MIN: u32 = $min;
            /// Most characters.
            pub const MAX: u32 = $max;

            pub fn parse(text: &str) -> Result<Self, Problem> {
                words(text, Self::MIN, Self::MAX, Shape::$shape).map(Self)
            }

            /// What was parsed when it was written, perhaps by milder rules; what would deceive is left out.
            fn kept(text: &str) -> Self {
                Self(plain(text))
            }
        }

        text_type!($name, kept);
    )*};
}

words! {
    /// What an account is called on pages.
    DisplayName 1..=80 Name,
    /// A few sentences about an account; may be empty.
    Description 0..=400 Lines,
    /// What an organization is for.
    Purpose 32..=1024 Lines,
    /// A question, an answer or a reason in an application's conversation.
    Message 1..=4000 Lines,
    /// A message that may be left out.
    Note 0..=4000 Lines,
    /// What a team is called.
    TeamName 1..=60 Name,
    /// What is written along with an invitation or its answer; may be empty.
    Greeting 0..=1000 Lines,
    /// The name a company is registered under.
    LegalName 1..=200 Line,
    /// A postal address, in as many lines as it needs.
    Address 1..=500 Lines,
    /// The country of a postal address.
    Country 2..=60 Line,
    /// A tax identification number; may be empty.
    TaxId 0..=40 Line,
    /// A purchase-order reference; may be empty.
    Reference 0..=60 Line,
    /// What a client said of itself, or a mail server of a mail, as it is shown.
    Overheard 0..=1000 Lines,
}

/// The name of an infrastructure project: any that can be read.
pub(super) fn project_title(text: &str) -> Result<String, Problem> {
    words(text, 1, 80, Shape::Name)
}

#[cfg(feature = "server")]
impl DisplayName {
    /// What lists are sorted and searched by.
    pub fn sort_key(&self) -> String {
        super::fold(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purpose_needs_32_to_1024_characters() {
        assert_eq!(Purpose::parse("too little"), Err(Problem::TooShort { min: 32 }));
        assert!(Purpose::parse(&"é".repeat(1024)).is_ok());
        assert_eq!(Purpose::parse(&"é".repeat(1025)), Err(Problem::TooLong { max: 1024 }));
    }

    #[test]
    fn control_characters_and_disguises_are_refused() {
        assert_eq!(DisplayName::parse("a\0b"), Err(Problem::ControlCharacter));
        assert_eq!(DisplayName::parse("a\nb"), Err(Problem::ControlCharacter));
        assert_eq!(DisplayName::parse("evil\u{202e}gpj.exe"), Err(Problem::ControlCharacter));
        assert_eq!(DisplayName::parse("a\u{2028}b"), Err(Problem::ControlCharacter));
        for lines in ["two\r\nlines", "two\u{2028}lines", "two\u{2029}lines"] {
            assert!(Message::parse(lines).is_ok_and(|m| m.as_str() == "two\nlines"), "{lines:?}");
        }
    }

    #[test]
    fn a_name_has_nothing_that_cannot_be_seen() {
        for disguised in ["Ada\u{200b}", "A\u{ad}da", "\u{feff}Ada", "Ada\u{200d}", "Ada\u{fe0f}", "Ada\u{e0020}"] {
            assert_eq!(DisplayName::parse(disguised), Err(Problem::ControlCharacter), "{disguised:?}");
        }
        for nothing in ["\u{3164}", "\u{2800}", "\u{200d}\u{fe0f}"] {
            assert_eq!(DisplayName::parse(nothing), Err(Problem::Empty), "{nothing:?}");
            assert_eq!(Message::parse(nothing), Err(Problem::Empty), "{nothing:?}");
        }
        for fine in ["👩\u{200d}🔧 Ada", "می\u{200c}خواهم", "☀\u{fe0f}"] {
            assert!(DisplayName::parse(fine).is_ok(), "{fine:?}");
        }
        for pasted in ["pasted\u{200b}text", "soft\u{ad}hyphen", "‏עברית‏"] {
            assert!(Description::parse(pasted).is_ok() && Message::parse(pasted).is_ok(), "{pasted:?}");
        }
    }

    #[test]
    fn a_name_leads_nowhere() {
        for advert in [
            "Claim your 500 EUR at https://evil.example/pay",
            "Claim at evil.example/pay",
            "www.evil.example",
            "Prize：ｈｔｔｐ：／／evil.example",
        ] {
            assert_eq!(DisplayName::parse(advert), Err(Problem::WebAddress), "{advert}");
        }
        for fine in ["Acme.io", "Dr. No", "A/B testers", "St. Mary/St. John", "Node.js and/or Deno"] {
            assert!(DisplayName::parse(fine).is_ok(), "{fine}");
        }
    }

    #[test]
    fn what_was_written_by_milder_rules_is_still_read() {
        assert!(DisplayName::try_from("Ada\u{200b}".to_owned()).is_ok());
        let kept = DisplayName::try_from("evil\u{202e}gpj.exe\0\u{2028}".to_owned());
        assert!(kept.is_ok_and(|name| name.as_str() == "evilgpj.exe"), "and deceives nobody");
    }

    #[test]
    fn what_may_be_left_out_may_be_empty() {
        assert!(Description::parse("  ").is_ok_and(|d| d.as_str().is_empty()));
        assert_eq!(DisplayName::parse("  "), Err(Problem::Empty));
    }
}

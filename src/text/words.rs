use serde::{Deserialize, Serialize};

use super::text_type;
use crate::Problem;

/// Trims, counts characters, and refuses control characters (line breaks are fine where `lines` says so).
fn words(text: &str, min: u32, max: u32, lines: bool) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let is_stray =
        |c: char| (c.is_control() && !(lines && c == '\n')) || is_invisible_direction(c) || (!lines && is_invisible(c));
    match length {
        _ if min > 0 && text.chars().all(joins) => Err(Problem::Empty),
        _ if text.chars().any(is_stray) => Err(Problem::ControlCharacter),
        _ if length < min => Err(Problem::TooShort { min }),
        _ if length > max => Err(Problem::TooLong { max }),
        _ => Ok(text.to_owned()),
    }
}

/// Marks that turn the direction of the text after them and so disguise what is read.
fn is_invisible_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What takes no room, so that two names which look the same are not. In running text it comes along when one pastes, and
/// disguises nothing.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
    )
}

/// Holds letters or pictures together, as Persian and emoji need; alone it is nothing.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $min:literal..=$max:literal lines $lines:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
        pub struct $name(String);

        impl $name {
            /// Fewest characters, the ends trimmed.
            pub const MIN: u32 = $min;
            /// Most characters.
            pub const MAX: u32 = $max;

            pub fn parse(text: &str) -> Result<Self, Problem> {
                words(text, Self::MIN, Self::MAX, $lines).map(Self)
            }
        }

        text_type!($name);
    )*};
}

words! {
    /// What an account is called on pages.
    DisplayName 1..=80 lines false,
    /// One or two sentences about an account; may be empty.
    Description 0..=400 lines false,
    /// What an organization is for.
    Purpose 32..=1024 lines true,
    /// A question, an answer or a reason in an application's conversation.
    Message 1..=4000 lines true,
    /// A message that may be left out.
    Note 0..=4000 lines true,
    /// The name a company is registered under.
    LegalName 1..=200 lines false,
    /// A postal address, in as many lines as it needs.
    Address 1..=500 lines true,
    /// The country of a postal address.
    Country 2..=60 lines false,
    /// A tax identification number; may be empty.
    TaxId 0..=40 lines false,
    /// A purchase-order reference; may be empty.
    Reference 0..=60 lines false,
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
        assert!(Message::parse("two\r\nlines").is_ok_and(|m| m.as_str() == "two\nlines"));
    }

    #[test]
    fn a_name_has_nothing_that_cannot_be_seen() {
        for disguised in ["Ada\u{200b}", "A\u{ad}da", "\u{3164}", "\u{feff}Ada"] {
            assert_eq!(DisplayName::parse(disguised), Err(Problem::ControlCharacter), "{disguised:?}");
        }
        assert_eq!(DisplayName::parse("\u{200d}\u{fe0f}"), Err(Problem::Empty));
        for fine in ["👩\u{200d}🔧 Ada", "می\u{200c}خواهم", "☀\u{fe0f}"] {
            assert!(DisplayName::parse(fine).is_ok(), "{fine:?}");
        }
        assert!(Message::parse("pasted\u{200b}text").is_ok());
    }

    #[test]
    fn what_may_be_left_out_may_be_empty() {
        assert!(Description::parse("  ").is_ok_and(|d| d.as_str().is_empty()));
        assert_eq!(DisplayName::parse("  "), Err(Problem::Empty));
    }
}

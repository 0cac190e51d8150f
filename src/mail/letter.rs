use serde::{Deserialize, Serialize};

use crate::clock::{DAY, HOUR};

/// What a mail says, before it is laid out as text and HTML. The outbox keeps it as JSON, whole but for the secret of
/// its link, so that every version can send what another one wrote: a field is never renamed, and a new one has a
/// default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    pub subject: String,
    /// The first line: why this mail was written.
    pub reason: String,
    /// What another person wrote, set apart.
    #[serde(default)]
    pub quote: Option<String>,
    #[serde(default)]
    pub paragraphs: Vec<String>,
    #[serde(default)]
    pub button: Option<Button>,
    /// The last line: why it came to this reader.
    pub why: String,
}

/// The one thing to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    /// On this site.
    pub path: String,
    /// Whether the secret of the mail has to be added to the path.
    #[serde(default)]
    pub secret: bool,
}

impl Button {
    pub fn new(label: &str, path: impl Into<String>) -> Self {
        Self { label: label.to_owned(), path: path.into(), secret: false }
    }

    /// A link that ends with the secret of the mail.
    pub fn secret(label: &str, path: &str) -> Self {
        Self { secret: true, ..Self::new(label, path) }
    }
}

impl Letter {
    /// What an operator has sent to see whether mail arrives.
    pub(super) fn test() -> Self {
        Self {
            subject: "A test of Guildhall’s mail".into(),
            reason: "Mails of this site arrive here. An operator asked for this one by `guildhall mail-test`.".into(),
            quote: None,
            paragraphs: Vec::new(),
            button: None,
            why: "You get this mail because your address was given to that command.".into(),
        }
    }

    /// Stands for a letter of another version, where it is only shown.
    pub(super) fn unreadable(subject: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            reason: "This mail was written by another version of Guildhall, in a way that this one cannot read.".into(),
            quote: None,
            paragraphs: Vec::new(),
            button: None,
            why: String::new(),
        }
    }

    /// As the outbox keeps it.
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(&crate::text::plain(json))
    }
}

/// How a mail travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Whether somebody waits for it at a screen, or has to act at once.
    pub urgent: bool,
    /// How long its link works, in milliseconds; after that it is not sent any more.
    pub holds_for: Option<i64>,
    /// A word for its kind, if anybody can have it sent to anybody: such mails have a budget.
    pub unasked: Option<&'static str>,
}

/// How long a link works. A day is said as 24 hours, because "1 day" could mean until midnight.
pub(crate) fn lifetime(milliseconds: i64) -> String {
    let (number, unit) = match milliseconds {
        _ if milliseconds < 2 * DAY => (milliseconds / HOUR, "hour"),
        _ => (milliseconds / DAY, "day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

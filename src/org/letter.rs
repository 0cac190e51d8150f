use crate::address;
use crate::error::thousands;
use crate::mail::{Button, Letter};
use crate::text::{AccountName, DisplayName, Named};

pub(super) fn org_ready(recipient: &str, org: &DisplayName, name: &AccountName, seats: i64) -> Letter {
    Letter {
        subject: format!("Your organization {org} is ready"),
        reason: format!("You founded the organization {org}. It exists under the name {name}."),
        quote: None,
        paragraphs: vec![format!("You are its Owner and primary owner. {}", seats_in_words(seats))],
        button: Some(Button::new("Open the organization", address::org(name))),
        why: format!("You get this mail because you, {recipient}, founded {org}."),
    }
}

/// How many members there may be, in a sentence.
pub(crate) fn seats_in_words(seats: i64) -> String {
    match seats {
        1 => "It has one seat, which is yours.".into(),
        _ => format!("It has {} seats, one of them yours.", thousands(seats)),
    }
}

/// Why an Owner gets a mail about the organization.
pub(crate) fn to_owner(org: &Named) -> String {
    format!("You get this mail because you are an Owner of {org}.")
}

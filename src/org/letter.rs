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

pub(super) fn seats_changed(actor: &str, org: &Named, (before, after): (i64, i64), reason: &str) -> Letter {
    let then = match after > before {
        true => "There is room for as many members and open invitations.",
        false => "Members stay. Whoever is invited can join as long as a seat is left.",
    };
    Letter {
        subject: format!("{org} has {} now", seats(after)),
        reason: format!(
            "{actor}, a site admin, gave the organization {org} {} instead of {}, with this reason:",
            seats(after),
            thousands(before)
        ),
        quote: Some(reason.into()),
        paragraphs: vec![then.into()],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: to_owner(org),
    }
}

fn seats(count: i64) -> String {
    if count == 1 { "one seat".into() } else { format!("{} seats", thousands(count)) }
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

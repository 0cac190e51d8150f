use crate::access::Role;
use crate::address;
use crate::mail::{Button, Letter};
use crate::org::letter;
use crate::text::Named;

/// Names that a mail lists before it only counts the rest.
const LISTED: usize = 20;

pub(super) fn own_role_changed(actor: &str, org: &Named, before: Role, after: Role) -> Letter {
    let (before, after) = (before.label(), after.label());
    Letter {
        subject: format!("You are {after} of {org} now"),
        reason: format!("{actor} changed your role in {org} from {before} to {after}."),
        quote: None,
        paragraphs: vec![],
        button: Some(Button::new("See what each role may do", address::people_roles(&org.name))),
        why: member(org),
    }
}

pub(super) fn roles_changed(actor: &str, people: &[Named], org: &Named, role: Role) -> Letter {
    let role = role.label();
    Letter {
        subject: match people {
            [one] => format!("{one} is {role} of {org} now"),
            many => format!("{} people are {role}s of {org} now", many.len()),
        },
        reason: match people {
            [one] => format!("{actor} made {one} {role} of {org}."),
            many => format!("{actor} made {} people {role}s of {org}:", many.len()),
        },
        quote: list(people),
        paragraphs: vec![],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

pub(super) fn removed(actor: &str, org: &Named) -> Letter {
    Letter {
        subject: format!("You were removed from {org}"),
        reason: format!("{actor} removed you from the organization {org}."),
        quote: None,
        paragraphs: vec!["All rights that came from your membership have ended. Your account stays as it is.".into()],
        button: Some(Button::new("See your organizations", address::ORGS)),
        why: format!("You get this mail because you were a member of {org}."),
    }
}

pub(super) fn members_removed(actor: &str, people: &[Named], org: &Named) -> Letter {
    Letter {
        subject: match people {
            [one] => format!("{one} was removed from {org}"),
            many => format!("{} people were removed from {org}", many.len()),
        },
        reason: match people {
            [one] => format!("{actor} removed {one} from {org}."),
            many => format!("{actor} removed {} people from {org}:", many.len()),
        },
        quote: list(people),
        paragraphs: vec!["All rights that came from the membership have ended.".into()],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

pub(super) fn member_left(member: &str, org: &Named, role: Role) -> Letter {
    let role = role.label();
    Letter {
        subject: format!("{member} left {org}"),
        reason: format!("{member}, who was {role}, left the organization {org}."),
        quote: None,
        paragraphs: vec!["All rights that came from the membership have ended.".into()],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

pub(super) fn hand_over_asked(actor: &str, org: &Named) -> Letter {
    Letter {
        subject: format!("{actor} asks you to become primary owner of {org}"),
        reason: format!("{actor} offers you the primary ownership of {org}."),
        quote: None,
        paragraphs: vec![
            "The primary owner answers for the organization: nobody can remove them, and they alone can delete it. \
             Nothing changes until you accept."
                .into(),
        ],
        button: Some(Button::new("Answer the offer", address::hand_over(&org.name))),
        why: letter::to_owner(org),
    }
}

pub(super) fn hand_over_taken_back(actor: &str, org: &Named) -> Letter {
    Letter {
        subject: format!("{actor} stays primary owner of {org}"),
        reason: format!("{actor} took back the offer to hand primary ownership of {org} over to you."),
        quote: None,
        paragraphs: vec!["You need not do anything.".into()],
        button: None,
        why: letter::to_owner(org),
    }
}

pub(super) fn hand_over_accepted(actor: &str, org: &Named) -> Letter {
    Letter {
        subject: format!("{actor} is primary owner of {org} now"),
        reason: format!("{actor} accepted the primary ownership of {org}."),
        quote: None,
        paragraphs: vec!["Whoever held it before is still an Owner.".into()],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

pub(super) fn hand_over_declined(actor: &str, org: &Named) -> Letter {
    Letter {
        subject: format!("{actor} does not take over {org}"),
        reason: format!("{actor} declined your offer. You are still primary owner of {org}."),
        quote: None,
        paragraphs: vec!["You can offer it to another Owner.".into()],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

/// What the mails about a new primary owner tell, whom a site admin appointed.
#[derive(Clone)]
pub(super) struct Appointed {
    pub org: Named,
    pub person: Named,
    pub before: Named,
    pub reason: String,
    /// Whether an offer of primary ownership waited for an answer.
    pub offer_ended: bool,
}

pub(super) fn appointed(actor: &str, told: &Appointed) -> Letter {
    let Appointed { org, before, .. } = told;
    appointment(
        told,
        format!("You are primary owner of {org} now"),
        format!("{actor}, a site admin, made you primary owner of {org} in the place of {before}, with this reason:"),
        "The primary owner answers for the organization: nobody can remove them, and they alone can delete it. You can \
         hand that over to another Owner.",
    )
}

pub(super) fn replaced(actor: &str, told: &Appointed) -> Letter {
    let Appointed { org, person, .. } = told;
    appointment(
        told,
        format!("You are no longer primary owner of {org}"),
        format!("{actor}, a site admin, made {person} primary owner of {org} in your place, with this reason:"),
        "You are still an Owner.",
    )
}

pub(super) fn primary_owner_changed(actor: &str, told: &Appointed) -> Letter {
    let Appointed { org, person, before, .. } = told;
    appointment(
        told,
        format!("{person} is primary owner of {org} now"),
        format!(
            "{actor}, a site admin, made {person} primary owner of {org} in the place of {before}, with this reason:"
        ),
        "Whoever held it before is still an Owner.",
    )
}

fn appointment(told: &Appointed, subject: String, reason: String, then: &str) -> Letter {
    let ended = "The offer of primary ownership that waited for an answer has ended.";
    let paragraphs = [Some(then), told.offer_ended.then_some(ended)];
    Letter {
        subject,
        reason,
        quote: Some(told.reason.clone()),
        paragraphs: paragraphs.into_iter().flatten().map(Into::into).collect(),
        button: Some(Button::new("See the people", address::people(&told.org.name))),
        why: letter::to_owner(&told.org),
    }
}

/// Several people, one a line; nothing for one, who is named above.
fn list(people: &[Named]) -> Option<String> {
    if people.len() < 2 {
        return None;
    }
    let mut lines: Vec<String> = people.iter().take(LISTED).map(Named::to_string).collect();
    if people.len() > LISTED {
        lines.push(format!("and {} more", people.len() - LISTED));
    }
    Some(lines.join("\n"))
}

fn member(org: &Named) -> String {
    format!("You get this mail because you are a member of {org}.")
}

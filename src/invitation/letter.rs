use super::Invitee;
use crate::access::Role;
use crate::address;
use crate::clock::DAY;
use crate::mail::{Button, Letter, lifetime};
use crate::org::letter;
use crate::text::Named;

/// The kind of mail of which whoever is about to invite asks for the budget first, because the older link dies with a
/// new one.
pub(super) const INVITATION: &str = "invitation";

pub(super) fn invitation(inviter: &str, org: &Named, role: Role, message: &str, days: i64) -> Letter {
    let role = role.label();
    Letter {
        subject: format!("{inviter} invited you to {org} as {role}"),
        reason: format!("{inviter} invites you to join the organization {org} as {role}."),
        quote: (!message.is_empty()).then(|| message.into()),
        paragraphs: vec![format!(
            "Nothing happens until you accept. The link works for {}, or until a newer one is sent.",
            lifetime(days * DAY)
        )],
        button: Some(Button::secret("See the invitation", address::INVITATION_LINK)),
        why: format!(
            "You get this mail because {inviter} invited you. If you do not know why, do nothing, or report \
             it as unwanted on its page."
        ),
    }
}

pub(super) fn invitation_revoked(org: &Named) -> Letter {
    Letter {
        subject: format!("Your invitation to {org} was revoked"),
        reason: format!("An Owner revoked your invitation to join {org}. Its link no longer works."),
        quote: None,
        paragraphs: vec!["You need not do anything.".into()],
        button: None,
        why: format!("You get this mail because you were invited to {org}."),
    }
}

pub(super) fn member_joined(member: &str, org: &Named, role: Role, invited: Option<&Invitee>) -> Letter {
    let role = role.label();
    let invited = invited.map(|invited| format!(" that was sent to {invited}")).unwrap_or_default();
    Letter {
        subject: format!("{member} joined {org} as {role}"),
        reason: format!("{member} accepted the invitation{invited} and is {role} of {org} now."),
        quote: None,
        paragraphs: vec![],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

pub(super) fn joined(recipient: &str, org: &Named, role: Role) -> Letter {
    let role = role.label();
    Letter {
        subject: format!("You joined {org} as {role}"),
        reason: format!("You accepted the invitation to {org}. Your role there is {role}."),
        quote: None,
        paragraphs: vec![
            "The organization’s page about roles says what you may do there. You can leave at any time.".into(),
        ],
        button: Some(Button::new("Open the organization", address::org(&org.name))),
        why: format!("You get this mail because you, {recipient}, joined {org}."),
    }
}

pub(super) fn invitation_declined(invited: &Invitee, org: &Named, message: &str) -> Letter {
    let with = if message.is_empty() { "." } else { ", with this message:" };
    Letter {
        subject: format!("{invited} declined the invitation to {org}"),
        reason: format!("The invitation of {invited} to {org} was declined{with}"),
        quote: (!message.is_empty()).then(|| message.into()),
        paragraphs: vec!["The seat it held is free again.".into()],
        button: Some(Button::new("See the people", address::people(&org.name))),
        why: letter::to_owner(org),
    }
}

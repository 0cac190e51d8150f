use super::Content;

/// Names that a mail lists before it only counts the rest.
const LISTED: usize = 20;

pub(super) fn invitation(inviter: &str, org: &str, role: &str, message: &str, days: i64, secret: &str) -> Content {
    Content {
        subject: format!("{inviter} invited you to {org} as {role}"),
        reason: format!("{inviter} invites you to join the organization {org} as {role}."),
        quote: (!message.is_empty()).then(|| message.into()),
        paragraphs: vec![format!(
            "Nothing happens until you accept. The link works for {}, or until a newer one is sent.",
            super::lifetime(days * crate::clock::DAY)
        )],
        button: Some(("See the invitation", format!("/invitation?token={secret}"))),
        why: format!("You get this mail because {inviter} invited you. If you do not know why, do nothing."),
    }
}

pub(super) fn invitation_revoked(org: &str) -> Content {
    Content {
        subject: format!("Your invitation to {org} was revoked"),
        reason: format!("An Owner revoked your invitation to join {org}. Its link no longer works."),
        quote: None,
        paragraphs: vec!["You need not do anything.".into()],
        button: None,
        why: format!("You get this mail because you were invited to {org}."),
    }
}

pub(super) fn member_joined(member: &str, org: &str, name: &str, role: &str, invited: &str) -> Content {
    Content {
        subject: format!("{member} joined {org} as {role}"),
        reason: format!("{member} accepted the invitation that was sent to {invited} and is {role} of {org} now."),
        quote: None,
        paragraphs: vec![],
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

pub(super) fn joined(recipient: &str, org: &str, name: &str, role: &str) -> Content {
    Content {
        subject: format!("You joined {org} as {role}"),
        reason: format!("You accepted the invitation to {org}. Your role there is {role}."),
        quote: None,
        paragraphs: vec![
            "The organization’s page about roles says what you may do there. You can leave at any time.".into(),
        ],
        button: Some(("Open the organization", format!("/orgs/{name}"))),
        why: format!("You get this mail because you, {recipient}, joined {org}."),
    }
}

pub(super) fn invitation_declined(invited: &str, org: &str, name: &str, message: &str) -> Content {
    let with = if message.is_empty() { "." } else { ", with this message:" };
    Content {
        subject: format!("{invited} declined the invitation to {org}"),
        reason: format!("The invitation of {invited} to {org} was declined{with}"),
        quote: (!message.is_empty()).then(|| message.into()),
        paragraphs: vec!["The seat it held is free again.".into()],
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

pub(super) fn own_role_changed(actor: &str, org: &str, name: &str, before: &str, after: &str) -> Content {
    Content {
        subject: format!("You are {after} of {org} now"),
        reason: format!("{actor} changed your role in {org} from {before} to {after}."),
        quote: None,
        paragraphs: vec![],
        button: Some(("See what each role may do", format!("/orgs/{name}/people/roles"))),
        why: member(org),
    }
}

pub(super) fn roles_changed(actor: &str, people: &[String], org: &str, name: &str, role: &str) -> Content {
    Content {
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
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

pub(super) fn removed(actor: &str, org: &str) -> Content {
    Content {
        subject: format!("You were removed from {org}"),
        reason: format!("{actor} removed you from the organization {org}."),
        quote: None,
        paragraphs: vec!["All rights that came from your membership have ended. Your account stays as it is.".into()],
        button: Some(("See your organizations", "/orgs".into())),
        why: format!("You get this mail because you were a member of {org}."),
    }
}

pub(super) fn members_removed(actor: &str, people: &[String], org: &str, name: &str) -> Content {
    Content {
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
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

pub(super) fn member_left(member: &str, org: &str, name: &str, role: &str) -> Content {
    Content {
        subject: format!("{member} left {org}"),
        reason: format!("{member}, who was {role}, left the organization {org}."),
        quote: None,
        paragraphs: vec!["All rights that came from the membership have ended.".into()],
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

pub(super) fn hand_over_asked(actor: &str, org: &str, name: &str) -> Content {
    Content {
        subject: format!("{actor} asks you to become primary owner of {org}"),
        reason: format!("{actor} offers you the primary ownership of {org}."),
        quote: None,
        paragraphs: vec![
            "The primary owner answers for the organization: nobody can remove them, and they alone can delete it. \
             Nothing changes until you accept."
                .into(),
        ],
        button: Some(("Answer the offer", hand_over_page(name))),
        why: owner(org),
    }
}

pub(super) fn hand_over_taken_back(actor: &str, org: &str) -> Content {
    Content {
        subject: format!("{actor} stays primary owner of {org}"),
        reason: format!("{actor} took back the offer to hand primary ownership of {org} over to you."),
        quote: None,
        paragraphs: vec!["You need not do anything.".into()],
        button: None,
        why: owner(org),
    }
}

pub(super) fn hand_over_accepted(actor: &str, org: &str, name: &str) -> Content {
    Content {
        subject: format!("{actor} is primary owner of {org} now"),
        reason: format!("{actor} accepted the primary ownership of {org}."),
        quote: None,
        paragraphs: vec!["Whoever held it before is still an Owner.".into()],
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

pub(super) fn hand_over_declined(actor: &str, org: &str, name: &str) -> Content {
    Content {
        subject: format!("{actor} does not take over {org}"),
        reason: format!("{actor} declined your offer. You are still primary owner of {org}."),
        quote: None,
        paragraphs: vec!["You can offer it to another Owner.".into()],
        button: Some(("See the people", people_page(name))),
        why: owner(org),
    }
}

/// Several people, one a line; nothing for one, who is named above.
fn list(people: &[String]) -> Option<String> {
    if people.len() < 2 {
        return None;
    }
    let mut lines: Vec<String> = people.iter().take(LISTED).cloned().collect();
    if people.len() > LISTED {
        lines.push(format!("and {} more", people.len() - LISTED));
    }
    Some(lines.join("\n"))
}

fn people_page(name: &str) -> String {
    format!("/orgs/{name}/people")
}

fn hand_over_page(name: &str) -> String {
    format!("/orgs/{name}/people/hand-over")
}

fn owner(org: &str) -> String {
    format!("You get this mail because you are an Owner of {org}.")
}

fn member(org: &str) -> String {
    format!("You get this mail because you are a member of {org}.")
}

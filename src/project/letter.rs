use super::Owner;
use super::offer::Receiver;
use crate::access::Right;
use crate::address;
use crate::error::thousands;
use crate::id::OfferId;
use crate::mail::{Button, Letter};
use crate::org::letter;
use crate::text::{Named, NamedProject};

pub(super) fn project_deleted(actor: &str, project: &NamedProject, owner: &Owner) -> Letter {
    let kind = project.kind.noun();
    Letter {
        subject: format!("The {kind} {project} was deleted"),
        reason: format!("{actor} deleted the {kind} {project} of {}.", owner.named),
        quote: None,
        paragraphs: vec!["All rights in it have ended, and anybody can have its name. Its history is kept.".into()],
        button: None,
        why: to_owner(project, owner),
    }
}

pub(super) fn right_given(actor: &str, project: &NamedProject, right: Right) -> Letter {
    let (kind, verb) = (project.kind.noun(), right.verb());
    Letter {
        subject: format!("You may {verb} {project} now"),
        reason: format!("{actor} gave you the right to {verb} the {kind} {project}."),
        quote: None,
        paragraphs: vec!["You can give it up on the project’s page of who may do what.".into()],
        button: Some(Button::new("Open the project", address::project(project))),
        why: format!("You get this mail because you have a right in {project}."),
    }
}

pub(super) fn right_taken(actor: &str, project: &NamedProject, right: Right) -> Letter {
    let verb = right.verb();
    Letter {
        subject: format!("You may no longer {verb} {project} by name"),
        reason: format!("{actor} took from you the right to {verb} the {} {project}.", project.kind.noun()),
        quote: None,
        paragraphs: vec!["What you may do by your role or by a team stays as it is.".into()],
        button: None,
        why: format!("You get this mail because you had a right in {project}."),
    }
}

pub(super) fn rights_ended(actor: &str, org: &Named) -> Letter {
    Letter {
        subject: format!("You have no right in the projects of {org} any more"),
        reason: format!("{actor} ended all rights that you were given by name in the projects of {org}."),
        quote: None,
        paragraphs: vec!["What is public you can still see. Your account stays as it is.".into()],
        button: None,
        why: format!("You get this mail because you had a right in a project of {org}."),
    }
}

pub(super) fn join_asked(actor: &str, project: &NamedProject, owner: &Owner) -> Letter {
    Letter {
        subject: format!("{actor} asks to be let into {project}"),
        reason: format!("{actor} asks to be let into the locked {} {project}.", project.kind.noun()),
        quote: None,
        paragraphs: vec!["Nothing changes until somebody lets them in.".into()],
        button: Some(Button::new("See who asks", address::project_access(project))),
        why: to_owner(project, owner),
    }
}

/// Why whoever owns a project, or the Owners of the organization that does, get a mail about it.
fn to_owner(project: &NamedProject, owner: &Owner) -> String {
    match owner.is_org {
        true => format!("You get this mail because you are an Owner of {}, which owns {project}.", owner.named),
        false => format!("You get this mail because {project} is yours."),
    }
}

/// What is offered: the project, or a right in it.
fn what(project: &NamedProject, right: Option<Right>) -> String {
    let kind = project.kind.noun();
    match right {
        Some(right) => format!("the right to {} the {kind} {project}", right.verb()),
        None => format!("the {kind} {project}"),
    }
}

pub(super) fn right_offered(actor: &str, project: &NamedProject, offer: &OfferId, right: Right) -> Letter {
    let (kind, verb) = (project.kind.noun(), right.verb());
    Letter {
        subject: format!("{actor} offers you the right to {verb} {project}"),
        reason: format!("{actor} offers you the right to {verb} the {kind} {project}."),
        quote: None,
        paragraphs: vec![
            "Nothing happens until you accept. To do so, sign in with this e-mail address, or sign up with it first."
                .into(),
        ],
        button: Some(Button::new("See the offer", address::offer(offer))),
        why: format!("You get this mail because {actor} offered you that. If you do not know why, do nothing."),
    }
}

pub(super) fn transfer_offered(
    actor: &str,
    project: &NamedProject,
    offer: &OfferId,
    from: &Owner,
    to: &Owner,
) -> Letter {
    let kind = project.kind.noun();
    let whom = if to.is_org { to.named.to_string() } else { "you".to_owned() };
    Letter {
        subject: format!("{actor} offers {whom} the {kind} {project}"),
        reason: format!("{actor} offers {whom} the {kind} {project}, which belongs to {}.", from.named),
        quote: None,
        paragraphs: vec!["Nothing changes until the offer is accepted. Its page says what would.".into()],
        button: Some(Button::new("Answer the offer", address::offer(offer))),
        why: match to.is_org {
            true => letter::to_owner(&to.named),
            false => format!("You get this mail because {actor} offered you the project."),
        },
    }
}

pub(super) fn taken_back(actor: &str, project: &NamedProject, right: Option<Right>) -> Letter {
    Letter {
        subject: format!("The offer of {project} was taken back"),
        reason: format!("{actor} took back the offer of {}.", what(project, right)),
        quote: None,
        paragraphs: vec!["You need not do anything.".into()],
        button: None,
        why: "You get this mail because it waited for an answer.".into(),
    }
}

pub(super) fn declined(actor: &str, project: &NamedProject, right: Option<Right>) -> Letter {
    Letter {
        subject: format!("{actor} declined {project}"),
        reason: format!("{actor} declined {}. Nothing changed.", what(project, right)),
        quote: None,
        paragraphs: vec![],
        button: Some(Button::new("Open the project", address::project(project))),
        why: "You get this mail because you offered it.".into(),
    }
}

pub(super) fn expired(project: &NamedProject, right: Option<Right>, to: &Receiver) -> Letter {
    Letter {
        subject: format!("The offer of {project} has expired"),
        reason: format!("{to} did not answer the offer of {} in time. Nothing changed.", what(project, right)),
        quote: None,
        paragraphs: vec!["It can be offered anew.".into()],
        button: Some(Button::new("Open the project", address::project(project))),
        why: "You get this mail because you offered it.".into(),
    }
}

pub(super) fn moved_out(actor: &str, project: &NamedProject, from: &Owner, to: &Owner) -> Letter {
    let kind = project.kind.noun();
    Letter {
        subject: format!("The {kind} {project} belongs to {} now", to.named),
        reason: format!("{actor} moved the {kind} {project} from {} to {}.", from.named, to.named),
        quote: None,
        paragraphs: vec![
            "Rights by roles and teams of the former owner have ended; whoever has one by name keeps it.".into(),
        ],
        button: None,
        why: match from.is_org {
            true => letter::to_owner(&from.named),
            false => format!("You get this mail because {project} was yours."),
        },
    }
}

pub(super) fn moved_in(actor: &str, project: &NamedProject, from: &Owner, to: &Owner) -> Letter {
    let kind = project.kind.noun();
    Letter {
        subject: match to.is_org {
            true => format!("The {kind} {project} belongs to {} now", to.named),
            false => format!("The {kind} {project} is yours now"),
        },
        reason: format!("{actor} moved the {kind} {project} from {} to {}.", from.named, to.named),
        quote: None,
        paragraphs: vec![],
        button: Some(Button::new("Open the project", address::project(project))),
        why: to_owner(project, to),
    }
}

pub(super) fn brought_in(actor: &str, org: &Named, count: i64) -> Letter {
    let projects = if count == 1 { "1 project".to_owned() } else { format!("{} projects", thousands(count)) };
    Letter {
        subject: format!("{actor} brought {projects} into {org}"),
        reason: format!("{actor} brought {projects} of their own into {org}."),
        quote: None,
        paragraphs: vec![],
        button: Some(Button::new("See the projects", address::org_projects(&org.name))),
        why: letter::to_owner(org),
    }
}

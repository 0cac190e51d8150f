use crate::address;
use crate::id::ApplicationId;
use crate::mail::{Button, Letter};
use crate::org::{self, Kind};
use crate::text::{AccountName, DisplayName};

pub(super) fn received(recipient: &str, org: &AccountName, application: &ApplicationId) -> Letter {
    Letter {
        subject: format!("Your application for {org} was received"),
        reason: format!("Your application for the organization {org} waits for a reviewer."),
        quote: None,
        paragraphs: vec![
            "You can edit or withdraw it until it is decided. You get a mail when it is, or when a reviewer asks \
             something."
                .into(),
        ],
        button: Some(Button::new("Open the application", address::application(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn waiting(applicant: &str, org: &AccountName, kind: Kind, application: &ApplicationId) -> Letter {
    Letter {
        subject: format!("{applicant} applied for {org}"),
        reason: format!("{applicant} asks to found {org}, a {} organization.", kind.label()),
        quote: None,
        paragraphs: vec!["The application waits in the queue until a reviewer decides it.".into()],
        button: Some(Button::new("Review the application", address::review(application))),
        why: reviewing(),
    }
}

pub(super) fn billing_missing(recipient: &str, org: &AccountName, application: &ApplicationId) -> Letter {
    Letter {
        subject: format!("Your application for {org} waits for its billing details"),
        reason: format!(
            "The site admins decide on your application for the organization {org} once its billing details are there."
        ),
        quote: None,
        paragraphs: vec![
            "Until then it stands in no queue, but it keeps its age and with it its place. You can also choose another \
             kind, or withdraw it. We remind you only this once."
                .into(),
        ],
        button: Some(Button::new("Give billing details", address::application_billing(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn information_requested(
    recipient: &str,
    reviewer: &str,
    org: &AccountName,
    question: &str,
    application: &ApplicationId,
) -> Letter {
    Letter {
        subject: format!("A question about your application for {org}"),
        reason: format!("{reviewer} asks about your application for the organization {org}:"),
        quote: Some(question.into()),
        paragraphs: vec!["The application is decided after you have answered.".into()],
        button: Some(Button::new("Answer the question", address::application(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn question_answered(
    applicant: &str,
    org: &AccountName,
    answer: &str,
    application: &ApplicationId,
) -> Letter {
    Letter {
        subject: format!("{applicant} answered about {org}"),
        reason: format!("{applicant} answered a question about the application for {org}:"),
        quote: Some(answer.into()),
        paragraphs: vec![],
        button: Some(Button::new("Review the application", address::review(application))),
        why: reviewing(),
    }
}

pub(super) fn approved(recipient: &str, org: &DisplayName, name: &AccountName, seats: i64, message: &str) -> Letter {
    Letter {
        subject: format!("Your organization {org} was approved"),
        reason: format!("Your application was approved: {org} now exists under the name {name}."),
        quote: (!message.is_empty()).then(|| message.into()),
        paragraphs: vec![format!("You are its Owner and primary owner. {}", org::seats_in_words(seats))],
        button: Some(Button::new("Open the organization", address::org(name))),
        why: applied(recipient, org),
    }
}

pub(super) fn declined(
    recipient: &str,
    org: &DisplayName,
    name: &AccountName,
    reason: &str,
    application: &ApplicationId,
) -> Letter {
    Letter {
        subject: format!("Your application for {org} was declined"),
        reason: format!("A reviewer declined your application for the organization {org}, with this reason:"),
        quote: Some(reason.into()),
        paragraphs: vec![format!("The name {name} is free again. You can apply again at any time.")],
        button: Some(Button::new("Open the application", address::application(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn rival_declined(recipient: &str, org: &DisplayName, name: &AccountName) -> Letter {
    Letter {
        subject: format!("The name {name} went to another application"),
        reason: format!(
            "Several users applied for the name {name}. Another application was approved, so yours for {org} was \
             declined."
        ),
        quote: None,
        paragraphs: vec!["This is no judgement of your organization. You can apply again with another name.".into()],
        button: Some(Button::new("Apply with another name", address::NEW_ORG)),
        why: applied(recipient, org),
    }
}

fn applied(recipient: &str, org: impl std::fmt::Display) -> String {
    format!("You get this mail because you, {recipient}, applied for {org}.")
}

fn reviewing() -> String {
    "You get this mail because you review applications on this site.".into()
}

use super::Content;
use crate::error::thousands;

pub(super) fn received(recipient: &str, org: &str, application: &str) -> Content {
    Content {
        subject: format!("Your application for {org} was received"),
        reason: format!("Your application for the organization {org} waits for a reviewer."),
        quote: None,
        paragraphs: vec![
            "You can edit or withdraw it until it is decided. You get a mail when it is, or when a reviewer asks something."
                .into(),
        ],
        button: Some(("Open the application", mine(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn waiting(applicant: &str, org: &str, kind: &str, application: &str) -> Content {
    Content {
        subject: format!("{applicant} applied for {org}"),
        reason: format!("{applicant} asks to found {org}, a {kind} organization."),
        quote: None,
        paragraphs: vec!["The application waits in the queue until a reviewer decides it.".into()],
        button: Some(("Review the application", review(application))),
        why: reviewing(),
    }
}

pub(super) fn information_requested(
    recipient: &str,
    reviewer: &str,
    org: &str,
    question: &str,
    application: &str,
) -> Content {
    Content {
        subject: format!("A question about your application for {org}"),
        reason: format!("{reviewer} asks about your application for the organization {org}:"),
        quote: Some(question.into()),
        paragraphs: vec!["The application is decided after you have answered.".into()],
        button: Some(("Answer the question", mine(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn question_answered(applicant: &str, org: &str, answer: &str, application: &str) -> Content {
    Content {
        subject: format!("{applicant} answered about {org}"),
        reason: format!("{applicant} answered a question about the application for {org}:"),
        quote: Some(answer.into()),
        paragraphs: vec![],
        button: Some(("Review the application", review(application))),
        why: reviewing(),
    }
}

pub(super) fn approved(recipient: &str, org: &str, name: &str, seats: i64, message: &str) -> Content {
    Content {
        subject: format!("Your organization {org} was approved"),
        reason: format!("Your application was approved: {org} now exists under the name {name}."),
        quote: (!message.is_empty()).then(|| message.into()),
        paragraphs: vec![format!("You are its Owner and primary owner. {}", limit(seats))],
        button: Some(("Open the organization", format!("/orgs/{name}"))),
        why: applied(recipient, org),
    }
}

pub(super) fn declined(recipient: &str, org: &str, name: &str, reason: &str, application: &str) -> Content {
    Content {
        subject: format!("Your application for {org} was declined"),
        reason: format!("A reviewer declined your application for the organization {org}, with this reason:"),
        quote: Some(reason.into()),
        paragraphs: vec![format!("The name {name} is free again. You can apply again at any time.")],
        button: Some(("Open the application", mine(application))),
        why: applied(recipient, org),
    }
}

pub(super) fn rival_declined(recipient: &str, org: &str, name: &str) -> Content {
    Content {
        subject: format!("The name {name} went to another application"),
        reason: format!(
            "Several users applied for the name {name}. Another application was approved, so yours for {org} was declined."
        ),
        quote: None,
        paragraphs: vec!["This is no judgement of your organization. You can apply again with another name.".into()],
        button: Some(("Apply with another name", "/orgs/new".into())),
        why: applied(recipient, org),
    }
}

pub(super) fn org_ready(recipient: &str, org: &str, name: &str, seats: i64) -> Content {
    Content {
        subject: format!("Your organization {org} is ready"),
        reason: format!("You founded the organization {org}. It exists under the name {name}."),
        quote: None,
        paragraphs: vec![format!("You are its Owner and primary owner. {}", limit(seats))],
        button: Some(("Open the organization", format!("/orgs/{name}"))),
        why: format!("You get this mail because you, {recipient}, founded {org}."),
    }
}

fn mine(application: &str) -> String {
    format!("/applications/{application}")
}

fn review(application: &str) -> String {
    format!("/admin/applications/{application}")
}

fn applied(recipient: &str, org: &str) -> String {
    format!("You get this mail because you, {recipient}, applied for {org}.")
}

fn reviewing() -> String {
    "You get this mail because you review applications on this site.".into()
}

fn limit(seats: i64) -> String {
    match seats {
        1 => "It has one seat, which is yours.".into(),
        _ => format!("It has {} seats, one of them yours.", thousands(seats)),
    }
}

use serde::{Deserialize, Serialize};

use super::{Proposal, State, letter};
use crate::address;
use crate::event::Subject;
use crate::id::ApplicationId;
use crate::notify::{Audience, Audited, Notification, Part, Phrase, mail, notice, phrase};
use crate::org::Kind;
use crate::text::{AccountName, DisplayName, Named};

/// What happens to applications.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    ApplicationDrafted {
        application: ApplicationId,
        name: AccountName,
    },
    /// `announced` when it waits for a decision, and for the first time: an edit may make it a draft again and hand it
    /// in anew.
    ApplicationSubmitted {
        application: ApplicationId,
        name: AccountName,
        org_kind: Kind,
        announced: bool,
    },
    ApplicationEdited {
        application: ApplicationId,
        before: Proposal,
        after: Proposal,
    },
    ApplicationBilled {
        application: ApplicationId,
        name: AccountName,
    },
    /// By the site itself, after a day without them.
    BillingReminded {
        application: ApplicationId,
        name: AccountName,
    },
    ApplicationWithdrawn {
        application: ApplicationId,
        name: AccountName,
        was: State,
    },
    InformationRequested {
        application: ApplicationId,
        name: AccountName,
        question: String,
    },
    QuestionAnswered {
        application: ApplicationId,
        name: AccountName,
        answer: String,
    },
    NoteAdded {
        application: ApplicationId,
        name: AccountName,
    },
    ApplicationApproved {
        application: ApplicationId,
        name: AccountName,
        display_name: DisplayName,
        seats: i64,
        message: String,
    },
    ApplicationDeclined {
        application: ApplicationId,
        name: AccountName,
        display_name: DisplayName,
        reason: String,
    },
    /// Declined because another application for the name was approved.
    RivalDeclined {
        application: ApplicationId,
        name: AccountName,
        display_name: DisplayName,
    },
}

impl<'a> From<&'a ApplicationId> for Subject<'a> {
    fn from(id: &'a ApplicationId) -> Self {
        Self { kind: "application", id: id.as_str() }
    }
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        let lead = |name: &AccountName| Part::lead(name.as_str());
        match self {
            Self::ApplicationDrafted { name, .. } => phrase!["began an application for ", lead(name)],
            Self::ApplicationSubmitted { name, .. } => phrase!["applied for ", lead(name)],
            Self::ApplicationEdited { before, after, .. } if before.name != after.name => {
                phrase!["changed the application for ", before.name.as_str(), ", now for ", lead(&after.name)]
            }
            Self::ApplicationEdited { after, .. } => phrase!["changed the application for ", lead(&after.name)],
            Self::ApplicationBilled { name, .. } => phrase!["gave billing details for ", lead(name)],
            Self::ApplicationWithdrawn { name, .. } => phrase!["withdrew the application for ", lead(name)],
            Self::InformationRequested { name, .. } => phrase!["asked a question about ", lead(name)],
            Self::QuestionAnswered { name, .. } => phrase!["answered the questions about ", lead(name)],
            Self::NoteAdded { name, .. } => phrase!["noted something about ", lead(name)],
            Self::ApplicationApproved { name, display_name, .. } => {
                let org = Named { name: name.clone(), display_name: display_name.clone() };
                phrase!["approved", Part::this_org(&org)]
            }
            Self::ApplicationDeclined { name, .. } => phrase!["declined ", lead(name)],
            Self::RivalDeclined { name, .. } => {
                phrase!["declined ", lead(name), ", which went to another application"]
            }
            Self::BillingReminded { name, .. } => phrase!["reminded of the billing details for ", lead(name)],
        }
    }

    fn detail(&self) -> &str {
        match self {
            Self::InformationRequested { question, .. } => question,
            Self::QuestionAnswered { answer, .. } => answer,
            Self::ApplicationApproved { message, .. } => message,
            Self::ApplicationDeclined { reason, .. } => reason,
            Self::ApplicationDrafted { .. }
            | Self::ApplicationSubmitted { .. }
            | Self::ApplicationEdited { .. }
            | Self::ApplicationBilled { .. }
            | Self::BillingReminded { .. }
            | Self::ApplicationWithdrawn { .. }
            | Self::NoteAdded { .. }
            | Self::RivalDeclined { .. } => "",
        }
    }

    /// An application is one page to its applicant and another to a reviewer: what the applicant does is read by
    /// reviewers and the other way round.
    fn link(&self, by_reader: bool) -> Option<String> {
        let link = match self {
            Self::ApplicationDrafted { application, .. }
            | Self::ApplicationSubmitted { application, .. }
            | Self::ApplicationEdited { application, .. }
            | Self::ApplicationBilled { application, .. }
            | Self::ApplicationWithdrawn { application, .. }
            | Self::QuestionAnswered { application, .. } => match by_reader {
                true => address::application(application),
                false => address::review(application),
            },
            Self::InformationRequested { application, .. }
            | Self::ApplicationDeclined { application, .. }
            | Self::RivalDeclined { application, .. } => match by_reader {
                true => address::review(application),
                false => address::application(application),
            },
            Self::ApplicationApproved { application, name, .. } => match by_reader {
                true => address::review(application),
                false => address::org(name),
            },
            Self::NoteAdded { application, .. } => address::review(application),
            Self::BillingReminded { application, .. } => address::application_billing(application),
        };
        Some(link)
    }

    fn for_members(self) -> Option<Self> {
        match self {
            Self::ApplicationApproved { application, name, display_name, seats, .. } => {
                Some(Self::ApplicationApproved { application, name, display_name, seats, message: String::new() })
            }
            Self::ApplicationDrafted { .. }
            | Self::ApplicationSubmitted { .. }
            | Self::ApplicationEdited { .. }
            | Self::ApplicationBilled { .. }
            | Self::BillingReminded { .. }
            | Self::ApplicationWithdrawn { .. }
            | Self::InformationRequested { .. }
            | Self::QuestionAnswered { .. }
            | Self::NoteAdded { .. }
            | Self::ApplicationDeclined { .. }
            | Self::RivalDeclined { .. } => None,
        }
    }

    fn notifications(&self) -> Vec<Notification> {
        use Audience::{Reviewers, Subject};
        match self.clone() {
            Self::ApplicationSubmitted { application, name, org_kind, announced: true } => {
                let (own, org) = (application.clone(), name.clone());
                vec![
                    mail(Subject, move |names| letter::received(names.recipient, &org, &own)),
                    mail(Reviewers, move |names| letter::waiting(names.actor, &name, org_kind, &application))
                        .and_notice(),
                ]
            }
            Self::ApplicationWithdrawn { was, .. } if was.is_decidable() => vec![notice(Reviewers)],
            Self::BillingReminded { application, name } => vec![
                mail(Subject, move |names| letter::billing_missing(names.recipient, &name, &application)).and_notice(),
            ],
            Self::InformationRequested { application, name, question } => vec![
                mail(Subject, move |names| {
                    letter::information_requested(names.recipient, names.actor, &name, &question, &application)
                })
                .and_notice(),
            ],
            Self::QuestionAnswered { application, name, answer } => vec![
                mail(Reviewers, move |names| letter::question_answered(names.actor, &name, &answer, &application))
                    .and_notice(),
            ],
            Self::ApplicationApproved { name, display_name, seats, message, .. } => vec![
                mail(Subject, move |names| letter::approved(names.recipient, &display_name, &name, seats, &message))
                    .and_notice(),
            ],
            Self::ApplicationDeclined { application, name, display_name, reason } => vec![
                mail(Subject, move |names| {
                    letter::declined(names.recipient, &display_name, &name, &reason, &application)
                })
                .and_notice(),
            ],
            Self::RivalDeclined { name, display_name, .. } => vec![
                mail(Subject, move |names| letter::rival_declined(names.recipient, &display_name, &name)).and_notice(),
            ],
            Self::ApplicationDrafted { .. }
            | Self::ApplicationSubmitted { .. }
            | Self::ApplicationEdited { .. }
            | Self::ApplicationBilled { .. }
            | Self::ApplicationWithdrawn { .. }
            | Self::NoteAdded { .. } => Vec::new(),
        }
    }
}

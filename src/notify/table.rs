use super::{Audience, Carries, Names, Told, mail, notice, people};
use crate::account::Named;
use crate::event::Change;
use crate::id::ApplicationId;
use crate::mail::Letter;

/// The table.
pub(super) fn table(change: &Change) -> Vec<Told> {
    use Audience::{Mailbox, Reviewers, Subject};
    match change.clone() {
        Change::SignUpAsked { name, email, holder: None } => vec![
            mail(Mailbox(email), move |_| Letter::ConfirmSignUp { name: name.to_string() }).carrying(Carries::First),
        ],
        Change::SignUpAsked { email, holder: Some(holder), .. } => {
            vec![mail(Mailbox(email), move |_| Letter::AlreadySignedUp { name: holder.to_string() })]
        }
        Change::PasswordForgotten { email, holder: Some(holder) } => vec![
            mail(Mailbox(email), move |_| Letter::ResetPassword { name: holder.to_string() }).carrying(Carries::First),
        ],
        Change::PasswordForgotten { email, holder: None } => vec![mail(Mailbox(email), |_| Letter::NoSuchUser)],
        Change::PasswordReset | Change::PasswordChanged => {
            vec![mail(Subject, |names| Letter::PasswordChanged { name: names.recipient.to_owned() }).and_notice()]
        }
        Change::SignedInAnew { address } => vec![mail(Subject, move |names| Letter::SignedInAnew {
            name: names.recipient.to_owned(),
            address: address.clone(),
        })],
        Change::EmailChangeAsked { old, new, holder } => {
            let to_new = match holder {
                None => mail(Mailbox(new.clone()), |names| Letter::ConfirmEmail { name: names.actor.to_owned() })
                    .carrying(Carries::First),
                Some(holder) => mail(Mailbox(new.clone()), move |_| Letter::EmailInUse { name: holder.to_string() }),
            };
            let to_old = mail(Mailbox(old), move |names| Letter::EmailChanging {
                name: names.actor.to_owned(),
                new: new.to_string(),
            });
            vec![to_new, to_old.carrying(Carries::Second)]
        }
        Change::EmailChanged { .. } => vec![notice(Subject)],
        Change::EmailChangeCancelled { kept, refused } => vec![
            mail(Mailbox(kept), move |names| Letter::EmailKept {
                name: names.actor.to_owned(),
                refused: refused.to_string(),
            }),
            notice(Subject),
        ],
        Change::AdminPromoted { person } => site_admin(person, true),
        Change::AdminDemoted { person } => site_admin(person, false),
        Change::ApplicationSubmitted { application, name, org_kind, announced: true } => {
            let org = name.to_string();
            vec![
                about(&application, move |names, application| Letter::ApplicationReceived {
                    recipient: names.recipient.to_owned(),
                    org: org.clone(),
                    application,
                })(Subject),
                about(&application, move |names, application| Letter::ApplicationWaiting {
                    applicant: names.actor.to_owned(),
                    org: name.to_string(),
                    kind: org_kind.label().to_owned(),
                    application,
                })(Reviewers)
                .and_notice(),
            ]
        }
        Change::ApplicationWithdrawn { was, .. } if was.is_decidable() => vec![notice(Reviewers)],
        Change::InformationRequested { application, name, question } => vec![
            about(&application, move |names, application| Letter::InformationRequested {
                recipient: names.recipient.to_owned(),
                reviewer: names.actor.to_owned(),
                org: name.to_string(),
                question: question.clone(),
                application,
            })(Subject)
            .and_notice(),
        ],
        Change::QuestionAnswered { application, name, answer } => vec![
            about(&application, move |names, application| Letter::QuestionAnswered {
                applicant: names.actor.to_owned(),
                org: name.to_string(),
                answer: answer.clone(),
                application,
            })(Reviewers)
            .and_notice(),
        ],
        Change::ApplicationApproved { name, display_name, seats, message, .. } => vec![
            mail(Subject, move |names| Letter::ApplicationApproved {
                recipient: names.recipient.to_owned(),
                org: display_name.to_string(),
                name: name.to_string(),
                seats,
                message: message.clone(),
            })
            .and_notice(),
        ],
        Change::ApplicationDeclined { application, name, display_name, reason } => vec![
            about(&application, move |names, application| Letter::ApplicationDeclined {
                recipient: names.recipient.to_owned(),
                org: display_name.to_string(),
                name: name.to_string(),
                reason: reason.clone(),
                application,
            })(Subject)
            .and_notice(),
        ],
        Change::RivalDeclined { application, name, display_name } => vec![
            about(&application, move |names, application| Letter::RivalDeclined {
                recipient: names.recipient.to_owned(),
                org: display_name.to_string(),
                name: name.to_string(),
                application,
            })(Subject)
            .and_notice(),
        ],
        Change::OrgFounded { name, display_name, seats, told: true, .. } => {
            vec![mail(Subject, move |names| Letter::OrgReady {
                recipient: names.recipient.to_owned(),
                org: display_name.to_string(),
                name: name.to_string(),
                seats,
            })]
        }
        _ => people::table(change),
    }
}

/// Who becomes a site admin, or is one no longer, and the others learn of it.
fn site_admin(person: Named, promoted: bool) -> Vec<Told> {
    vec![
        mail(Audience::Subject, move |names| Letter::OwnAdminChange { actor: names.actor.to_owned(), promoted })
            .and_notice(),
        mail(Audience::OtherReviewers, move |names| Letter::AdminChange {
            actor: names.actor.to_owned(),
            person: person.to_string(),
            promoted,
        })
        .and_notice(),
    ]
}

/// A letter that leads to an application.
fn about(
    application: &ApplicationId,
    letter: impl Fn(&Names<'_>, String) -> Letter + Send + Sync + 'static,
) -> impl FnOnce(Audience) -> Told {
    let application = application.to_string();
    move |who| mail(who, move |names| letter(names, application.clone()))
}

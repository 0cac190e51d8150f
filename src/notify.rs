//! The one table of who is told what. Every change passes through it, in the transaction of the change.

use sqlx::AnyConnection;

use crate::account::{self, Recipient};
use crate::event::{Change, Record};
use crate::id::{ApplicationId, EventId};
use crate::mail::{self, Letter};
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Result, notice};

/// Who is told.
#[derive(Clone, Debug, PartialEq)]
enum Audience {
    /// The user whom the change concerns.
    Subject,
    /// All site admins but the one who did it.
    Reviewers,
    /// A mailbox, whoever holds it.
    Mailbox(EmailAddress),
}

/// Which of the change's secrets the mail's link carries.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Carries {
    Nothing,
    First,
    Second,
}

/// Writes a letter to one recipient.
type Writer = Box<dyn Fn(&Names<'_>) -> Letter + Send + Sync>;

/// One row of the table.
struct Told {
    who: Audience,
    letter: Option<Writer>,
    carries: Carries,
    notice: bool,
}

/// Whom a letter speaks to and of.
struct Names<'a> {
    recipient: &'a str,
    actor: &'a str,
}

fn mail(who: Audience, letter: impl Fn(&Names<'_>) -> Letter + Send + Sync + 'static) -> Told {
    Told { who, letter: Some(Box::new(letter)), carries: Carries::Nothing, notice: false }
}

fn notice(who: Audience) -> Told {
    Told { who, letter: None, carries: Carries::Nothing, notice: true }
}

impl Told {
    fn and_notice(self) -> Self {
        Self { notice: true, ..self }
    }

    fn carrying(self, carries: Carries) -> Self {
        Self { carries, ..self }
    }
}

/// The table.
fn table(change: &Change) -> Vec<Told> {
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
        _ => Vec::new(),
    }
}

/// A letter that leads to an application.
fn about(
    application: &ApplicationId,
    letter: impl Fn(&Names<'_>, String) -> Letter + Send + Sync + 'static,
) -> impl FnOnce(Audience) -> Told {
    let application = application.to_string();
    move |who| mail(who, move |names| letter(names, application.clone()))
}

/// Puts the mails into the outbox and the notices before their readers.
pub(crate) async fn tell(conn: &mut AnyConnection, event: &EventId, record: &Record<'_>) -> Result<()> {
    let rows = table(&record.change);
    if rows.is_empty() {
        return Ok(());
    }
    let actor = match record.by.user() {
        Some(user) => Some(account::recipient(conn, user).await?),
        None => None,
    };
    let actor_name = actor.as_ref().map_or("Somebody", |actor| actor.display_name.as_str());
    for row in rows {
        let secret = carried(record, row.carries)?;
        if let Audience::Mailbox(address) = &row.who {
            let names = Names { recipient: "", actor: actor_name };
            post(conn, event, &row, &names, address, secret).await?;
            continue;
        }
        for person in people(conn, record, &row.who).await? {
            let names = Names { recipient: person.display_name.as_str(), actor: actor_name };
            post(conn, event, &row, &names, &person.email, secret).await?;
            if row.notice {
                notice::insert(conn, &person.id, event).await?;
            }
        }
    }
    Ok(())
}

async fn post(
    conn: &mut AnyConnection,
    event: &EventId,
    row: &Told,
    names: &Names<'_>,
    to: &EmailAddress,
    secret: Option<&Secret>,
) -> Result<()> {
    match &row.letter {
        Some(letter) => mail::queue(conn, &letter(names), to, event, secret).await,
        None => Ok(()),
    }
}

async fn people(conn: &mut AnyConnection, record: &Record<'_>, who: &Audience) -> Result<Vec<Recipient>> {
    match who {
        Audience::Mailbox(_) => Ok(Vec::new()),
        Audience::Subject => match record.user.or(record.by.user()) {
            Some(user) => Ok(vec![account::recipient(conn, user).await?]),
            None => Ok(Vec::new()),
        },
        Audience::Reviewers => {
            let mut admins = account::site_admins(conn).await?;
            admins.retain(|admin| Some(&admin.id) != record.by.user());
            Ok(admins)
        }
    }
}

/// A row that needs a secret must get one: a mail without its link would be worse than an error.
fn carried<'a>(record: &Record<'a>, carries: Carries) -> Result<Option<&'a Secret>> {
    match carries {
        Carries::Nothing => Ok(None),
        Carries::First => record.secret.map(Some).ok_or(Error::Internal),
        Carries::Second => record.second_secret.map(Some).ok_or(Error::Internal),
    }
}

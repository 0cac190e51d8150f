use crate::mail::{Delivery, Letter};
use crate::text::{EmailAddress, Named};

/// Who is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Audience {
    /// The user whom the change concerns.
    Subject,
    /// The same, unless that is who did it.
    OtherSubject,
    /// All site admins but the one who did it.
    Reviewers,
    /// The same without the one whom the change concerns.
    OtherReviewers,
    /// The Owners of the organization but the one whom the change concerns.
    Owners,
    /// The same without the one who did it.
    OtherOwners,
    /// All Owners of the organization.
    AllOwners,
    /// The Owners but the one who did it and these people, who are told for themselves.
    OwnersBesides(Vec<Named>),
    /// One person, suspended or not.
    Person(Named),
    /// The user of this name or the Owners of the organization of this name, but the one who did it.
    Account(Named),
    /// The user who has an address, if there is one.
    Holder(EmailAddress),
    /// A mailbox, whoever holds it.
    Mailbox(EmailAddress),
}

/// Which of the change's secrets the mail's link carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    Nothing,
    First,
    Second,
}

/// Whom a letter speaks to and of.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    pub recipient: &'a str,
    pub actor: &'a str,
}

/// Writes a letter to one recipient.
pub(crate) type Writer = Box<dyn Fn(&Names<'_>) -> Letter + Send + Sync>;

/// One row of the table of who is told what.
pub struct Notification {
    pub(crate) who: Audience,
    pub(crate) letter: Option<Writer>,
    pub(crate) delivery: Delivery,
    pub(crate) carries: Carries,
    pub(crate) notice: bool,
}

/// A mail, and no notice.
pub fn mail(who: Audience, letter: impl Fn(&Names<'_>) -> Letter + Send + Sync + 'static) -> Notification {
    Notification { letter: Some(Box::new(letter)), notice: false, ..notice(who) }
}

/// A notice, and no mail.
pub fn notice(who: Audience) -> Notification {
    Notification { who, letter: None, delivery: Delivery::default(), carries: Carries::Nothing, notice: true }
}

impl Notification {
    pub fn and_notice(self) -> Self {
        Self { notice: true, ..self }
    }

    pub fn carrying(self, carries: Carries) -> Self {
        Self { carries, ..self }
    }

    /// Somebody waits for the mail at a screen, or has to act at once.
    pub fn urgent(self) -> Self {
        Self { delivery: Delivery { urgent: true, ..self.delivery }, ..self }
    }

    /// The link of the mail works for so many milliseconds.
    pub fn holding(self, milliseconds: i64) -> Self {
        Self { delivery: Delivery { holds_for: Some(milliseconds), ..self.delivery }, ..self }
    }

    /// Anybody can have mails of this kind sent to anybody.
    pub fn unasked(self, kind: &'static str) -> Self {
        Self { delivery: Delivery { unasked: Some(kind), ..self.delivery }, ..self }
    }
}

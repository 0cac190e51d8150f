//! The request to found an organization: written by the applicant, discussed in a thread, decided by a reviewer.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{ApplicationId, MessageId};
use crate::org::Kind;
use crate::text::{
    AccountName, Address, Country, Description, DisplayName, EmailAddress, LegalName, Link, Purpose, Reference, TaxId,
    choice,
};

mod form;

#[cfg(feature = "server")]
mod bill;
#[cfg(feature = "server")]
mod billing;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod converse;
#[cfg(feature = "server")]
mod decide;
#[cfg(feature = "server")]
mod edit;
#[cfg(feature = "server")]
mod founding;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod remind;
#[cfg(feature = "server")]
mod review;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod submit;
#[cfg(feature = "server")]
mod thread;
#[cfg(feature = "server")]
mod tidy;
#[cfg(feature = "server")]
mod view;
#[cfg(feature = "server")]
mod withdraw;

pub use form::{BillingForm, ProposalForm};
#[cfg(feature = "server")]
pub use {
    bill::bill,
    change::Change,
    converse::{answer, ask, note},
    decide::{approve, decline},
    edit::edit,
    list::{Filter, decision_time, mine, queue, waiting},
    review::review,
    submit::{Submitted, submit},
    view::view,
    withdraw::withdraw,
};

#[cfg(feature = "server")]
pub(crate) use {
    founding::{Founding, found_org},
    remind::remind,
    tidy::tidy,
};

choice! {
    /// Where an application stands. A draft is a Company's that still lacks billing details: nobody can decide it, and
    /// unless it was something else before, only its applicant sees it.
    State {
        Draft = "draft", "Draft";
        Submitted = "submitted", "Submitted";
        InformationRequested = "information_requested", "Information requested";
        Approved = "approved", "Approved";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

impl State {
    /// Whether the applicant may still edit and withdraw it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::InformationRequested)
    }

    /// Whether a reviewer may decide it.
    pub fn is_decidable(self) -> bool {
        matches!(self, Self::Submitted | Self::InformationRequested)
    }
}

choice! {
    /// How many members are expected.
    MembersExpected {
        UpTo5 = "1-5", "1 to 5";
        UpTo25 = "6-25", "6 to 25";
        UpTo50 = "26-50", "26 to 50";
        UpTo200 = "51-200", "51 to 200";
        More = "201+", "More than 200";
    }
}

choice! {
    /// What a contribution to the conversation is.
    MessageKind {
        Question = "question", "asked";
        Answer = "answer", "answered";
        /// Seen by reviewers only.
        Note = "note", "noted, only for reviewers";
    }
}

/// What the applicant asks for, parsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Proposal {
    pub kind: Kind,
    pub name: AccountName,
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
    pub members: MembersExpected,
    /// `None` for Personal, which nobody reviews.
    pub purpose: Option<Purpose>,
}

/// Who pays for a Company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Billing {
    pub legal_name: LegalName,
    pub email: EmailAddress,
    pub address: Address,
    pub country: Country,
    pub tax_id: TaxId,
    pub reference: Reference,
}

/// An application as its applicant and the reviewers see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub id: ApplicationId,
    pub proposal: Proposal,
    pub billing: Option<Billing>,
    pub state: State,
    /// Goes up with everything the applicant changes.
    pub version: i64,
    pub created_at: Timestamp,
    /// When the site admins got it for the first time; a draft may have been with them before.
    pub submitted_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    /// The applicant's username.
    pub applicant: AccountName,
    pub applicant_name: DisplayName,
    /// Oldest first. Notes are left out for the applicant.
    pub thread: Vec<ThreadMessage>,
}

impl Application {
    /// Whether it has left the queue until its billing details are there. Its place there is kept.
    pub fn has_left_the_queue(&self) -> bool {
        self.state == State::Draft && self.submitted_at.is_some()
    }

    /// Questions nobody has answered yet.
    pub fn open_questions(&self) -> usize {
        self.thread.iter().filter(|message| message.kind == MessageKind::Question && !message.answered).count()
    }
}

/// One contribution to the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadMessage {
    pub id: MessageId,
    pub author: AccountName,
    pub author_name: DisplayName,
    pub kind: MessageKind,
    pub text: String,
    pub at: Timestamp,
    /// Of a question: whether it was answered.
    pub answered: bool,
}

/// One row of a list of applications.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Summary {
    pub id: ApplicationId,
    pub name: AccountName,
    pub display_name: DisplayName,
    pub kind: Kind,
    pub state: State,
    pub created_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub applicant: AccountName,
    pub applicant_name: DisplayName,
}

/// One page of the reviewers' queue, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    pub rows: Vec<Summary>,
    /// Where the next page begins.
    pub next: Option<ApplicationId>,
    /// Undecided applications in all.
    pub waiting: i64,
}

/// Everything a reviewer wants to know before deciding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub application: Application,
    pub applicant_email: EmailAddress,
    pub applicant_since: Timestamp,
    /// Applications of the same person: approved and declined before.
    pub approved_before: i64,
    pub declined_before: i64,
    /// Organizations the applicant belongs to.
    pub organizations: i64,
    /// Undecided applications for the same name.
    pub rivals: Vec<Summary>,
    /// Accounts whose names look alike or begin alike.
    pub similar: Vec<AccountName>,
    /// The next oldest undecided application, if there is another.
    pub next: Option<ApplicationId>,
    /// Position in the queue, counted from 1, and its length.
    pub position: i64,
    pub waiting: i64,
    /// Whether the name was taken in the meantime.
    pub name_taken: bool,
    /// The measured median of decision times, in milliseconds.
    pub usual_time: Option<i64>,
}

/// What the applicant sees of an application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub application: Application,
    /// The organization it became.
    pub organization: Option<AccountName>,
    pub decision: Option<Decision>,
    /// The measured median of decision times, in milliseconds.
    pub usual_time: Option<i64>,
}

/// How an application ended, other than by its applicant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Decision {
    /// The message may be empty.
    Approved {
        message: String,
    },
    Declined {
        reason: String,
    },
    /// Another application for the name was approved.
    Rival,
}

//! Invitations: an organization asks a user, or whoever reads the mail of an address, to join it with a role.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::clock::Timestamp;
use crate::id::{BatchId, InvitationId, ReportId};
use crate::text::{AccountName, DisplayName, EmailAddress, Greeting, Named, Overheard};

mod lines;
mod row;

#[cfg(feature = "server")]
mod answer;
#[cfg(feature = "server")]
mod batch;
#[cfg(feature = "server")]
mod candidate;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod correct;
#[cfg(feature = "server")]
mod draft;
#[cfg(feature = "server")]
mod forecast;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod link;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod look;
#[cfg(feature = "server")]
mod page;
#[cfg(feature = "server")]
mod prepare;
#[cfg(feature = "server")]
mod report;
#[cfg(feature = "server")]
mod revoke;
#[cfg(feature = "server")]
mod send;
#[cfg(feature = "server")]
mod send_again;
#[cfg(feature = "server")]
mod sign_up;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod suggest;
#[cfg(feature = "server")]
mod tidy;
#[cfg(feature = "server")]
mod undelivered;

pub use lines::{Line, MOST_LINES, is_plain, lines};
#[cfg(feature = "server")]
pub use {
    answer::{accept, decline},
    change::Change,
    correct::correct,
    list::{days, pending, pending_one, waiting},
    look::{Key, look},
    prepare::{prepare, review, send_reviewed},
    report::{report, reports},
    revoke::revoke,
    send::{batch, send},
    send_again::send_again,
    sign_up::sign_up,
    suggest::suggest,
};
#[cfg(feature = "server")]
pub(crate) use {tidy::tidy, undelivered::undelivered};

/// Whom a line names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invitee {
    User(AccountName),
    Address(EmailAddress),
}

impl Invitee {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::User(name) => name.as_str(),
            Self::Address(address) => address.as_str(),
        }
    }
}

impl std::fmt::Display for Invitee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What becomes of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Invited,
    /// Whether the address belongs to a user is not said.
    Mailed,
    AlreadyMember,
    AlreadyInvited,
    UnknownUser,
    NotValid,
    NoSeat,
    /// This person got enough mail from the organization today.
    TooOften,
    /// The organization sent enough invitations today.
    EnoughToday,
}

impl Outcome {
    /// Whether an invitation went out.
    pub fn went_out(self) -> bool {
        matches!(self, Self::Invited | Self::Mailed)
    }

    /// What is going to happen, for whoever looks before anything is sent.
    pub fn forecast(self) -> &'static str {
        match self {
            Self::Invited => "Gets a mail and a notice.",
            Self::Mailed => "Gets a mail with a link.",
            other => other.message(),
        }
    }

    /// What happened and, where nothing went out, what to do, in words for a person.
    pub fn message(self) -> &'static str {
        match self {
            Self::Invited => "Invited.",
            Self::Mailed => "Invited by mail to this address.",
            Self::AlreadyMember => "Is a member already.",
            Self::AlreadyInvited => "Is invited already. Send the invitation again from the list if it got lost.",
            Self::UnknownUser => "No user has this name. Check the spelling, or use an e-mail address.",
            Self::NotValid => "This is neither a username nor an e-mail address.",
            Self::NoSeat => {
                "No seat is left. Remove a member or revoke an invitation, or ask the site’s admins for more seats."
            }
            Self::TooOften => "Got several invitations today. Wait until tomorrow.",
            Self::EnoughToday => {
                "As many invitations as a day allows were sent. New accounts, and organizations that no site admin \
                 approved, may send few. Go on tomorrow."
            }
        }
    }
}

/// One line of an act of inviting, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The line as typed, cut to what can be shown.
    pub text: String,
    pub outcome: Outcome,
}

/// An act of inviting before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub lines: Vec<Line>,
    pub role: Role,
    pub message: Greeting,
}

/// What a form of people to invite led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prepared {
    Sent(BatchId),
    /// Something in it is to be looked at before it is sent.
    Doubtful(BatchId),
}

/// A draft as whoever sends it looks at it, with what would become of each line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub id: BatchId,
    pub role: Role,
    pub message: Greeting,
    pub lines: Vec<(Line, Outcome)>,
}

/// What became of an act of inviting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub id: BatchId,
    pub role: Role,
    pub answers: Vec<Answer>,
}

/// An invitation as whoever it is for sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    pub org: Named,
    pub role: Role,
    /// Who invited, and whether that person is still a member.
    pub inviter: Option<Named>,
    pub inviter_left: bool,
    pub message: Greeting,
    pub to: Invitee,
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What a link or a line of a list leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// It waits for the caller's answer.
    Yours(Invitation),
    /// It waits for somebody who is not signed in; whether the address it was sent to has a user already.
    SignIn {
        invitation: Invitation,
        has_account: bool,
    },
    /// The caller belongs to the organization already.
    Member(Invitation),
    /// It is for another user than the one who is signed in. Nothing of it is told.
    ForSomebodyElse,
    Accepted(Invitation),
    Declined(Invitation),
    Revoked(Invitation),
    Expired(Invitation),
    /// A newer link was sent.
    Replaced(Invitation),
}

/// An invitation as Owners see it in their list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    pub id: InvitationId,
    pub to: Invitee,
    /// What the invited user is called; for an address, what whoever invited calls its holder.
    pub called: Option<DisplayName>,
    /// Why the mail was given up; empty where that may not be told.
    pub undelivered: Option<Overheard>,
    pub role: Role,
    pub inviter: Option<Named>,
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
    pub expired: bool,
}

/// Invitations of an organization that wait, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PendingPage {
    pub rows: Vec<Pending>,
    /// Where the next, older page begins.
    pub older: Option<InvitationId>,
    /// As many match what is searched for, expired ones included.
    pub count: i64,
    /// As many wait in all.
    pub all: i64,
}

/// An invitation that was not wanted, as site admins see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    pub id: ReportId,
    pub org: Named,
    /// Who sent it.
    pub inviter: Option<Named>,
    pub message: Greeting,
    pub at: Timestamp,
    /// How often its organization was reported in all.
    pub of_org: i64,
}

/// What was reported, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportsPage {
    pub rows: Vec<Reported>,
    /// Where the next, older page begins.
    pub older: Option<ReportId>,
}

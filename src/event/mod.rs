//! The audit log. Every change writes one event in its own transaction; events are never edited.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::account::{Named, Profile, Theme};
use crate::application::{Proposal, State};
use crate::clock::Timestamp;
use crate::id::{ApplicationId, EventId, InvitationId};
use crate::invitation::Invitee;
use crate::org::Kind;
use crate::text::{AccountName, DisplayName, EmailAddress};

mod missed;
mod own;
mod record;
mod seen;
mod store;
mod words;

pub use missed::{Missed, missed};
pub use own::own;
pub use record::{By, Record, record};
pub(crate) use store::{Row, Sight, forget_of_nobody, forget_origins, latest_of_org, of_application, of_org};

/// What changed, with before and after where there is one. Stored as JSON; a variant is never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// `holder` is the user who has the address already.
    SignUpAsked {
        name: AccountName,
        email: EmailAddress,
        holder: Option<AccountName>,
    },
    SignedUp,
    SiteSetUp,
    AdminCreated,
    SignedIn,
    /// In a browser that the user had not used before.
    SignedInAnew {
        address: String,
    },
    /// Somebody tried with a wrong password.
    SignInFailed,
    SignedOut,
    SessionEnded {
        count: u32,
    },
    /// `holder` is the user who has the address.
    PasswordForgotten {
        email: EmailAddress,
        holder: Option<AccountName>,
    },
    PasswordReset,
    PasswordChanged,
    /// `holder` is another user who has the new address.
    EmailChangeAsked {
        old: EmailAddress,
        new: EmailAddress,
        holder: Option<AccountName>,
    },
    EmailChanged {
        old: EmailAddress,
        new: EmailAddress,
    },
    EmailChangeCancelled {
        kept: EmailAddress,
        refused: EmailAddress,
    },
    ProfileChanged {
        before: Profile,
        after: Profile,
    },
    ThemeChanged {
        before: Theme,
        after: Theme,
    },
    ApplicationDrafted {
        application: ApplicationId,
        name: AccountName,
    },
    /// `announced` when it waits for a decision, and for the first time: an edit may make it a draft again and hand it in anew.
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
    /// `told` when the founder gets a mail of its own, without an approval.
    OrgFounded {
        name: AccountName,
        display_name: DisplayName,
        org_kind: Kind,
        seats: i64,
        told: bool,
    },
    /// `days` is how long the link holds; `again` when a new link took the place of an older one.
    Invited {
        invitation: InvitationId,
        org: Named,
        to: Invitee,
        role: Role,
        message: String,
        days: i64,
        again: bool,
    },
    /// `expired` when it could not be accepted any more anyway.
    InvitationRevoked {
        org: Named,
        to: Invitee,
        role: Role,
        expired: bool,
    },
    InvitationAccepted {
        org: Named,
        to: Invitee,
        role: Role,
    },
    InvitationDeclined {
        org: Named,
        to: Invitee,
        role: Role,
        message: String,
    },
    /// `alone` unless it was one of several in one act, of which the Owners are told together.
    RoleChanged {
        org: Named,
        person: Named,
        before: Role,
        after: Role,
        alone: bool,
    },
    RolesChanged {
        org: Named,
        people: Vec<Named>,
        role: Role,
    },
    /// `alone` as above.
    MemberRemoved {
        org: Named,
        person: Named,
        role: Role,
        alone: bool,
    },
    MembersRemoved {
        org: Named,
        people: Vec<Named>,
    },
    MemberLeft {
        org: Named,
        role: Role,
    },
    HandOverAsked {
        org: Named,
        to: Named,
    },
    HandOverTakenBack {
        org: Named,
    },
    HandOverAccepted {
        org: Named,
    },
    HandOverDeclined {
        org: Named,
    },
    AdminPromoted {
        person: Named,
    },
    AdminDemoted {
        person: Named,
    },
    NameBlocked {
        name: AccountName,
        reason: String,
    },
    /// `blocked` unless it was a sign-up that reserved it.
    NameReleased {
        name: AccountName,
        blocked: bool,
    },
    UserSuspended,
    UserRestored,
    SettingChanged {
        setting: String,
        before: String,
        after: String,
    },
    MailSentAgain {
        subject: String,
    },
}

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: EventId,
    pub at: Timestamp,
    /// Who did it; nobody when the site did, or somebody not signed in.
    pub actor: Option<Doer>,
    pub change: Change,
    /// From where; empty when the reader may not know.
    pub address: String,
    pub client: String,
}

/// Who did something, by the name held at the time.
#[derive(Clone, Debug, PartialEq)]
pub struct Doer {
    pub name: AccountName,
    pub display_name: DisplayName,
}

/// One page of a log, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub events: Vec<Event>,
    /// Where the next, older page begins.
    pub older: Option<EventId>,
}

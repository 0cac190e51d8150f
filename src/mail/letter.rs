use serde::{Deserialize, Serialize};

use crate::account::{CANCEL_WITHIN, CONFIRM_WITHIN, RESET_WITHIN};
use crate::clock::{DAY, HOUR};

mod account;
mod application;
mod people;

/// Every mail there is, with what it needs to be written. Stored as JSON in the outbox and written out when it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// To a new address: follow the link to confirm it. Carries a secret: `/verify?token=`.
    ConfirmSignUp { name: String },
    /// To an address that has a user already: somebody signed up with it.
    AlreadySignedUp { name: String },
    /// To a user who forgot the password. Carries a secret: `/reset?token=`.
    ResetPassword { name: String },
    /// To an address without a user: somebody asked for a new password with it.
    NoSuchUser,
    /// To a user whose password was changed or reset.
    PasswordChanged { name: String },
    /// To a user who signed in with a browser that was not used before.
    SignedInAnew { name: String, address: String },
    /// To the new address. Carries a secret: `/email/confirm?token=`.
    ConfirmEmail { name: String },
    /// To the old address: a change is under way. Carries a secret: `/email/cancel?token=`.
    EmailChanging { name: String, new: String },
    /// To the holder of an address that another user asked to change to.
    EmailInUse { name: String },
    /// To the kept address, after the change was cancelled from it.
    EmailKept { name: String, refused: String },
    /// To whoever became a site admin, or is no longer one.
    OwnAdminChange { actor: String, promoted: bool },
    /// To the other site admins.
    AdminChange { actor: String, person: String, promoted: bool },
    /// To the applicant, when it was submitted.
    ApplicationReceived { recipient: String, org: String, application: String },
    /// To every reviewer.
    ApplicationWaiting { applicant: String, org: String, kind: String, application: String },
    /// To the applicant: a reviewer asks.
    InformationRequested { recipient: String, reviewer: String, org: String, question: String, application: String },
    /// To the reviewers: the applicant has answered.
    QuestionAnswered { applicant: String, org: String, answer: String, application: String },
    /// To the applicant, now Owner and primary owner.
    ApplicationApproved { recipient: String, org: String, name: String, seats: i64, message: String },
    /// To the applicant.
    ApplicationDeclined { recipient: String, org: String, name: String, reason: String, application: String },
    /// To the applicant whose name went to another application.
    RivalDeclined { recipient: String, org: String, name: String, application: String },
    /// To the founder of an organization that needed no review.
    OrgReady { recipient: String, org: String, name: String, seats: i64 },
    /// To whoever is invited. Carries a secret: `/invitation?token=`. `days` is how long it holds.
    Invitation { inviter: String, org: String, role: String, message: String, days: i64 },
    /// To whoever was invited.
    InvitationRevoked { org: String },
    /// To the Owners; `invited` is the name or address that the invitation was for.
    MemberJoined { member: String, org: String, name: String, role: String, invited: String },
    /// To the new member.
    Joined { recipient: String, org: String, name: String, role: String },
    /// To the Owners.
    InvitationDeclined { invited: String, org: String, name: String, message: String },
    /// To the member whose role it is.
    OwnRoleChanged { actor: String, org: String, name: String, before: String, after: String },
    /// To the other Owners.
    RolesChanged { actor: String, people: Vec<String>, org: String, name: String, role: String },
    /// To the person removed.
    Removed { actor: String, org: String },
    /// To the Owners.
    MembersRemoved { actor: String, people: Vec<String>, org: String, name: String },
    /// To the Owners.
    MemberLeft { member: String, org: String, name: String, role: String },
    /// To the Owner who is to become primary owner.
    HandOverAsked { actor: String, org: String, name: String },
    /// To the same, when the offer was taken back.
    HandOverTakenBack { actor: String, org: String, name: String },
    /// To the other Owners.
    HandOverAccepted { actor: String, org: String, name: String },
    /// To the primary owner.
    HandOverDeclined { actor: String, org: String, name: String },
}

/// What a mail says, before it is laid out as text and HTML.
pub(super) struct Content {
    pub subject: String,
    /// The first line: why this mail was written.
    pub reason: String,
    /// What another person wrote, set apart.
    pub quote: Option<String>,
    pub paragraphs: Vec<String>,
    /// Label and path of the one button.
    pub button: Option<(&'static str, String)>,
    /// The last line: why it came to this reader.
    pub why: String,
}

impl Letter {
    /// Kinds of letters of which whoever is about to send one asks for the budget first, because older links die with a new one.
    pub const INVITATION: &'static str = "invitation";
    pub const RESET: &'static str = "reset-password";
    pub const NO_SUCH_USER: &'static str = "no-such-user";
    pub const CONFIRM: &'static str = "confirm-sign-up";
    pub const CONFIRM_EMAIL: &'static str = "confirm-email";
    pub const EMAIL_IN_USE: &'static str = "email-in-use";

    /// As the outbox keeps it.
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(&crate::text::plain(json))
    }

    /// How long the link of this letter holds, in milliseconds; after that it is not sent any more.
    pub(super) fn holds_for(&self) -> Option<i64> {
        match self {
            Self::ConfirmSignUp { .. } | Self::ConfirmEmail { .. } => Some(CONFIRM_WITHIN),
            Self::ResetPassword { .. } => Some(RESET_WITHIN),
            Self::EmailChanging { .. } => Some(CANCEL_WITHIN),
            Self::Invitation { days, .. } => Some(days * DAY),
            _ => None,
        }
    }

    /// Whether somebody waits for it at a screen, or has to act at once.
    pub(super) fn is_urgent(&self) -> bool {
        matches!(
            self,
            Self::ConfirmSignUp { .. }
                | Self::AlreadySignedUp { .. }
                | Self::ResetPassword { .. }
                | Self::NoSuchUser
                | Self::PasswordChanged { .. }
                | Self::SignedInAnew { .. }
                | Self::ConfirmEmail { .. }
                | Self::EmailChanging { .. }
        )
    }

    /// A word for the kind, if anybody can have it sent to anybody.
    pub fn unasked(&self) -> Option<&'static str> {
        Some(match self {
            Self::ConfirmSignUp { .. } => Self::CONFIRM,
            Self::AlreadySignedUp { .. } => "already-signed-up",
            Self::ResetPassword { .. } => Self::RESET,
            Self::NoSuchUser => Self::NO_SUCH_USER,
            Self::ConfirmEmail { .. } => Self::CONFIRM_EMAIL,
            Self::EmailInUse { .. } => Self::EMAIL_IN_USE,
            Self::Invitation { .. } => Self::INVITATION,
            Self::InvitationRevoked { .. } => "invitation-revoked",
            _ => return None,
        })
    }

    /// Writes the mail. `secret` is what the link of a letter with a secret ends with.
    pub(super) fn content(&self, secret: &str) -> Content {
        match self {
            Self::ConfirmSignUp { name } => account::confirm_sign_up(name, secret),
            Self::AlreadySignedUp { name } => account::already_signed_up(name),
            Self::ResetPassword { name } => account::reset_password(name, secret),
            Self::NoSuchUser => account::no_such_user(),
            Self::PasswordChanged { name } => account::password_changed(name),
            Self::SignedInAnew { name, address } => account::signed_in_anew(name, address),
            Self::ConfirmEmail { name } => account::confirm_email(name, secret),
            Self::EmailChanging { name, new } => account::email_changing(name, new, secret),
            Self::EmailInUse { name } => account::email_in_use(name),
            Self::EmailKept { name, refused } => account::email_kept(name, refused),
            Self::OwnAdminChange { actor, promoted } => account::own_admin_change(actor, *promoted),
            Self::AdminChange { actor, person, promoted } => account::admin_change(actor, person, *promoted),
            Self::ApplicationReceived { recipient, org, application } => {
                application::received(recipient, org, application)
            }
            Self::ApplicationWaiting { applicant, org, kind, application } => {
                application::waiting(applicant, org, kind, application)
            }
            Self::InformationRequested { recipient, reviewer, org, question, application } => {
                application::information_requested(recipient, reviewer, org, question, application)
            }
            Self::QuestionAnswered { applicant, org, answer, application } => {
                application::question_answered(applicant, org, answer, application)
            }
            Self::ApplicationApproved { recipient, org, name, seats, message } => {
                application::approved(recipient, org, name, *seats, message)
            }
            Self::ApplicationDeclined { recipient, org, name, reason, application } => {
                application::declined(recipient, org, name, reason, application)
            }
            Self::RivalDeclined { recipient, org, name, .. } => application::rival_declined(recipient, org, name),
            Self::OrgReady { recipient, org, name, seats } => application::org_ready(recipient, org, name, *seats),
            Self::Invitation { inviter, org, role, message, days } => {
                people::invitation(inviter, org, role, message, *days, secret)
            }
            Self::InvitationRevoked { org } => people::invitation_revoked(org),
            Self::MemberJoined { member, org, name, role, invited } => {
                people::member_joined(member, org, name, role, invited)
            }
            Self::Joined { recipient, org, name, role } => people::joined(recipient, org, name, role),
            Self::InvitationDeclined { invited, org, name, message } => {
                people::invitation_declined(invited, org, name, message)
            }
            Self::OwnRoleChanged { actor, org, name, before, after } => {
                people::own_role_changed(actor, org, name, before, after)
            }
            Self::RolesChanged { actor, people, org, name, role } => {
                people::roles_changed(actor, people, org, name, role)
            }
            Self::Removed { actor, org } => people::removed(actor, org),
            Self::MembersRemoved { actor, people, org, name } => people::members_removed(actor, people, org, name),
            Self::MemberLeft { member, org, name, role } => people::member_left(member, org, name, role),
            Self::HandOverAsked { actor, org, name } => people::hand_over_asked(actor, org, name),
            Self::HandOverTakenBack { actor, org, .. } => people::hand_over_taken_back(actor, org),
            Self::HandOverAccepted { actor, org, name } => people::hand_over_accepted(actor, org, name),
            Self::HandOverDeclined { actor, org, name } => people::hand_over_declined(actor, org, name),
        }
    }
}

/// How long a link works. A day is said as 24 hours, because "1 day" could mean until midnight.
fn lifetime(milliseconds: i64) -> String {
    let (number, unit) = match milliseconds {
        _ if milliseconds < 2 * DAY => (milliseconds / HOUR, "hour"),
        _ => (milliseconds / DAY, "day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

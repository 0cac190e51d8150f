use serde::{Deserialize, Serialize};

mod form;
mod number;
mod problem;

pub use form::{Form, Taken};
pub use number::thousands;
use number::wait;
pub use problem::Problem;

/// Result of the domain.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything a use-case can answer instead of doing what it was asked. Closed: no free text crosses the wire, so a
/// forged link can only ever show one of these sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{}", self.message())]
pub enum Error {
    /// Fields of a form that cannot be taken as they are: form field name and what is wrong with it.
    Invalid(Vec<(String, Problem)>),
    /// It does not exist, or the caller may not know that it does.
    NotFound,
    /// The caller may see it but not do this; says who can.
    Forbidden(Who),
    /// Nobody is signed in.
    SignInNeeded,
    /// Unknown name or wrong password; deliberately the same.
    WrongCredentials,
    /// Too many tries; seconds to wait before the next.
    TooMany { seconds: u32 },
    /// The thing has moved on since the page was made.
    Stale(Stale),
    /// The rules do not allow it as things stand.
    Refused(Rule),
    /// The request is not one of ours: a missing field, a forged value.
    BadRequest,
    /// Sent by http to a site of https, whose cookies do not travel so.
    Insecure,
    /// The browser could not reach the server.
    Unreachable,
    /// The database does not answer, or not in time. It may do so in a moment.
    Away,
    /// The server's disk has no room.
    Full,
    /// Something broke; the cause is in the log under the request id.
    Internal,
}

/// Who can do what the caller cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    SiteAdmins,
    Owners,
    PrimaryOwner,
    /// Owners and Managers.
    Managers,
    /// Owners and Billing managers.
    BillingManagers,
    /// All but Billing managers.
    Members,
    /// Of a project: who has a higher right in it.
    WithRight,
    ProjectAdmins,
    /// Of a project: its admins, and Owners and Managers of the organization that owns it.
    ProjectManagers,
    /// Of a project: who owns it, or the Owners of the organization that does.
    ProjectOwner,
}

/// A rule that stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nobody would be left who decides.
    LastOwner,
    /// Of the Owners who would be left nobody can sign in.
    OwnersSuspended,
    /// The primary owner stays an Owner until another is.
    PrimaryOwner,
    /// To go oneself is to leave.
    RemovesSelf,
    /// All seats are taken.
    NoSeat,
    /// Somebody who accepts is a member already.
    AlreadyMember,
    /// A Personal organization has nobody but its owner.
    Personal,
    /// Only an Owner can become primary owner.
    NotAnOwner,
    /// Whoever becomes primary owner must be able to sign in.
    Suspended,
    /// As many invitations as a day allows were sent.
    InvitedEnough,
    /// Nobody would be left who administers the site.
    LastAdmin,
    /// What is archived is read only.
    Archived,
    /// The project is in that state already.
    SameState,
    /// The project belongs to whoever is to get it.
    SameOwner,
    /// What is offered waits for its answer already.
    OfferedAlready,
    /// Whoever is to have a right owns the project.
    OwnsProject,
    /// A Personal organization has one person, so no teams.
    NoTeams,
}

/// Why a thing can no longer be acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stale {
    /// A link that was used, replaced, has expired or never existed; deliberately the same.
    Link,
    /// A session that had ended when its form was sent.
    Session,
    /// The link of a sign-up that was followed.
    Confirmed,
    /// The link of a forgotten password that has set a new one.
    PasswordSet,
    /// The link to a new address that was followed.
    EmailConfirmed,
    /// The link by which an old address was kept.
    EmailKept,
    /// An application that was decided or withdrawn.
    Application,
    /// An application that its applicant changed after the reviewer had looked at it.
    Changed,
    /// The site has its first admin already.
    SetUp,
    /// The mail was sent or is on its way.
    Mail,
    /// A mail whose link has run out.
    Letter,
    /// An invitation that was answered, revoked or has expired.
    Invitation,
    /// A member who is gone or has another role by now.
    Member,
    /// An offer of primary ownership that was answered or taken back.
    HandOver,
    /// Somebody who is no longer a site admin.
    SiteAdmin,
    /// A name that somebody holds by now, or that can be had already.
    Name,
    /// A project whose state or owner has changed.
    Project,
    /// An offer of a project, or of a right in one, that was answered, taken back or has expired.
    Offer,
    /// A right that is gone or is another by now.
    Right,
    /// A team that is gone, or somebody who is no longer in it.
    Team,
}

impl Stale {
    /// Whether it is about a mailed link, which does nothing any more.
    pub fn is_a_link(self) -> bool {
        self == Self::Link || self.is_done()
    }

    /// Whether the link has done its work, so that there is nothing to mend.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Confirmed | Self::PasswordSet | Self::EmailConfirmed | Self::EmailKept | Self::SetUp)
    }
}

impl Error {
    /// One field with one problem.
    pub fn field(name: &str, problem: Problem) -> Self {
        Self::Invalid(vec![(name.to_owned(), problem)])
    }

    /// The password has to be given once more.
    pub fn password_again() -> Self {
        Self::field("password", Problem::PasswordAgain)
    }

    /// Stable machine word for logs and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::NotFound => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::SignInNeeded => "sign_in_needed",
            Self::WrongCredentials => "wrong_credentials",
            Self::TooMany { .. } => "too_many",
            Self::Stale(_) => "stale",
            Self::Refused(_) => "refused",
            Self::BadRequest => "bad_request",
            Self::Insecure => "insecure",
            Self::Unreachable => "unreachable",
            Self::Away => "away",
            Self::Full => "full",
            Self::Internal => "internal",
        }
    }

    /// HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::NotFound => 404,
            Self::Forbidden(_) => 403,
            Self::SignInNeeded => 401,
            Self::WrongCredentials => 422,
            Self::TooMany { .. } => 429,
            Self::Stale(stale) if stale.is_a_link() => 410,
            Self::Stale(_) | Self::Refused(_) => 409,
            Self::BadRequest | Self::Insecure => 400,
            Self::Unreachable | Self::Away => 503,
            Self::Full => 507,
            Self::Internal => 500,
        }
    }

    /// What happened and what to do, in words for a person.
    pub fn message(&self) -> String {
        match self {
            Self::Invalid(_) => "Some fields need another look. Nothing was saved.".into(),
            Self::NotFound => "There is nothing here, or it is not yours to see.".into(),
            Self::Forbidden(Who::SiteAdmins) => "Only site admins can do this.".into(),
            Self::Forbidden(Who::Owners) => "Only an Owner of this organization can do this.".into(),
            Self::Forbidden(Who::PrimaryOwner) => "Only the primary owner of this organization can do this.".into(),
            Self::Forbidden(Who::Managers) => "Only an Owner or a Manager of this organization can do this.".into(),
            Self::Forbidden(Who::BillingManagers) => {
                "Only an Owner or a Billing manager of this organization can do this.".into()
            }
            Self::Forbidden(Who::Members) => {
                "Owners, Managers and Members of this organization can do this, a Billing manager cannot.".into()
            }
            Self::Forbidden(Who::WithRight) => {
                "Your right in this project does not reach so far. Its admins can give you a higher one.".into()
            }
            Self::Forbidden(Who::ProjectAdmins) => "Only an admin of this project can do this.".into(),
            Self::Forbidden(Who::ProjectManagers) => {
                "Only an admin of this project, or an Owner or Manager of its organization, can do this.".into()
            }
            Self::Forbidden(Who::ProjectOwner) => {
                "Only whoever owns this project can do this: its user, or an Owner of its organization.".into()
            }
            Self::Refused(rule) => rule.message().into(),
            Self::SignInNeeded => "Sign in to go on.".into(),
            Self::WrongCredentials => "That username or e-mail and password do not belong together.".into(),
            Self::TooMany { seconds } => format!("Too many tries. Wait {} and try again.", wait(*seconds)),
            Self::Stale(Stale::Link) => {
                "This link no longer works: it was used, replaced or has expired. Ask for a new one.".into()
            }
            Self::Stale(Stale::Session) => {
                "Your session had ended, so nothing was saved. What you typed is still here: send it once more.".into()
            }
            Self::Stale(Stale::Confirmed) => "Your address is confirmed already. Sign in to go on.".into(),
            Self::Stale(Stale::PasswordSet) => {
                "This link has set a new password already. Sign in with it; if that was not you, ask for a new link."
                    .into()
            }
            Self::Stale(Stale::EmailConfirmed) => {
                "Your new address is confirmed already: we write to it, and you sign in with it.".into()
            }
            Self::Stale(Stale::EmailKept) => "Your address was kept already, and all sessions have ended.".into(),
            Self::Stale(Stale::Application) => {
                "This application was decided or withdrawn in the meantime. Nothing was changed.".into()
            }
            Self::Stale(Stale::Changed) => {
                "The applicant changed this in the meantime. Look at it again; nothing was decided.".into()
            }
            Self::Stale(Stale::SetUp) => "This site is set up already. Sign in instead.".into(),
            Self::Stale(Stale::Letter) => "The link in this mail has run out, so it is not sent any more.".into(),
            Self::Stale(Stale::Mail) => "This mail has been sent in the meantime.".into(),
            Self::Stale(Stale::Invitation) => {
                "This invitation was answered, revoked or replaced in the meantime. Nothing was changed.".into()
            }
            Self::Stale(Stale::Member) => {
                "Somebody else changed this in the meantime. Look at it again; nothing was changed.".into()
            }
            Self::Stale(Stale::SiteAdmin) => "This user is not a site admin. Nothing was changed.".into(),
            Self::Stale(Stale::Name) => {
                "Nothing keeps this name any more: it is free, or somebody has it by now. Nothing was changed.".into()
            }
            Self::Stale(Stale::Project) => {
                "Somebody changed this project in the meantime. Look at it again; nothing was changed.".into()
            }
            Self::Stale(Stale::Offer) => {
                "This offer was answered, taken back or has expired in the meantime. Nothing was changed.".into()
            }
            Self::Stale(Stale::Right) => {
                "This right was changed in the meantime. Look at it again; nothing was changed.".into()
            }
            Self::Stale(Stale::Team) => {
                "Somebody changed this team in the meantime. Look at it again; nothing was changed.".into()
            }
            Self::Stale(Stale::HandOver) => "This offer was answered or taken back in the meantime.".into(),
            Self::BadRequest => "The request was not complete. Reload the page and try again.".into(),
            Self::Insecure => {
                "You came by http, where nobody stays signed in: this site’s own address begins with https://. Nothing \
                 was sent on."
                    .into()
            }
            Self::Unreachable => "The server did not answer. Nothing was saved; try again in a moment.".into(),
            Self::Away => {
                "The site’s database does not answer. Nothing is lost, but what was sent just now may not have been \
                 saved: look before you send it again, in a moment."
                    .into()
            }
            Self::Full => {
                "Nothing was saved: the server’s disk is full. Pages can still be read; try again once there is room."
                    .into()
            }
            Self::Internal => "Something broke on our side. Nothing was saved.".into(),
        }
    }
}

impl Rule {
    /// What stands in the way and what to do about it, in words for a person.
    pub fn message(self) -> &'static str {
        match self {
            Self::LastOwner => {
                "You are the last Owner. Make somebody else an Owner and hand primary ownership over to them, or \
                 delete the organization."
            }
            Self::OwnersSuspended => {
                "The other Owners are suspended and cannot sign in, so nobody would be left who decides. Make somebody \
                 else an Owner first."
            }
            Self::PrimaryOwner => {
                "The primary owner stays an Owner. Primary ownership must be handed over to another Owner first."
            }
            Self::RemovesSelf => "You cannot remove yourself. To go, leave the organization.",
            Self::NoSeat => {
                "All seats of this organization are taken. An Owner can remove a member or revoke an invitation, or \
                 ask the site’s admins for more seats."
            }
            Self::AlreadyMember => "You are a member of this organization already.",
            Self::Personal => "A Personal organization belongs to one person, so nobody can be invited to it.",
            Self::NotAnOwner => "Only an Owner can become primary owner. Make this person an Owner first.",
            Self::Suspended => "This Owner is suspended and cannot sign in. Choose another.",
            Self::Archived => "This project is archived, so it can only be read. An admin of it can restore it.",
            Self::SameState => "It is so already. Nothing was changed.",
            Self::SameOwner => "It belongs there already.",
            Self::OfferedAlready => "This is offered already and waits for an answer.",
            Self::OwnsProject => "Whoever owns the project is its admin already.",
            Self::NoTeams => "A Personal organization belongs to one person, so it has no teams.",
            Self::LastAdmin => "Somebody must administer the site. Make another user a site admin first.",
            Self::InvitedEnough => {
                "As many invitations as a day allows were sent: in all, or to this recipient. New accounts, and \
                 organizations that no site admin approved, may send few. Go on tomorrow."
            }
        }
    }
}

//! Links to every page of the site, so that no page and no mail spells an address, and the parts that pages belong to.

mod part;

use crate::access::Role;
use crate::id::{ApplicationId, BatchId, InvitationId, MailId, OfferId};
use crate::text::{AccountName, NamedProject, ProjectKind};

pub use part::{Part, is_indexed, part};

pub const START: &str = "/";

pub const SIGN_IN: &str = "/signin";
pub const SIGN_UP: &str = "/signup";
pub const SIGN_UP_SENT: &str = "/signup/sent";
pub const SIGN_UP_ADDRESS: &str = "/signup/address";
/// The same where the mail with the link was given up.
pub const SIGN_UP_REFUSED: &str = "/signup/address?refused=yes";
pub const FORGOTTEN: &str = "/forgotten";
pub const FORGOTTEN_SENT: &str = "/forgotten/sent";
pub const ORGS: &str = "/orgs";
pub const NEW_ORG: &str = "/orgs/new";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_PASSWORD: &str = "/account/password";
pub const ACCOUNT_EMAIL: &str = "/account/email";
pub const ACCOUNT_SESSIONS: &str = "/account/sessions";
pub const ACCOUNT_CONFIRM: &str = "/account/confirm";
pub const ACCOUNT_LOG: &str = "/account/log";
/// Links that mails bring: a secret is to follow.
pub const VERIFY: &str = "/verify?token=";
pub const RESET: &str = "/reset?token=";
pub const EMAIL_CONFIRM: &str = "/email/confirm?token=";
pub const EMAIL_CANCEL: &str = "/email/cancel?token=";
pub const INVITATION_LINK: &str = "/invitation?token=";
pub const INVITATION: &str = "/invitation";
pub const PROJECTS: &str = "/projects";
pub const NEW_PROJECT: &str = "/projects/new";
/// Where accounts and projects are found.
pub const SEARCH: &str = "/search";
pub const NOTICES: &str = "/notices";
pub const ADMIN: &str = "/admin";
pub const ADMIN_APPLICATIONS: &str = "/admin/applications";
pub const ADMIN_MAIL: &str = "/admin/mail";
pub const ADMIN_NAMES: &str = "/admin/names";
pub const ADMIN_ADMINS: &str = "/admin/admins";
pub const ADMIN_REPORTS: &str = "/admin/reports";
pub const ADMIN_SETTINGS: &str = "/admin/settings";
pub const DEV_MAIL: &str = "/dev/mail";

pub fn org(name: &AccountName) -> String {
    format!("/orgs/{name}")
}

pub fn org_log(name: &AccountName) -> String {
    format!("/orgs/{name}/log")
}

pub fn people(org: &AccountName) -> String {
    format!("/orgs/{org}/people")
}

/// The invitations that wait.
pub fn people_pending(org: &AccountName) -> String {
    format!("/orgs/{org}/people?show=pending")
}

/// One member: below `@`, so that no name meets another page.
pub fn person(org: &AccountName, name: &AccountName) -> String {
    format!("/orgs/{org}/people/@{name}")
}

pub fn people_roles(org: &AccountName) -> String {
    format!("/orgs/{org}/people/roles")
}

/// Whoever is no member and has a right by name in a project.
pub fn collaborators(org: &AccountName) -> String {
    format!("/orgs/{org}/people/collaborators")
}

pub fn collaborator(org: &AccountName, name: &AccountName) -> String {
    format!("/orgs/{org}/people/collaborators/@{name}")
}

/// The list as a file for spreadsheets.
pub fn people_csv(org: &AccountName) -> String {
    format!("/orgs/{org}/people.csv")
}

/// The list as a file for programs.
pub fn people_jsonl(org: &AccountName) -> String {
    format!("/orgs/{org}/people.jsonl")
}

/// Where a change of one member's role is confirmed.
pub fn change_of_role(org: &AccountName, user: &AccountName, role: Role) -> String {
    format!("{}?who={user}&role={}", selected(org), role.as_str())
}

pub fn selected(org: &AccountName) -> String {
    format!("/orgs/{org}/people/selected")
}

pub fn invite(org: &AccountName) -> String {
    format!("/orgs/{org}/people/invite")
}

/// Where a list of people is looked at before it is sent.
pub fn invite_review(org: &AccountName, batch: &BatchId) -> String {
    format!("/orgs/{org}/people/invite/{batch}")
}

pub fn invited(org: &AccountName, batch: &BatchId) -> String {
    format!("/orgs/{org}/people/invited/{batch}")
}

pub fn leave(org: &AccountName) -> String {
    format!("/orgs/{org}/people/leave")
}

pub fn hand_over(org: &AccountName) -> String {
    format!("/orgs/{org}/people/hand-over")
}

pub fn invitation(id: &InvitationId) -> String {
    format!("{INVITATION}?id={id}")
}

/// The same by the token of a mailed link.
pub fn invitation_link(token: &str) -> String {
    format!("{INVITATION_LINK}{token}")
}

/// A project does not move with its owner.
pub fn project(project: &NamedProject) -> String {
    project_at(project.kind, project.word())
}

/// The same by the name that an address says.
pub fn project_at(kind: ProjectKind, word: &str) -> String {
    format!("/projects/{}/{}", kind.as_str(), encoded(word))
}

pub fn project_access(project: &NamedProject) -> String {
    format!("{}/access", self::project(project))
}

pub fn project_history(project: &NamedProject) -> String {
    format!("{}/history", self::project(project))
}

pub fn project_settings(project: &NamedProject) -> String {
    format!("{}/settings", self::project(project))
}

/// Makes a project in this account.
pub fn new_project(owner: &AccountName) -> String {
    format!("{NEW_PROJECT}?owner={owner}")
}

/// A project, or a right in one, that waits for an answer.
pub fn offer(id: &OfferId) -> String {
    format!("/projects/offers/{id}")
}

pub fn org_projects(org: &AccountName) -> String {
    format!("/orgs/{org}/projects")
}

pub fn org_settings(org: &AccountName) -> String {
    format!("/orgs/{org}/settings")
}

pub fn teams(org: &AccountName) -> String {
    format!("/orgs/{org}/teams")
}

pub fn new_team(org: &AccountName) -> String {
    format!("/orgs/{org}/teams/new")
}

/// Below `-`, so that no team meets another page.
pub fn team(org: &AccountName, slug: &str) -> String {
    format!("/orgs/{org}/teams/-{}", encoded(slug))
}

/// What stands in a path as it was, in ASCII.
fn encoded(word: &str) -> String {
    let mut encoded = String::with_capacity(word.len());
    for byte in word.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            other => encoded += &format!("%{other:02X}"),
        }
    }
    encoded
}

pub fn public(name: &AccountName) -> String {
    format!("/@{name}")
}

pub fn application(id: &ApplicationId) -> String {
    format!("/applications/{id}")
}

pub fn application_edit(id: &ApplicationId) -> String {
    format!("/applications/{id}/edit")
}

pub fn application_billing(id: &ApplicationId) -> String {
    format!("/applications/{id}/billing")
}

pub fn review(id: &ApplicationId) -> String {
    format!("/admin/applications/{id}")
}

pub fn admin_mail(id: &MailId) -> String {
    format!("/admin/mail/{id}")
}

/// An organization before a site admin.
pub fn admin_org(name: &AccountName) -> String {
    format!("/admin/orgs/{name}")
}

pub fn dev_mail(id: &MailId) -> String {
    format!("/dev/mail/{id}")
}

/// The mail alone, as HTML, below the page of the mail.
pub fn letter(page: &str) -> String {
    format!("{page}/letter")
}

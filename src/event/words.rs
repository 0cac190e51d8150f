use super::Change;

impl Change {
    /// What happened, to follow the name of who did it: "asked for the organization acme-widgets".
    pub fn phrase(&self) -> String {
        match self {
            Self::SignUpAsked { name, .. } => format!("asked for the username {name}"),
            Self::SignedUp => "joined".into(),
            Self::SiteSetUp => "set up the site".into(),
            Self::AdminCreated => "was made a site admin from the command line".into(),
            Self::SignedIn => "signed in".into(),
            Self::SignedInAnew { .. } => "signed in with a new browser".into(),
            Self::SignInFailed => "tried to sign in with a wrong password".into(),
            Self::SignedOut => "signed out".into(),
            Self::SessionEnded { count: 1 } => "ended a session".into(),
            Self::SessionEnded { count } => format!("ended {count} sessions"),
            Self::PasswordForgotten { .. } => "asked for a link to a new password".into(),
            Self::PasswordReset => "set a new password from a link".into(),
            Self::PasswordChanged => "changed the password".into(),
            Self::EmailChangeAsked { old, new, .. } => {
                format!("asked to change the e-mail address from {old} to {new}")
            }
            Self::EmailChanged { old, new } => format!("changed the e-mail address from {old} to {new}"),
            Self::EmailChangeCancelled { kept, refused } => format!("kept the address {kept} and refused {refused}"),
            Self::ProfileChanged { .. } => "changed the profile".into(),
            Self::ThemeChanged { after, .. } => format!("changed the theme to {}", after.label().to_lowercase()),
            Self::ApplicationDrafted { name, .. } => format!("began an application for {name}"),
            Self::ApplicationSubmitted { name, .. } => format!("applied for {name}"),
            Self::ApplicationEdited { before, after, .. } if before.name != after.name => {
                format!("changed the application for {}, now for {}", before.name, after.name)
            }
            Self::ApplicationEdited { after, .. } => format!("changed the application for {}", after.name),
            Self::ApplicationBilled { name, .. } => format!("gave billing details for {name}"),
            Self::ApplicationWithdrawn { name, .. } => format!("withdrew the application for {name}"),
            Self::InformationRequested { name, .. } => format!("asked a question about {name}"),
            Self::QuestionAnswered { name, .. } => format!("answered the questions about {name}"),
            Self::NoteAdded { name, .. } => format!("noted something about {name}"),
            Self::ApplicationApproved { name, .. } => format!("approved {name}"),
            Self::ApplicationDeclined { name, .. } => format!("declined {name}"),
            Self::RivalDeclined { name, .. } => format!("declined {name}, which went to another application"),
            Self::OrgFounded { name, told: true, .. } => format!("founded {name}"),
            Self::OrgFounded { name, .. } => format!("set up {name}"),
            Self::Invited { org, to, role, again: false, .. } => {
                format!("invited {to} to {} as {}", org, role.label())
            }
            Self::Invited { org, to, .. } => format!("sent {to} a new link to {}", org),
            Self::InvitationRevoked { org, to, expired: false, .. } => {
                format!("revoked the invitation of {to} to {}", org)
            }
            Self::InvitationRevoked { org, to, .. } => {
                format!("removed the expired invitation of {to} to {}", org)
            }
            Self::InvitationAccepted { org, role, .. } => format!("joined {} as {}", org, role.label()),
            Self::InvitationDeclined { org, to, .. } => {
                format!("declined the invitation of {to} to {}", org)
            }
            Self::RoleChanged { org, person, before, after, .. } => {
                format!("changed the role of {} in {} from {} to {}", person, org, before.label(), after.label())
            }
            Self::RolesChanged { org, people, role } => match people.as_slice() {
                [one] => format!("made {} {} in {}", one, role.label(), org),
                many => format!("made {} people {}s in {}", many.len(), role.label(), org),
            },
            Self::MemberRemoved { org, person, .. } => {
                format!("removed {} from {}", person, org)
            }
            Self::MembersRemoved { org, people } => {
                format!("removed {} people from {}", people.len(), org)
            }
            Self::MemberLeft { org, .. } => format!("left {}", org),
            Self::HandOverAsked { org, to } => {
                format!("asked {} to become primary owner of {}", to, org)
            }
            Self::HandOverTakenBack { org } => {
                format!("took back the offer of primary ownership of {}", org)
            }
            Self::HandOverAccepted { org } => format!("became primary owner of {}", org),
            Self::HandOverDeclined { org } => format!("did not take over primary ownership of {}", org),
            Self::AdminPromoted { person } => format!("made {person} a site admin"),
            Self::AdminDemoted { person } => format!("removed {person} from the site admins"),
            Self::NameBlocked { name, .. } => format!("blocked the name {name}"),
            Self::NameReleased { name, blocked: true } => format!("released the blocked name {name}"),
            Self::NameReleased { name, .. } => format!("released the name {name}, which a sign-up had reserved"),
            Self::UserSuspended => "suspended this user".into(),
            Self::UserRestored => "restored this user".into(),
            Self::SettingChanged { setting, before, after } => {
                format!("changed the setting {setting} from {before} to {after}")
            }
            Self::MailSentAgain { subject } => format!("sent the mail “{subject}” again"),
        }
    }

    /// Text that was written with the change: a question, a reason, a message. Empty when there is none.
    pub fn detail(&self) -> &str {
        match self {
            Self::InformationRequested { question, .. } => question,
            Self::QuestionAnswered { answer, .. } => answer,
            Self::ApplicationApproved { message, .. } => message,
            Self::ApplicationDeclined { reason, .. } | Self::NameBlocked { reason, .. } => reason,
            Self::Invited { message, again: false, .. } | Self::InvitationDeclined { message, .. } => message,
            _ => "",
        }
    }
}

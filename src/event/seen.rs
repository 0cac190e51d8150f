use super::Change;

impl Change {
    /// What a member may read of it who does not read the audit log: not whom others invited or asked, nor what they wrote to
    /// one person. `None` is a line that is not shown.
    pub(super) fn for_members(self) -> Option<Self> {
        match self {
            Self::Invited { .. }
            | Self::InvitationRevoked { .. }
            | Self::InvitationDeclined { .. }
            | Self::HandOverAsked { .. }
            | Self::HandOverTakenBack { .. }
            | Self::HandOverDeclined { .. } => None,
            Self::ApplicationApproved { application, name, display_name, seats, .. } => {
                Some(Self::ApplicationApproved { application, name, display_name, seats, message: String::new() })
            }
            Self::OrgFounded { .. }
            | Self::InvitationAccepted { .. }
            | Self::RoleChanged { .. }
            | Self::RolesChanged { .. }
            | Self::MemberRemoved { .. }
            | Self::MembersRemoved { .. }
            | Self::MemberLeft { .. }
            | Self::HandOverAccepted { .. } => Some(self),
            // These concern persons, applications and the site; no organization's log has them.
            Self::SignUpAsked { .. }
            | Self::SignedUp
            | Self::SiteSetUp
            | Self::AdminCreated
            | Self::SignedIn
            | Self::SignedInAnew { .. }
            | Self::SignInFailed
            | Self::SignedOut
            | Self::SessionEnded { .. }
            | Self::PasswordForgotten { .. }
            | Self::PasswordReset
            | Self::PasswordChanged
            | Self::EmailChangeAsked { .. }
            | Self::EmailChanged { .. }
            | Self::EmailChangeCancelled { .. }
            | Self::ProfileChanged { .. }
            | Self::ThemeChanged { .. }
            | Self::ApplicationDrafted { .. }
            | Self::ApplicationSubmitted { .. }
            | Self::ApplicationEdited { .. }
            | Self::ApplicationBilled { .. }
            | Self::ApplicationWithdrawn { .. }
            | Self::InformationRequested { .. }
            | Self::QuestionAnswered { .. }
            | Self::NoteAdded { .. }
            | Self::ApplicationDeclined { .. }
            | Self::RivalDeclined { .. }
            | Self::AdminPromoted { .. }
            | Self::AdminDemoted { .. }
            | Self::NameBlocked { .. }
            | Self::NameReleased { .. }
            | Self::UserSuspended
            | Self::UserRestored
            | Self::SettingChanged { .. }
            | Self::MailSentAgain { .. } => None,
        }
    }
}

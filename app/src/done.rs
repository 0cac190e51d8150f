/// `done! { Variant = "code", "What the toast says."; }`
macro_rules! done {
    ($($done:ident = $code:literal, $sentence:literal;)+) => {
        /// What was just done: the code in `?done=`, and what the toast of the page it leads to says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Done {
            $($done,)+
        }

        impl Done {
            /// As it stands in an address. Only the server leads on to another page.
            #[cfg(any(feature = "ssr", test))]
            pub fn code(self) -> &'static str {
                match self { $(Self::$done => $code,)+ }
            }

            /// Anything that is not ours says nothing.
            pub fn parse(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$done),)+
                    _ => None,
                }
            }

            pub fn sentence(self) -> &'static str {
                match self { $(Self::$done => $sentence,)+ }
            }
        }
    };
}

done! {
    SignedOut = "signed_out", "You are signed out.";
    PasswordReset = "password_reset", "Your password is changed and all sessions are ended. Sign in with the new one.";
    PasswordChanged = "password_changed", "Your password is changed. Other sessions are ended.";
    AddressCorrected = "address_corrected", "The link is on its way to that address.";
    EmailAsked = "email_asked", "We sent a link to the new address. Nothing changes until it is followed.";
    EmailChanged = "email_changed", "Your e-mail address is changed.";
    EmailKept = "email_kept", "Your e-mail address stays as it was. All sessions are ended.";
    ProfileSaved = "profile_saved", "Your profile is saved.";
    SessionEnded = "session_ended", "The session is ended.";
    SessionsEnded = "sessions_ended", "All other sessions are ended.";
    Submitted = "submitted", "Your application is with the site admins.";
    Founded = "founded", "Your organization is ready.";
    Edited = "edited", "Your application is changed.";
    Answered = "answered", "Your answer is sent. The site admins look at it again.";
    Withdrawn = "withdrawn", "Your application is withdrawn. The name is free.";
    Approved = "approved", "Approved. The applicant gets a mail.";
    Declined = "declined", "Declined. The applicant gets a mail with the reason.";
    QuestionAsked = "asked", "Your question is sent.";
    Noted = "noted", "Your note is kept. Only reviewers see it.";
    SettingsSaved = "settings_saved", "The site settings are saved.";
    AdminPromoted = "admin_promoted", "Done. The new site admin and the others get a mail.";
    AdminDemoted = "admin_demoted", "Removed from the site admins. Everybody concerned gets a mail.";
    NameBlocked = "name_blocked", "The name is blocked.";
    NameReleased = "name_released", "The name is released. Anybody can have it.";
    SeatsChanged = "seats_changed", "The seats are changed. The Owners get a mail.";
    OwnerAppointed = "owner_appointed", "Done. All Owners get a mail.";
    MailAgain = "mail_again", "The mail is in the outbox again.";
    HeldSent = "held_sent", "They are tried now, one after the other.";
    InvitationCorrected = "invitation_corrected", "The invitation is on its way to the other address.";
    RoleChanged = "role_changed", "The role is changed. The person gets a mail.";
    RolesChanged = "roles_changed", "The roles are changed. Everybody concerned gets a mail.";
    Removed = "removed", "Removed. The person and the Owners get a mail.";
    AllRemoved = "all_removed", "Removed. Everybody concerned gets a mail.";
    Revoked = "revoked", "The invitation is revoked. Its link no longer works.";
    InvitedAgain = "invited_again", "A new link is on its way. The old one no longer works.";
    Joined = "joined", "Welcome. You are a member now.";
    InvitationDeclined = "invitation_declined", "The invitation is declined. The Owners get a mail.";
    Reported = "reported", "The invitation is gone, and the site admins see who sent it.";
    Left = "left", "You have left the organization.";
    HandOverAsked = "hand_over_asked", "The offer is made. Nothing changes until it is accepted.";
    HandOverTakenBack = "hand_over_taken_back", "The offer is taken back. You are still primary owner.";
    HandOverAccepted = "hand_over_accepted", "You are primary owner now.";
    HandOverDeclined = "hand_over_declined", "The offer is declined. Nothing changed.";
    ProjectCreated = "project_created", "The project is there.";
    ProjectEdited = "project_edited", "Saved.";
    ProjectShown = "project_shown", "Changed who may see it.";
    ProjectRenamed = "project_renamed", "Renamed. Its former names lead here.";
    ProjectLocked = "project_locked", "Locked. Whoever had only the base right is out.";
    ProjectUnlocked = "project_unlocked", "Unlocked.";
    ProjectArchived = "project_archived", "Archived. It can only be read now.";
    ProjectRestored = "project_restored", "Restored.";
    ProjectDeleted = "project_deleted", "The project is deleted.";
    ProjectMoved = "project_moved", "The project has moved to its new owner.";
    TransferOffered = "transfer_offered", "It is offered. Nothing changes until it is accepted.";
    RightGiven = "right_given", "The right is given.";
    RightOffered = "right_offered", "They are asked, and have the right once they accept.";
    RightTaken = "right_taken", "The right is taken away.";
    RightGivenUp = "right_given_up", "You have given up your right.";
    JoinAsked = "join_asked", "Asked. Nothing changes until somebody lets you in.";
    LetIn = "let_in", "Let in. They get a mail.";
    JoinDeclined = "join_declined", "Not let in.";
    OfferAccepted = "offer_accepted", "Accepted.";
    ProjectsChanged = "projects_changed", "Done. All of them are changed.";
    SomeProjectsChanged = "some_projects_changed", "Done. Those that changed meanwhile stay as they are.";
    OfferDeclined = "offer_declined", "Declined. Nothing changed.";
    OfferTakenBack = "offer_taken_back", "The offer is taken back.";
    OrgSettingsSaved = "org_settings_saved", "The settings are saved.";
    AllRightsEnded = "all_rights_ended", "All rights of that person have ended.";
    TeamCreated = "team_created", "The team is there. Add its first members.";
    TeamSaved = "team_saved", "The team is changed.";
    TeamDeleted = "team_deleted", "The team and its rights are gone.";
    TeamJoined = "team_joined", "Added. Everybody concerned gets a mail.";
    TeamJoinedAlready = "team_joined_already", "Everybody you named is in the team already.";
    TeamLeft = "team_left", "Taken out of the team.";
    Confirmed = "confirmed", "Your password is confirmed for 15 minutes.";
    Welcome = "welcome", "Your e-mail address is confirmed. You are signed in.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back() {
        assert_eq!(Done::parse(Done::MailAgain.code()), Some(Done::MailAgain));
        assert_eq!(Done::parse("<b>"), None);
    }
}

use guildhall::clock::Timestamp;
use serde::{Deserialize, Serialize};

/// A change, ready to be shown: the browser need not know the changes there are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogLine {
    pub at: Timestamp,
    /// Who did it; nobody when the site did, or somebody not signed in.
    pub doer: Option<Doer>,
    /// What happened, to follow the name of who did it.
    pub phrase: String,
    /// Text that was written with the change; empty when there is none.
    pub detail: String,
    /// The page where the reader sees more.
    pub href: Option<String>,
    /// From where; empty when the reader may not know.
    pub address: String,
    pub client: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Doer {
    pub name: String,
    pub username: String,
}

impl LogLine {
    /// Display name and username of who did it; the site has but one name.
    pub fn signature(&self) -> (String, String) {
        match &self.doer {
            Some(doer) => (doer.name.clone(), doer.username.clone()),
            None => ("Guildhall".into(), "Guildhall".into()),
        }
    }
}

/// One page of a log, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    /// Where the next, older page begins.
    pub older: Option<String>,
}

#[cfg(feature = "ssr")]
mod from_event {
    use guildhall::event::{Change, Event, Log};
    use guildhall::text::AccountName;

    use super::{Doer, LogLine, LogPage};
    use crate::routes::to;

    impl LogLine {
        /// The event as this reader finds it.
        pub fn new(event: Event, reader: &AccountName) -> Self {
            let by_reader = event.actor.as_ref().is_some_and(|doer| doer.name == *reader);
            Self {
                at: event.at,
                phrase: event.change.phrase(),
                detail: event.change.detail().to_owned(),
                href: link(&event.change, by_reader),
                doer: event
                    .actor
                    .map(|doer| Doer { name: doer.display_name.to_string(), username: doer.name.to_string() }),
                address: event.address,
                client: event.client,
            }
        }

        /// On the pages of an organization itself, where its display name says enough.
        pub fn within(self, org: &AccountName) -> Self {
            Self { phrase: self.phrase.replace(&format!(" (@{org})"), ""), ..self }
        }
    }

    impl LogPage {
        pub fn new(log: Log, reader: &AccountName) -> Self {
            Self {
                lines: log.events.into_iter().map(|event| LogLine::new(event, reader)).collect(),
                older: log.older.map(|id| id.to_string()),
            }
        }

        /// As a line's.
        pub fn within(self, org: &AccountName) -> Self {
            Self { lines: self.lines.into_iter().map(|line| line.within(org)).collect(), ..self }
        }
    }

    /// Where a line about a change leads. An application is one page to its applicant and another to a reviewer: what the
    /// applicant does is read by reviewers and the other way round, so it matters whether the reader did it.
    fn link(change: &Change, by_reader: bool) -> Option<String> {
        let link = match change {
            Change::ApplicationDrafted { application, .. }
            | Change::ApplicationSubmitted { application, .. }
            | Change::ApplicationEdited { application, .. }
            | Change::ApplicationBilled { application, .. }
            | Change::ApplicationWithdrawn { application, .. }
            | Change::QuestionAnswered { application, .. } => {
                if by_reader {
                    to::application(application)
                } else {
                    to::review(application)
                }
            }
            Change::InformationRequested { application, .. }
            | Change::ApplicationDeclined { application, .. }
            | Change::RivalDeclined { application, .. } => {
                if by_reader {
                    to::review(application)
                } else {
                    to::application(application)
                }
            }
            Change::ApplicationApproved { application, name, .. } => {
                if by_reader {
                    to::review(application)
                } else {
                    to::org(name)
                }
            }
            Change::NoteAdded { application, .. } => to::review(application),
            Change::OrgFounded { name, .. } => to::org(name),
            Change::EmailChangeAsked { .. } | Change::EmailChanged { .. } | Change::EmailChangeCancelled { .. } => {
                to::ACCOUNT_EMAIL.into()
            }
            Change::SignedIn | Change::SignedInAnew { .. } | Change::SignInFailed | Change::SessionEnded { .. } => {
                to::ACCOUNT_SESSIONS.into()
            }
            Change::PasswordReset | Change::PasswordChanged => to::ACCOUNT_PASSWORD.into(),
            Change::ProfileChanged { .. } | Change::ThemeChanged { .. } => to::ACCOUNT.into(),
            Change::AdminPromoted { .. } => to::ADMIN_ADMINS.into(),
            Change::NameBlocked { .. } | Change::NameReleased { .. } => to::ADMIN_NAMES.into(),
            Change::SettingChanged { .. } => to::ADMIN_SETTINGS.into(),
            Change::MailSentAgain { .. } => to::ADMIN_MAIL.into(),
            Change::Invited { invitation, org, .. } => {
                if by_reader {
                    to::people(&org.name)
                } else {
                    to::invitation(invitation)
                }
            }
            Change::HandOverAsked { org, .. } | Change::HandOverTakenBack { org } => to::hand_over(&org.name),
            Change::InvitationRevoked { org, .. }
            | Change::InvitationAccepted { org, .. }
            | Change::InvitationDeclined { org, .. }
            | Change::RoleChanged { org, .. }
            | Change::RolesChanged { org, .. }
            | Change::MembersRemoved { org, .. }
            | Change::HandOverAccepted { org }
            | Change::HandOverDeclined { org } => to::people(&org.name),
            // The one it happened to can see it no longer.
            Change::MemberRemoved { .. } | Change::MemberLeft { .. } | Change::AdminDemoted { .. } => return None,
            Change::SignUpAsked { .. }
            | Change::SignedUp
            | Change::UserSuspended
            | Change::UserRestored
            | Change::SiteSetUp
            | Change::AdminCreated
            | Change::SignedOut
            | Change::PasswordForgotten { .. } => return None,
        };
        Some(link)
    }

    #[cfg(test)]
    mod tests {
        #![allow(clippy::unwrap_used)]
        use guildhall::account::Named;
        use guildhall::clock::Timestamp;
        use guildhall::id::{ApplicationId, EventId};
        use guildhall::text::{AccountName, DisplayName};

        use super::*;

        const ID: &str = "0193fa00-0000-7000-8000-000000000000";

        #[test]
        fn an_application_opens_on_the_side_of_the_reader() {
            let application = ApplicationId::parse(ID).unwrap();
            let name = AccountName::parse("acme-widgets").unwrap();
            let answered =
                Change::QuestionAnswered { application: application.clone(), name: name.clone(), answer: "Yes".into() };
            assert_eq!(link(&answered, true), Some(format!("/applications/{ID}")));
            assert_eq!(link(&answered, false), Some(format!("/admin/applications/{ID}")));
            let asked = Change::InformationRequested { application, name, question: "Why?".into() };
            assert_eq!(link(&asked, true), Some(format!("/admin/applications/{ID}")));
            assert_eq!(link(&asked, false), Some(format!("/applications/{ID}")));
        }

        #[test]
        fn an_approval_opens_the_organization() {
            let change = Change::ApplicationApproved {
                application: ApplicationId::parse(ID).unwrap(),
                name: AccountName::parse("acme-widgets").unwrap(),
                display_name: DisplayName::parse("Acme Widgets").unwrap(),
                seats: 20,
                message: String::new(),
            };
            assert_eq!(link(&change, false).as_deref(), Some("/orgs/acme-widgets"));
        }

        #[test]
        fn an_organization_is_not_named_twice_on_its_own_pages() {
            let (acme, ada) = (AccountName::parse("acme").unwrap(), AccountName::parse("ada").unwrap());
            let named = |name: &AccountName, called: &str| Named {
                name: name.clone(),
                display_name: DisplayName::parse(called).unwrap(),
            };
            let change = Change::HandOverAsked { org: named(&acme, "Acme Widgets"), to: named(&ada, "Ada L.") };
            let line = LogLine::new(
                Event {
                    id: EventId::new(),
                    at: Timestamp(0),
                    actor: None,
                    change,
                    address: String::new(),
                    client: String::new(),
                },
                &ada,
            );
            assert_eq!(line.phrase, "asked Ada L. (@ada) to become primary owner of Acme Widgets (@acme)");
            assert_eq!(line.within(&acme).phrase, "asked Ada L. (@ada) to become primary owner of Acme Widgets");
        }

        #[test]
        fn what_has_no_page_has_no_link() {
            assert_eq!(link(&Change::SignedOut, true), None);
        }
    }
}

use guildhall::event::Change;

use crate::routes::to;

/// Where a line about a change leads. An application is one page to its applicant and another to a reviewer: what the applicant
/// does is read by reviewers and the other way round, so it matters whether the reader did it.
pub fn event_link(change: &Change, by_reader: bool) -> Option<String> {
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
        Change::SignedIn | Change::SessionEnded { .. } => to::ACCOUNT_SESSIONS.into(),
        Change::PasswordReset | Change::PasswordChanged => to::ACCOUNT_PASSWORD.into(),
        Change::ProfileChanged { .. } | Change::ThemeChanged { .. } => to::ACCOUNT.into(),
        Change::SettingChanged { .. } => to::ADMIN_SETTINGS.into(),
        Change::MailSentAgain { .. } => to::ADMIN_MAIL.into(),
        Change::SignUpAsked { .. }
        | Change::SignedUp
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
    use guildhall::id::ApplicationId;
    use guildhall::text::{AccountName, DisplayName};

    use super::*;

    const ID: &str = "0193fa00-0000-7000-8000-000000000000";

    #[test]
    fn an_application_opens_on_the_side_of_the_reader() {
        let application = ApplicationId::parse(ID).unwrap();
        let name = AccountName::parse("acme-widgets").unwrap();
        let answered =
            Change::QuestionAnswered { application: application.clone(), name: name.clone(), answer: "Yes".into() };
        assert_eq!(event_link(&answered, true), Some(format!("/applications/{ID}")));
        assert_eq!(event_link(&answered, false), Some(format!("/admin/applications/{ID}")));
        let asked = Change::InformationRequested { application, name, question: "Why?".into() };
        assert_eq!(event_link(&asked, true), Some(format!("/admin/applications/{ID}")));
        assert_eq!(event_link(&asked, false), Some(format!("/applications/{ID}")));
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
        assert_eq!(event_link(&change, false).as_deref(), Some("/orgs/acme-widgets"));
    }

    #[test]
    fn what_has_no_page_has_no_link() {
        assert_eq!(event_link(&Change::SignedOut, true), None);
    }
}

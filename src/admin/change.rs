use serde::{Deserialize, Serialize};

use super::letter;
use crate::address;
use crate::notify::{Audience, Audited, Notification, Part, Phrase, mail, phrase};
use crate::text::{AccountName, Named};

/// What site admins and the operator do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
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
    /// Mails that had waited for the mail server were tried.
    HeldMailsSent {
        count: i64,
    },
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        match self {
            Self::AdminPromoted { person } => phrase!["made ", person, " ", Part::lead("a site admin")],
            Self::AdminDemoted { person } => phrase!["removed ", person, " from the site admins"],
            Self::NameBlocked { name, .. } => phrase!["blocked the name ", Part::lead(name.as_str())],
            Self::NameReleased { name, blocked: true } => {
                phrase!["released the blocked name ", Part::lead(name.as_str())]
            }
            Self::NameReleased { name, .. } => {
                phrase!["released the name ", Part::lead(name.as_str()), ", which a sign-up had reserved"]
            }
            Self::UserSuspended => phrase!["suspended this user"],
            Self::UserRestored => phrase!["restored this user"],
            Self::SettingChanged { setting, before, after } => {
                phrase!["changed the setting ", Part::lead(setting), format!(" from {before} to {after}")]
            }
            Self::HeldMailsSent { count } => {
                let mails = if *count == 1 { "one mail".to_owned() } else { format!("{count} mails") };
                phrase!["sent ", Part::lead(mails), " that had waited for the mail server"]
            }
            Self::MailSentAgain { subject } => phrase!["sent the mail ", Part::lead(format!("“{subject}”")), " again"],
        }
    }

    fn detail(&self) -> &str {
        match self {
            Self::NameBlocked { reason, .. } => reason,
            Self::AdminPromoted { .. }
            | Self::AdminDemoted { .. }
            | Self::NameReleased { .. }
            | Self::UserSuspended
            | Self::UserRestored
            | Self::SettingChanged { .. }
            | Self::MailSentAgain { .. }
            | Self::HeldMailsSent { .. } => "",
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        let page = match self {
            Self::AdminPromoted { .. } => address::ADMIN_ADMINS,
            Self::NameBlocked { .. } | Self::NameReleased { .. } => address::ADMIN_NAMES,
            Self::SettingChanged { .. } => address::ADMIN_SETTINGS,
            Self::MailSentAgain { .. } | Self::HeldMailsSent { .. } => address::ADMIN_MAIL,
            // The one it happened to can see the page no longer.
            Self::AdminDemoted { .. } | Self::UserSuspended | Self::UserRestored => return None,
        };
        Some(page.into())
    }

    fn for_members(self) -> Option<Self> {
        None
    }

    fn notifications(&self) -> Vec<Notification> {
        match self.clone() {
            Self::AdminPromoted { person } => admins_changed(person, true),
            Self::AdminDemoted { person } => admins_changed(person, false),
            Self::NameBlocked { .. }
            | Self::NameReleased { .. }
            | Self::UserSuspended
            | Self::UserRestored
            | Self::SettingChanged { .. }
            | Self::MailSentAgain { .. }
            | Self::HeldMailsSent { .. } => Vec::new(),
        }
    }
}

/// Who becomes a site admin, or is one no longer, and the others learn of it.
fn admins_changed(person: Named, promoted: bool) -> Vec<Notification> {
    vec![
        mail(Audience::Subject, move |names| letter::own_admin_change(names.actor, promoted)).and_notice(),
        mail(Audience::OtherReviewers, move |names| letter::admin_change(names.actor, &person, promoted)).and_notice(),
    ]
}

use serde::Deserialize;

use crate::notify::{Audited, Phrase, phrase, read};
use crate::{account, admin, application, invitation, member, org, project, team};

/// `nouns! { Noun: room, }`: one line for every noun whose changes the log can show.
macro_rules! nouns {
    ($($noun:ident: $room:ident,)+) => {
        /// A change of any noun.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Change {
            $($noun($room::Change),)+
            /// One that only a newer version of the program knows, by its kind.
            Unknown(String),
        }

        $(impl From<$room::Change> for Change {
            fn from(change: $room::Change) -> Self {
                Self::$noun(change)
            }
        })+

        impl Change {
            fn of_some_noun(json: &str) -> Option<Self> {
                $(if let Some(change) = read(json) {
                    return Some(Self::$noun(change));
                })+
                None
            }

            /// What happened, to follow the name of who did it.
            pub fn phrase(&self) -> Phrase {
                match self {
                    $(Self::$noun(change) => change.phrase(),)+
                    Self::Unknown(kind) => {
                        phrase!["did something that this version of the site cannot show (", kind.as_str(), ")"]
                    }
                }
            }

            /// Text that was written with the change; empty when there is none.
            pub fn detail(&self) -> &str {
                match self {
                    $(Self::$noun(change) => change.detail(),)+
                    Self::Unknown(_) => "",
                }
            }

            /// The page where a reader sees more.
            pub fn link(&self, by_reader: bool) -> Option<String> {
                match self {
                    $(Self::$noun(change) => change.link(by_reader),)+
                    Self::Unknown(_) => None,
                }
            }

            /// As the log keeps it.
            #[cfg(test)]
            pub(crate) fn json(&self) -> String {
                match self {
                    $(Self::$noun(change) => serde_json::to_string(change).unwrap_or_default(),)+
                    Self::Unknown(_) => String::new(),
                }
            }

            #[cfg(test)]
            pub(super) fn notifications(&self) -> Vec<crate::notify::Notification> {
                match self {
                    $(Self::$noun(change) => change.notifications(),)+
                    Self::Unknown(_) => Vec::new(),
                }
            }

            /// What a member may read of it who does not read the audit log.
            pub(super) fn for_members(self) -> Option<Self> {
                match self {
                    $(Self::$noun(change) => change.for_members().map(Self::$noun),)+
                    Self::Unknown(_) => None,
                }
            }
        }
    };
}

nouns! {
    Account: account,
    Application: application,
    Org: org,
    Invitation: invitation,
    Member: member,
    Team: team,
    Project: project,
    Admin: admin,
}

/// What all changes have when they are stored.
#[derive(Deserialize)]
struct Stored {
    kind: String,
}

impl Change {
    /// What the history of a project tells of it to whoever may see inside, or manages it.
    pub(super) fn in_history(self, manages: bool) -> Option<Self> {
        match self {
            Self::Project(change) if change.names_address() => None,
            change if manages => Some(change),
            change => change.for_members(),
        }
    }

    /// Who did it where no user did: whoever holds the database, the site by itself, or somebody who was not signed in.
    pub fn unsigned(&self) -> &'static str {
        use account::Change::{MailUndelivered, NewEmailUndelivered};
        match self {
            Self::Invitation(invitation::Change::InvitationUndelivered { .. })
            | Self::Account(MailUndelivered { .. } | NewEmailUndelivered { .. })
            | Self::Application(application::Change::BillingReminded { .. }) => "The site",
            Self::Admin(_) | Self::Account(account::Change::AdminCreated) => "The operator of the site",
            _ => "Somebody",
        }
    }

    /// As the log keeps it. While servers are updated one after the other, one may find what it does not know yet.
    pub(crate) fn read(json: &str) -> Self {
        let json = crate::text::plain(json);
        Self::of_some_noun(&json).unwrap_or_else(|| {
            let kind = serde_json::from_str(&json).map_or_else(|_| "unreadable".into(), |Stored { kind }| kind);
            tracing::warn!(%kind, "an event cannot be read by this version");
            Self::Unknown(kind)
        })
    }
}

use serde::{Deserialize, Serialize};

use super::{Kind, ProjectSettings, letter};
use crate::address;
use crate::error::thousands;
use crate::notify::{Audience, Audited, Notification, Part, Phrase, mail, notice, phrase};
use crate::text::{AccountName, DisplayName, Named};

/// What happens to organizations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// `told` when the founder gets a mail of its own, without an approval.
    OrgFounded {
        name: AccountName,
        display_name: DisplayName,
        org_kind: Kind,
        seats: i64,
        told: bool,
    },
    ProjectSettingsChanged {
        org: Named,
        before: ProjectSettings,
        after: ProjectSettings,
    },
    /// By a site admin, for this organization alone.
    SeatsChanged {
        org: Named,
        before: i64,
        after: i64,
        reason: String,
    },
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        match self {
            Self::OrgFounded { name, display_name, told, .. } => {
                let org = Named { name: name.clone(), display_name: display_name.clone() };
                phrase![if *told { "founded" } else { "set up" }, Part::this_org(&org)]
            }
            Self::ProjectSettingsChanged { org, .. } => {
                phrase!["changed ", Part::lead("what Members may do with projects"), Part::org(" of ", org)]
            }
            Self::SeatsChanged { org, before, after, .. } => {
                let seats = format!(" from {} to {}", thousands(*before), thousands(*after));
                phrase!["changed the ", Part::lead("seats"), Part::org(" of ", org), seats]
            }
        }
    }

    fn detail(&self) -> &str {
        match self {
            Self::SeatsChanged { reason, .. } => reason,
            Self::OrgFounded { .. } | Self::ProjectSettingsChanged { .. } => "",
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        match self {
            Self::OrgFounded { name, .. } => Some(address::org(name)),
            Self::ProjectSettingsChanged { org, .. } => Some(address::org_projects(&org.name)),
            Self::SeatsChanged { org, .. } => Some(address::people(&org.name)),
        }
    }

    fn for_members(self) -> Option<Self> {
        match self {
            Self::OrgFounded { .. } | Self::ProjectSettingsChanged { .. } => Some(self),
            Self::SeatsChanged { org, before, after, .. } => {
                Some(Self::SeatsChanged { org, before, after, reason: String::new() })
            }
        }
    }

    fn notifications(&self) -> Vec<Notification> {
        match self.clone() {
            Self::OrgFounded { name, display_name, seats, told: true, .. } => {
                vec![mail(Audience::Subject, move |names| {
                    letter::org_ready(names.recipient, &display_name, &name, seats)
                })]
            }
            Self::OrgFounded { .. } => Vec::new(),
            Self::ProjectSettingsChanged { .. } => vec![notice(Audience::OtherOwners)],
            Self::SeatsChanged { org, before, after, reason } => vec![
                mail(Audience::Owners, move |names| letter::seats_changed(names.actor, &org, (before, after), &reason))
                    .and_notice(),
            ],
        }
    }
}

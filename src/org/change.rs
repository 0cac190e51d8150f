use serde::{Deserialize, Serialize};

use super::{Kind, letter};
use crate::address;
use crate::notify::{Audience, Audited, Notification, mail};
use crate::text::{AccountName, DisplayName};

/// What happens to organizations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// `told` when the founder gets a mail of its own, without an approval.
    OrgFounded { name: AccountName, display_name: DisplayName, org_kind: Kind, seats: i64, told: bool },
}

impl Audited for Change {
    fn phrase(&self) -> String {
        match self {
            Self::OrgFounded { name, told: true, .. } => format!("founded {name}"),
            Self::OrgFounded { name, .. } => format!("set up {name}"),
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        match self {
            Self::OrgFounded { name, .. } => Some(address::org(name)),
        }
    }

    fn for_members(self) -> Option<Self> {
        match self {
            Self::OrgFounded { .. } => Some(self),
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
        }
    }
}

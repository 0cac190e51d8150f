//! What is offered and waits for an answer: a project itself, or a right in one. Nothing changes until somebody
//! accepts.

mod answer;
mod expire;
mod list;
pub(super) mod store;
mod take_back;
mod transfer;

use serde::{Deserialize, Serialize};

use crate::access::Right;
use crate::clock::Timestamp;
use crate::id::OfferId;
use crate::notify::Part;
use crate::text::{EmailAddress, Named, NamedProject};

pub(crate) use expire::expire;
pub(super) use transfer::offer_right;
pub use {
    answer::{accept, decline},
    list::{of_project, one, waiting, waiting_in},
    take_back::take_back,
    transfer::{Transferred, forecast, transfer},
};

/// For whom an offer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    User(Named),
    Org(Named),
    Address(EmailAddress),
}

impl std::fmt::Display for Receiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(named) | Self::Org(named) => named.fmt(f),
            Self::Address(address) => address.fmt(f),
        }
    }
}

impl From<&Receiver> for Part {
    fn from(receiver: &Receiver) -> Self {
        match receiver {
            Receiver::User(named) | Receiver::Org(named) => named.into(),
            Receiver::Address(address) => address.to_string().into(),
        }
    }
}

/// What becomes of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfferState {
    Waits,
    Accepted,
    Declined,
    TakenBack,
    Expired,
}

/// An offer as those see it whom it concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    pub id: OfferId,
    pub project: NamedProject,
    /// The right that is offered; nothing where it is the project itself.
    pub right: Option<Right>,
    /// Who owns the project.
    pub owner: Named,
    /// Who offered it.
    pub by: Named,
    pub to: Receiver,
    pub state: OfferState,
    pub offered_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Offer {
    pub fn waits(&self) -> bool {
        self.state == OfferState::Waits
    }

    /// What is offered, to follow "offers you".
    pub fn what(&self) -> String {
        let (kind, project) = (self.project.kind.noun(), &self.project);
        match self.right {
            Some(right) => format!("the right to {} the {kind} {project}", right.verb()),
            None => format!("the {kind} {project}"),
        }
    }
}

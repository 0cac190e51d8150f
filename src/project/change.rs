use serde::{Deserialize, Serialize};

use super::holder::Holder;
use super::letter;
use super::offer::Receiver;
use super::{Details, Owner};
use crate::access::{Right, Visibility};
use crate::address;
use crate::error::thousands;
use crate::event::Subject;
use crate::id::{OfferId, ProjectId};
use crate::notify::{Audience, Audited, Names, Notification, Part, Phrase, mail, notice, phrase};
use crate::text::{Named, NamedProject, ProjectName};

/// What happens to projects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    ProjectCreated {
        project: NamedProject,
        owner: Owner,
    },
    ProjectEdited {
        project: NamedProject,
        before: Details,
        after: Details,
    },
    ProjectShown {
        project: NamedProject,
        owner: Owner,
        visibility: Visibility,
    },
    ProjectRenamed {
        project: NamedProject,
        owner: Owner,
        before: ProjectName,
    },
    ProjectLocked {
        project: NamedProject,
    },
    ProjectUnlocked {
        project: NamedProject,
    },
    ProjectArchived {
        project: NamedProject,
        owner: Owner,
    },
    ProjectRestored {
        project: NamedProject,
        owner: Owner,
    },
    ProjectDeleted {
        project: NamedProject,
        owner: Owner,
    },
    /// By name or to a team, or another one than before.
    RightGiven {
        project: NamedProject,
        to: Holder,
        right: Right,
        before: Option<Right>,
    },
    /// `alone` unless it ended with a membership or with many others, of which the person is told otherwise.
    RightTaken {
        project: NamedProject,
        from: Holder,
        right: Right,
        alone: bool,
    },
    /// Whoever was asked took what was offered.
    RightAccepted {
        project: NamedProject,
        owner: Owner,
        to: Holder,
        right: Right,
    },
    RightOffered {
        project: NamedProject,
        offer: OfferId,
        to: Receiver,
        right: Right,
    },
    TransferOffered {
        project: NamedProject,
        offer: OfferId,
        from: Owner,
        to: Owner,
    },
    /// Of a right, or of the project itself.
    OfferTakenBack {
        project: NamedProject,
        right: Option<Right>,
        to: Receiver,
    },
    OfferDeclined {
        project: NamedProject,
        right: Option<Right>,
        to: Receiver,
    },
    OfferExpired {
        project: NamedProject,
        right: Option<Right>,
        to: Receiver,
    },
    /// In the log of the former owner; `alone` unless it was one of many, of which people are told together.
    ProjectMovedOut {
        project: NamedProject,
        from: Owner,
        to: Owner,
        alone: bool,
    },
    /// In the log of the new one.
    ProjectMovedIn {
        project: NamedProject,
        from: Owner,
        to: Owner,
        alone: bool,
    },
    /// By one user, in one act: how many came, and how many did not.
    ProjectsBroughtIn {
        org: Named,
        count: i64,
        stayed: i64,
    },
    /// Somebody gave up a right of their own; `alone` unless it went with the membership.
    RightGivenUp {
        project: NamedProject,
        owner: Owner,
        right: Right,
        alone: bool,
    },
    /// Everything that somebody who is no member had by name, in so many projects of an organization.
    RightsEnded {
        org: Named,
        person: Named,
        count: i64,
    },
    /// A member wants to be let into a locked project.
    JoinAsked {
        project: NamedProject,
        owner: Owner,
    },
    JoinDeclined {
        project: NamedProject,
        person: Named,
    },
}

impl Change {
    /// Whether it names the address of somebody's mail.
    pub(crate) fn names_address(&self) -> bool {
        match self {
            Self::RightOffered { to, .. }
            | Self::OfferTakenBack { to, .. }
            | Self::OfferDeclined { to, .. }
            | Self::OfferExpired { to, .. } => matches!(to, Receiver::Address(_)),
            _ => false,
        }
    }

    /// What it is about, if that is one project.
    fn project(&self) -> Option<&NamedProject> {
        match self {
            Self::ProjectsBroughtIn { .. } | Self::RightsEnded { .. } => None,
            Self::ProjectCreated { project, .. }
            | Self::ProjectEdited { project, .. }
            | Self::ProjectShown { project, .. }
            | Self::ProjectRenamed { project, .. }
            | Self::ProjectLocked { project }
            | Self::ProjectUnlocked { project }
            | Self::ProjectArchived { project, .. }
            | Self::ProjectRestored { project, .. }
            | Self::ProjectDeleted { project, .. }
            | Self::RightGiven { project, .. }
            | Self::RightTaken { project, .. }
            | Self::RightGivenUp { project, .. }
            | Self::JoinAsked { project, .. }
            | Self::JoinDeclined { project, .. }
            | Self::RightAccepted { project, .. }
            | Self::RightOffered { project, .. }
            | Self::TransferOffered { project, .. }
            | Self::OfferTakenBack { project, .. }
            | Self::OfferDeclined { project, .. }
            | Self::OfferExpired { project, .. }
            | Self::ProjectMovedOut { project, .. }
            | Self::ProjectMovedIn { project, .. } => Some(project),
        }
    }
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        let lead = Part::lead(self.project().map(ToString::to_string).unwrap_or_default());
        match self {
            Self::ProjectCreated { project, .. } => phrase![format!("created the {} ", project.kind.noun()), lead],
            Self::ProjectEdited { .. } => phrase!["edited what is said of ", lead],
            Self::ProjectShown { visibility: Visibility::Public, .. } => phrase!["made ", lead, " public"],
            Self::ProjectShown { visibility: Visibility::Internal, .. } => phrase!["made ", lead, " internal"],
            Self::ProjectRenamed { before, .. } => phrase![format!("renamed {before} to "), lead],
            Self::ProjectLocked { .. } => phrase!["locked ", lead],
            Self::ProjectUnlocked { .. } => phrase!["unlocked ", lead],
            Self::ProjectArchived { .. } => phrase!["archived ", lead],
            Self::ProjectRestored { .. } => phrase!["restored ", lead],
            Self::ProjectDeleted { project, .. } => phrase![format!("deleted the {} ", project.kind.noun()), lead],
            Self::RightGiven { to, right, before, .. } => {
                let instead = before.map(|before| format!(" instead of {}", before.verb())).unwrap_or_default();
                phrase!["gave ", to, format!(" the right to {}{instead} in ", right.verb()), lead]
            }
            Self::RightTaken { from, right, .. } => {
                phrase!["took from ", from, format!(" the right to {} in ", right.verb()), lead]
            }
            Self::RightGivenUp { right, .. } => phrase![format!("gave up the right to {} in ", right.verb()), lead],
            Self::RightAccepted { right, .. } => phrase![format!("accepted the right to {} ", right.verb()), lead],
            Self::RightOffered { to, right, .. } => {
                phrase!["offered ", to, format!(" the right to {} ", right.verb()), lead]
            }
            Self::TransferOffered { to, .. } => phrase!["offered ", lead, " to ", &to.named],
            Self::OfferTakenBack { right, to, .. } => {
                phrase!["took back the offer of ", offered(*right), lead, " to ", to]
            }
            Self::OfferDeclined { right, .. } => phrase!["declined ", offered(*right), lead],
            Self::OfferExpired { right, to, .. } => {
                phrase!["ended the offer of ", offered(*right), lead, " to ", to, ", which nobody answered"]
            }
            Self::ProjectMovedOut { to, .. } => phrase!["moved ", lead, " to ", &to.named],
            Self::ProjectMovedIn { from, .. } => phrase!["moved ", lead, " here from ", &from.named],
            Self::ProjectsBroughtIn { org, count, .. } => {
                let projects =
                    if *count == 1 { "1 project".to_owned() } else { format!("{} projects", thousands(*count)) };
                phrase!["brought ", Part::lead(projects), Part::org(" into ", org)]
            }
            Self::RightsEnded { org, person, count } => {
                let projects = if *count == 1 { "1 project".into() } else { format!("{} projects", thousands(*count)) };
                phrase!["ended all rights of ", person, format!(" in {projects}"), Part::org(" of ", org)]
            }
            Self::JoinAsked { .. } => phrase!["asked to be let into ", lead],
            Self::JoinDeclined { person, .. } => phrase!["did not let ", person, " into ", lead],
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        match self {
            // Whom it concerns may see it no longer.
            Self::ProjectDeleted { .. } | Self::RightTaken { .. } | Self::RightGivenUp { .. } => None,
            Self::JoinAsked { project, .. } => Some(address::project_access(project)),
            Self::RightOffered { offer, .. } | Self::TransferOffered { offer, .. } => Some(address::offer(offer)),
            // Whoever was asked may see nothing of it, nor may whoever owned it.
            Self::OfferTakenBack { .. } | Self::ProjectMovedOut { .. } | Self::RightsEnded { .. } => None,
            Self::ProjectsBroughtIn { org, .. } => Some(address::org_projects(&org.name)),
            other => other.project().map(address::project),
        }
    }

    fn for_members(self) -> Option<Self> {
        match self {
            // Whom somebody asked, and who may do what, is for those who decide over the project.
            Self::RightGiven { .. }
            | Self::RightTaken { .. }
            | Self::RightGivenUp { .. }
            | Self::RightsEnded { .. }
            | Self::RightAccepted { .. }
            | Self::RightOffered { .. }
            | Self::TransferOffered { .. }
            | Self::OfferTakenBack { .. }
            | Self::OfferDeclined { .. }
            | Self::OfferExpired { .. }
            | Self::JoinAsked { .. }
            | Self::JoinDeclined { .. } => None,
            Self::ProjectCreated { .. }
            | Self::ProjectEdited { .. }
            | Self::ProjectShown { .. }
            | Self::ProjectRenamed { .. }
            | Self::ProjectLocked { .. }
            | Self::ProjectUnlocked { .. }
            | Self::ProjectArchived { .. }
            | Self::ProjectRestored { .. }
            | Self::ProjectDeleted { .. }
            | Self::ProjectMovedOut { .. }
            | Self::ProjectMovedIn { .. }
            | Self::ProjectsBroughtIn { .. } => Some(self),
        }
    }

    fn notifications(&self) -> Vec<Notification> {
        use Audience::{Account, Subject};
        match self.clone() {
            Self::ProjectShown { owner, .. }
            | Self::ProjectRenamed { owner, .. }
            | Self::ProjectArchived { owner, .. }
            | Self::ProjectRestored { owner, .. }
            | Self::RightGivenUp { owner, alone: true, .. } => vec![notice(Account(owner.named))],
            Self::ProjectDeleted { project, owner } => {
                let of = owner.clone();
                vec![
                    mail(Account(owner.named), move |names| letter::project_deleted(names.actor, &project, &of))
                        .and_notice(),
                ]
            }
            Self::RightGiven { project, to: Holder::Person(_), right, .. } => {
                vec![
                    mail(Subject, move |names| letter::right_given(names.actor, &project, right))
                        .unasked(RIGHT)
                        .and_notice(),
                ]
            }
            Self::RightTaken { project, from: Holder::Person(_), right, alone: true } => {
                vec![
                    mail(Subject, move |names| letter::right_taken(names.actor, &project, right))
                        .unasked(RIGHT)
                        .and_notice(),
                ]
            }
            Self::JoinAsked { project, owner } => {
                let of = owner.clone();
                vec![
                    mail(Account(owner.named), move |names| letter::join_asked(names.actor, &project, &of))
                        .and_notice(),
                ]
            }
            Self::JoinDeclined { .. } => vec![notice(Subject)],
            Self::RightAccepted { owner, .. } => vec![notice(Account(owner.named))],
            Self::RightOffered { project, offer, to, right } => {
                let ask = move |names: &Names<'_>| letter::right_offered(names.actor, &project, &offer, right);
                match to {
                    Receiver::User(named) => vec![mail(Audience::Person(named), ask).and_notice()],
                    // Anybody may be written to by whoever has a project.
                    Receiver::Address(address) => vec![mail(Audience::Mailbox(address), ask).unasked(OFFER)],
                    Receiver::Org(_) => Vec::new(),
                }
            }
            Self::TransferOffered { project, offer, from, to } => {
                let (receiver, of) = (to.named.clone(), to);
                let ask = move |names: &Names<'_>| letter::transfer_offered(names.actor, &project, &offer, &from, &of);
                vec![mail(Account(receiver), ask).and_notice()]
            }
            Self::OfferTakenBack { project, right, to } => match to {
                Receiver::User(named) | Receiver::Org(named) => vec![
                    mail(Account(named), move |names| letter::taken_back(names.actor, &project, right)).and_notice(),
                ],
                Receiver::Address(_) => Vec::new(),
            },
            Self::OfferDeclined { project, right, .. } => vec![
                mail(Audience::OtherSubject, move |names| letter::declined(names.actor, &project, right)).and_notice(),
            ],
            Self::OfferExpired { project, right, to } => {
                vec![mail(Subject, move |_| letter::expired(&project, right, &to)).and_notice()]
            }
            Self::ProjectMovedOut { project, from, to, alone: true } => {
                let (former, of) = (from.named.clone(), from);
                vec![
                    mail(Account(former), move |names| letter::moved_out(names.actor, &project, &of, &to)).and_notice(),
                ]
            }
            Self::ProjectMovedIn { project, from, to, alone: true } => {
                let (owner, of) = (to.named.clone(), to);
                vec![
                    mail(Account(owner), move |names| letter::moved_in(names.actor, &project, &from, &of)).and_notice(),
                ]
            }
            Self::RightsEnded { org, .. } => {
                vec![mail(Subject, move |names| letter::rights_ended(names.actor, &org)).and_notice()]
            }
            Self::ProjectsBroughtIn { org, count, .. } => {
                vec![
                    mail(Audience::OtherOwners, move |names| letter::brought_in(names.actor, &org, count)).and_notice(),
                ]
            }
            Self::ProjectMovedOut { .. } | Self::ProjectMovedIn { .. } => Vec::new(),
            Self::ProjectCreated { .. }
            | Self::ProjectEdited { .. }
            | Self::ProjectLocked { .. }
            | Self::ProjectUnlocked { .. }
            | Self::RightGiven { .. }
            | Self::RightGivenUp { .. }
            | Self::RightTaken { .. } => Vec::new(),
        }
    }
}

/// The kind of mail that says what somebody may do, which may change as often as others like.
const RIGHT: &str = "right";
/// The kind of mail that asks a mailbox whether its reader wants a right in a project.
const OFFER: &str = "project";

/// What is offered of a project, to stand before its name.
fn offered(right: Option<Right>) -> String {
    right.map(|right| format!("the right to {} ", right.verb())).unwrap_or_default()
}

impl<'a> From<&'a ProjectId> for Subject<'a> {
    fn from(id: &'a ProjectId) -> Self {
        Self { kind: "project", id: id.as_str() }
    }
}

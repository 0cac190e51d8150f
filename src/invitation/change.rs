use serde::{Deserialize, Serialize};

use super::{Invitee, letter};
use crate::access::Role;
use crate::address;
use crate::clock::DAY;
use crate::id::InvitationId;
use crate::notify::{Audience, Audited, Carries, Notification, Part, Phrase, mail, notice, phrase};
use crate::text::{EmailAddress, Named};

/// What happens to invitations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// `days` is how long the link holds; `again` when a new link took the place of an older one.
    Invited {
        invitation: InvitationId,
        org: Named,
        to: Invitee,
        role: Role,
        message: String,
        days: i64,
        again: bool,
    },
    /// `expired` when it could not be accepted any more anyway.
    InvitationRevoked {
        org: Named,
        to: Invitee,
        role: Role,
        expired: bool,
    },
    /// `to` is for those who may know to which address the invitation was sent.
    InvitationAccepted {
        org: Named,
        #[serde(default)]
        to: Option<Invitee>,
        role: Role,
    },
    InvitationDeclined {
        org: Named,
        to: Invitee,
        role: Role,
        message: String,
    },
    /// The mail was given up; `said` is why, empty where that may not be told.
    InvitationUndelivered {
        org: Named,
        to: Invitee,
        said: String,
    },
    /// Whoever got it did not want it. For site admins; the organization reads that it was declined.
    InvitationReported {
        org: Named,
        inviter: Option<Named>,
        message: String,
    },
    /// An invitation goes to another address than the wrong one of before.
    InvitationCorrected {
        org: Named,
        from: EmailAddress,
        to: EmailAddress,
    },
}

/// A user has a public page; an address is found where the invitation is.
impl From<&Invitee> for Part {
    fn from(to: &Invitee) -> Self {
        match to {
            Invitee::User(name) => name.into(),
            Invitee::Address(address) => Self::lead(address.as_str()),
        }
    }
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        match self {
            Self::Invited { org, to, role, again: false, .. } => {
                phrase!["invited ", to, Part::org(" to ", org), " as ", role.label()]
            }
            Self::Invited { org, to, .. } => phrase!["sent ", to, " a new link", Part::org(" to ", org)],
            Self::InvitationRevoked { org, to, expired: false, .. } => {
                phrase!["revoked the invitation for ", to, Part::org(" to ", org)]
            }
            Self::InvitationRevoked { org, to, .. } => {
                phrase!["removed the expired invitation for ", to, Part::org(" to ", org)]
            }
            Self::InvitationAccepted { org, role, to: Some(Invitee::Address(address)) } => {
                let invited = format!(", invited at {address}");
                phrase!["joined", Part::org(" ", org), " as ", role.label(), invited]
            }
            Self::InvitationAccepted { org, role, .. } => phrase!["joined", Part::org(" ", org), " as ", role.label()],
            Self::InvitationDeclined { org, to, .. } => match to {
                // Nobody else can decline it.
                Invitee::User(_) => phrase!["declined the invitation", Part::org(" to ", org)],
                Invitee::Address(_) => phrase!["declined the invitation for ", to, Part::org(" to ", org)],
            },
            Self::InvitationUndelivered { org, to, .. } => {
                phrase![
                    "could not deliver ",
                    Part::lead("the invitation"),
                    " for ",
                    to.as_str(),
                    Part::org(" to ", org)
                ]
            }
            Self::InvitationReported { org, inviter: Some(inviter), .. } => {
                phrase![
                    "reported ",
                    Part::lead("an invitation"),
                    Part::org(" to ", org),
                    " from ",
                    inviter,
                    " as unwanted"
                ]
            }
            Self::InvitationReported { org, inviter: None, .. } => {
                phrase!["reported ", Part::lead("an invitation"), Part::org(" to ", org), " as unwanted"]
            }
            Self::InvitationCorrected { org, from, to } => {
                let wrong = format!(" from {from} to ");
                phrase![
                    "corrected the address of an invitation",
                    Part::org(" to ", org),
                    wrong,
                    Part::lead(to.as_str())
                ]
            }
        }
    }

    fn detail(&self) -> &str {
        match self {
            Self::Invited { message, again: false, .. }
            | Self::InvitationDeclined { message, .. }
            | Self::InvitationReported { message, .. } => message,
            Self::InvitationUndelivered { said, .. } => said,
            Self::Invited { .. }
            | Self::InvitationRevoked { .. }
            | Self::InvitationAccepted { .. }
            | Self::InvitationCorrected { .. } => "",
        }
    }

    fn link(&self, by_reader: bool) -> Option<String> {
        Some(match self {
            Self::Invited { invitation, .. } if !by_reader => address::invitation(invitation),
            Self::Invited { org, .. }
            | Self::InvitationRevoked { org, .. }
            | Self::InvitationAccepted { org, .. }
            | Self::InvitationDeclined { org, .. }
            | Self::InvitationCorrected { org, .. } => address::people(&org.name),
            Self::InvitationUndelivered { org, .. } => address::people_pending(&org.name),
            Self::InvitationReported { .. } if by_reader => return None,
            Self::InvitationReported { .. } => address::ADMIN_REPORTS.into(),
        })
    }

    fn for_members(self) -> Option<Self> {
        match self {
            Self::InvitationAccepted { org, role, .. } => Some(Self::InvitationAccepted { org, to: None, role }),
            Self::Invited { .. }
            | Self::InvitationRevoked { .. }
            | Self::InvitationDeclined { .. }
            | Self::InvitationUndelivered { .. }
            | Self::InvitationReported { .. }
            | Self::InvitationCorrected { .. } => None,
        }
    }

    fn notifications(&self) -> Vec<Notification> {
        use Audience::{Holder, Mailbox, Owners, Subject};
        match self.clone() {
            Self::Invited { org, to, role, message, days, .. } => {
                let invited = |who| {
                    mail(who, move |names| letter::invitation(names.actor, &org, role, &message, days))
                        .carrying(Carries::First)
                        .holding(days * DAY)
                        .unasked(letter::INVITATION)
                };
                match to {
                    Invitee::User(_) => vec![invited(Subject).and_notice()],
                    Invitee::Address(address) => vec![invited(Mailbox(address.clone())), notice(Holder(address))],
                }
            }
            Self::InvitationRevoked { org, to, expired: false, .. } => {
                let revoked = |who| mail(who, move |_| letter::invitation_revoked(&org)).unasked("invitation-revoked");
                match to {
                    Invitee::User(_) => vec![revoked(Subject).and_notice()],
                    Invitee::Address(address) => vec![revoked(Mailbox(address.clone())), notice(Holder(address))],
                }
            }
            Self::InvitationAccepted { org, role, to } => {
                let joined = org.clone();
                vec![
                    mail(Owners, move |names| letter::member_joined(names.actor, &org, role, to.as_ref())).and_notice(),
                    mail(Subject, move |names| letter::joined(names.recipient, &joined, role)).and_notice(),
                ]
            }
            Self::InvitationDeclined { org, to, message, .. } => {
                vec![mail(Owners, move |_| letter::invitation_declined(&to, &org, &message)).and_notice()]
            }
            Self::InvitationUndelivered { .. } => vec![notice(Subject)],
            Self::InvitationReported { .. } => vec![notice(Audience::Reviewers)],
            Self::InvitationRevoked { .. } | Self::InvitationCorrected { .. } => Vec::new(),
        }
    }
}

use std::slice;

use serde::{Deserialize, Serialize};

use super::letter::{self, Appointed};
use crate::access::Role;
use crate::address;
use crate::mail::Letter;
use crate::notify::{Audience, Audited, Notification, Part, Phrase, mail, phrase};
use crate::text::Named;

/// What happens to who belongs to an organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// `alone` unless it was one of several in one act, of which the Owners are told together.
    RoleChanged {
        org: Named,
        person: Named,
        before: Role,
        after: Role,
        alone: bool,
    },
    RolesChanged {
        org: Named,
        people: Vec<Named>,
        role: Role,
    },
    /// `alone` as above.
    MemberRemoved {
        org: Named,
        person: Named,
        role: Role,
        alone: bool,
    },
    MembersRemoved {
        org: Named,
        people: Vec<Named>,
    },
    MemberLeft {
        org: Named,
        role: Role,
    },
    HandOverAsked {
        org: Named,
        to: Named,
    },
    HandOverTakenBack {
        org: Named,
    },
    HandOverAccepted {
        org: Named,
    },
    HandOverDeclined {
        org: Named,
    },
    /// By a site admin. `offer_ended` when another Owner was to answer whether they want to become it.
    PrimaryOwnerAppointed {
        org: Named,
        person: Named,
        before: Named,
        reason: String,
        offer_ended: bool,
    },
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        match self {
            Self::RoleChanged { org, person, before, after, .. } => {
                let instead = format!(" instead of {}", before.label());
                phrase!["made ", person, " ", after.label(), Part::org(" in ", org), instead]
            }
            Self::RolesChanged { org, people, role } => match people.as_slice() {
                [one] => phrase!["made ", one, " ", role.label(), Part::org(" in ", org)],
                many => {
                    let roles = format!(" {}s", role.label());
                    phrase!["made ", people_in_words(many), roles, Part::org(" in ", org)]
                }
            },
            Self::MemberRemoved { org, person, .. } => phrase!["removed ", person, Part::org(" from ", org)],
            Self::MembersRemoved { org, people } => {
                phrase!["removed ", people_in_words(people), Part::org(" from ", org)]
            }
            Self::MemberLeft { org, .. } => phrase!["left", Part::this_org(org)],
            Self::HandOverAsked { org, to } => {
                phrase!["asked ", to, " to become ", Part::lead("primary owner"), Part::org(" of ", org)]
            }
            Self::HandOverTakenBack { org } => {
                phrase!["took back the offer of ", Part::lead("primary ownership"), Part::org(" of ", org)]
            }
            Self::HandOverAccepted { org } => phrase!["became ", Part::lead("primary owner"), Part::org(" of ", org)],
            Self::HandOverDeclined { org } => {
                phrase!["did not take over ", Part::lead("primary ownership"), Part::org(" of ", org)]
            }
            Self::PrimaryOwnerAppointed { org, person, before, .. } => {
                phrase![
                    "made ",
                    person,
                    " ",
                    Part::lead("primary owner"),
                    Part::org(" of ", org),
                    " in the place of ",
                    before
                ]
            }
        }
    }

    fn detail(&self) -> &str {
        match self {
            Self::PrimaryOwnerAppointed { reason, .. } => reason,
            Self::RoleChanged { .. }
            | Self::RolesChanged { .. }
            | Self::MemberRemoved { .. }
            | Self::MembersRemoved { .. }
            | Self::MemberLeft { .. }
            | Self::HandOverAsked { .. }
            | Self::HandOverTakenBack { .. }
            | Self::HandOverAccepted { .. }
            | Self::HandOverDeclined { .. } => "",
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        match self {
            Self::HandOverAsked { org, .. } | Self::HandOverTakenBack { org } => Some(address::hand_over(&org.name)),
            Self::RoleChanged { org, .. }
            | Self::RolesChanged { org, .. }
            | Self::MembersRemoved { org, .. }
            | Self::HandOverAccepted { org }
            | Self::HandOverDeclined { org }
            | Self::PrimaryOwnerAppointed { org, .. } => Some(address::people(&org.name)),
            // The one it happened to can see it no longer.
            Self::MemberRemoved { .. } | Self::MemberLeft { .. } => None,
        }
    }

    fn for_members(self) -> Option<Self> {
        match self {
            Self::RoleChanged { .. }
            | Self::RolesChanged { .. }
            | Self::MemberRemoved { .. }
            | Self::MembersRemoved { .. }
            | Self::MemberLeft { .. }
            | Self::HandOverAccepted { .. } => Some(self),
            Self::PrimaryOwnerAppointed { org, person, before, offer_ended, .. } => {
                Some(Self::PrimaryOwnerAppointed { org, person, before, reason: String::new(), offer_ended })
            }
            Self::HandOverAsked { .. } | Self::HandOverTakenBack { .. } | Self::HandOverDeclined { .. } => None,
        }
    }

    fn notifications(&self) -> Vec<Notification> {
        use Audience::{AllOwners, OtherOwners, Owners, OwnersBesides, Person, Subject};
        match self.clone() {
            Self::RoleChanged { org, person, before, after, alone } => {
                let own = org.clone();
                let to_member =
                    mail(Subject, move |names| letter::own_role_changed(names.actor, &own, before, after)).and_notice();
                let to_owners = mail(OtherOwners, move |names| {
                    letter::roles_changed(names.actor, slice::from_ref(&person), &org, after)
                });
                if alone { vec![to_member, to_owners.and_notice()] } else { vec![to_member] }
            }
            Self::RolesChanged { org, people, role } => vec![
                mail(OwnersBesides(people.clone()), move |names| {
                    letter::roles_changed(names.actor, &people, &org, role)
                })
                .and_notice(),
            ],
            Self::MemberRemoved { org, person, alone, .. } => {
                let own = org.clone();
                let to_member = mail(Subject, move |names| letter::removed(names.actor, &own)).and_notice();
                let to_owners =
                    mail(Owners, move |names| letter::members_removed(names.actor, slice::from_ref(&person), &org));
                if alone { vec![to_member, to_owners.and_notice()] } else { vec![to_member] }
            }
            Self::MembersRemoved { org, people } => {
                vec![mail(AllOwners, move |names| letter::members_removed(names.actor, &people, &org)).and_notice()]
            }
            Self::MemberLeft { org, role } => {
                vec![mail(Owners, move |names| letter::member_left(names.actor, &org, role)).and_notice()]
            }
            Self::HandOverAsked { org, .. } => about(Subject, org, letter::hand_over_asked),
            Self::HandOverTakenBack { org } => about(Subject, org, letter::hand_over_taken_back),
            Self::HandOverAccepted { org } => about(Owners, org, letter::hand_over_accepted),
            Self::HandOverDeclined { org } => about(Subject, org, letter::hand_over_declined),
            Self::PrimaryOwnerAppointed { org, person, before, reason, offer_ended } => {
                let told = Appointed { org, person: person.clone(), before: before.clone(), reason, offer_ended };
                let write = |who: Audience, letter: fn(&str, &Appointed) -> Letter| {
                    let told = told.clone();
                    mail(who, move |names| letter(names.actor, &told)).and_notice()
                };
                vec![
                    write(Subject, letter::appointed),
                    write(Person(before.clone()), letter::replaced),
                    write(OwnersBesides(vec![person, before]), letter::primary_owner_changed),
                ]
            }
        }
    }
}

/// As many as there are, which leads to all of them.
fn people_in_words(people: &[Named]) -> Part {
    Part::lead(format!("{} people", people.len()))
}

/// A mail and a notice about what somebody did in an organization.
fn about(who: Audience, org: Named, letter: fn(&str, &Named) -> Letter) -> Vec<Notification> {
    vec![mail(who, move |names| letter(names.actor, &org)).and_notice()]
}

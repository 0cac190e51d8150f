use super::{Audience, Carries, Names, Told, mail, notice};
use crate::account::Named;
use crate::event::Change;
use crate::invitation::Invitee;
use crate::mail::Letter;

/// The part of the table about who belongs to an organization.
pub(super) fn table(change: &Change) -> Vec<Told> {
    use Audience::{AllOwners, Holder, Mailbox, OtherOwners, Owners, OwnersBesides, Subject};
    match change.clone() {
        Change::Invited { org, to, role, message, days, .. } => {
            let letter = move |names: &Names<'_>| Letter::Invitation {
                inviter: names.actor.to_owned(),
                org: org.to_string(),
                role: role.label().to_owned(),
                message: message.clone(),
                days,
            };
            match to {
                Invitee::User(_) => vec![mail(Subject, letter).and_notice().carrying(Carries::First)],
                Invitee::Address(address) => {
                    vec![mail(Mailbox(address.clone()), letter).carrying(Carries::First), notice(Holder(address))]
                }
            }
        }
        Change::InvitationRevoked { org, to, expired: false, .. } => {
            let letter = move |_: &Names<'_>| Letter::InvitationRevoked { org: org.to_string() };
            match to {
                Invitee::User(_) => vec![mail(Subject, letter).and_notice()],
                Invitee::Address(address) => vec![mail(Mailbox(address.clone()), letter), notice(Holder(address))],
            }
        }
        Change::InvitationAccepted { org, role, to } => {
            let (name, role) = (org.name.to_string(), role.label());
            let called = org.to_string();
            let (own_name, own_called) = (name.clone(), called.clone());
            vec![
                mail(Owners, move |names| Letter::MemberJoined {
                    member: names.actor.to_owned(),
                    org: called.clone(),
                    name: name.clone(),
                    role: role.to_owned(),
                    invited: to.to_string(),
                })
                .and_notice(),
                mail(Subject, move |names| Letter::Joined {
                    recipient: names.recipient.to_owned(),
                    org: own_called.clone(),
                    name: own_name.clone(),
                    role: role.to_owned(),
                })
                .and_notice(),
            ]
        }
        Change::InvitationDeclined { org, to, message, .. } => vec![
            mail(Owners, move |_| Letter::InvitationDeclined {
                invited: to.to_string(),
                org: org.to_string(),
                name: org.name.to_string(),
                message: message.clone(),
            })
            .and_notice(),
        ],
        Change::RoleChanged { org, person, before, after, alone } => {
            let own = org.clone();
            let mut told = vec![
                mail(Subject, move |names| Letter::OwnRoleChanged {
                    actor: names.actor.to_owned(),
                    org: own.to_string(),
                    name: own.name.to_string(),
                    before: before.label().to_owned(),
                    after: after.label().to_owned(),
                })
                .and_notice(),
            ];
            if alone {
                told.push(of_owners(OtherOwners, &org, move |actor, org, name| Letter::RolesChanged {
                    actor,
                    people: vec![person.to_string()],
                    org,
                    name,
                    role: after.label().to_owned(),
                }));
            }
            told
        }
        Change::RolesChanged { org, people, role } => {
            vec![of_owners(OwnersBesides(people.clone()), &org, move |actor, org, name| Letter::RolesChanged {
                actor,
                people: called(&people),
                org,
                name,
                role: role.label().to_owned(),
            })]
        }
        Change::MemberRemoved { org, person, alone, .. } => {
            let own = org.to_string();
            let mut told = vec![
                mail(Subject, move |names| Letter::Removed { actor: names.actor.to_owned(), org: own.clone() })
                    .and_notice(),
            ];
            if alone {
                told.push(of_owners(Owners, &org, move |actor, org, name| Letter::MembersRemoved {
                    actor,
                    people: vec![person.to_string()],
                    org,
                    name,
                }));
            }
            told
        }
        Change::MembersRemoved { org, people } => {
            vec![of_owners(AllOwners, &org, move |actor, org, name| Letter::MembersRemoved {
                actor,
                people: called(&people),
                org,
                name,
            })]
        }
        Change::MemberLeft { org, role } => {
            let role = role.label();
            vec![of_owners(Owners, &org, move |member, org, name| Letter::MemberLeft {
                member,
                org,
                name,
                role: role.to_owned(),
            })]
        }
        _ => hand_over(change),
    }
}

/// The part of the table about primary ownership.
fn hand_over(change: &Change) -> Vec<Told> {
    use Audience::{Owners, Subject};
    let about = |who, org: &Named, letter: fn(String, String, String) -> Letter| of_owners(who, org, letter);
    match change {
        Change::HandOverAsked { org, .. } => {
            vec![about(Subject, org, |actor, org, name| Letter::HandOverAsked { actor, org, name })]
        }
        Change::HandOverTakenBack { org } => {
            vec![about(Subject, org, |actor, org, name| Letter::HandOverTakenBack { actor, org, name })]
        }
        Change::HandOverAccepted { org } => {
            vec![about(Owners, org, |actor, org, name| Letter::HandOverAccepted { actor, org, name })]
        }
        Change::HandOverDeclined { org } => {
            vec![about(Subject, org, |actor, org, name| Letter::HandOverDeclined { actor, org, name })]
        }
        _ => Vec::new(),
    }
}

/// A mail and a notice about what somebody did: a letter of who did it, and of what the organization is called and named.
fn of_owners(
    who: Audience,
    org: &Named,
    letter: impl Fn(String, String, String) -> Letter + Send + Sync + 'static,
) -> Told {
    let (called, name) = (org.to_string(), org.name.to_string());
    mail(who, move |names| letter(names.actor.to_owned(), called.clone(), name.clone())).and_notice()
}

fn called(people: &[Named]) -> Vec<String> {
    people.iter().map(|person| person.to_string()).collect()
}

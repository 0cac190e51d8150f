use crate::mail::Letter;

/// One of each letter about people, by the name of its snapshot.
pub(super) fn letters() -> Vec<(&'static str, Letter)> {
    let (ada, grace, charles) =
        (|| "Ada Lovelace".to_owned(), || "Grace Hopper".to_owned(), || "Charles Babbage".to_owned());
    let (org, name) = (|| "Acme Widgets".to_owned(), || "acme-widgets".to_owned());
    let (manager, billing) = (|| "Manager".to_owned(), || "Billing manager".to_owned());
    let many = |count: usize| (1..=count).map(|number| format!("Person {number}")).collect::<Vec<_>>();
    let invitation = |role: &str, message: &str, days| Letter::Invitation {
        inviter: ada(),
        org: org(),
        role: role.into(),
        message: message.into(),
        days,
    };
    let declined = |invited: &str, message: &str| Letter::InvitationDeclined {
        invited: invited.into(),
        org: org(),
        name: name(),
        message: message.into(),
    };
    let changed = |people: Vec<String>, role: String| Letter::RolesChanged {
        actor: ada(),
        people,
        org: org(),
        name: name(),
        role,
    };
    let gone = |people: Vec<String>| Letter::MembersRemoved { actor: ada(), people, org: org(), name: name() };
    vec![
        ("invitation", invitation("Manager", "We miss you.\n\nCome and look at the engine.", 7)),
        ("invitation_as_owner_for_a_day", invitation("Owner", "", 1)),
        ("invitation_revoked", Letter::InvitationRevoked { org: org() }),
        (
            "member_joined",
            Letter::MemberJoined {
                member: grace(),
                org: org(),
                name: name(),
                role: manager(),
                invited: "grace@example.com".into(),
            },
        ),
        ("joined", Letter::Joined { recipient: grace(), org: org(), name: name(), role: manager() }),
        ("joined_as_owner", Letter::Joined { recipient: grace(), org: org(), name: name(), role: "Owner".into() }),
        ("invitation_declined", declined("grace", "")),
        ("invitation_declined_with_message", declined("grace@example.com", "I have no time until spring.")),
        (
            "own_role_changed",
            Letter::OwnRoleChanged { actor: ada(), org: org(), name: name(), before: manager(), after: billing() },
        ),
        ("role_changed", changed(vec![grace()], billing())),
        ("roles_changed", changed(vec![grace(), charles()], manager())),
        ("roles_changed_to_owner", changed(vec![grace(), charles()], "Owner".into())),
        ("removed", Letter::Removed { actor: ada(), org: org() }),
        ("member_removed", gone(vec![grace()])),
        ("members_removed", gone(vec![grace(), charles()])),
        ("members_removed_and_more", gone(many(100))),
        ("member_left", Letter::MemberLeft { member: grace(), org: org(), name: name(), role: billing() }),
        ("hand_over_asked", Letter::HandOverAsked { actor: ada(), org: org(), name: name() }),
        ("hand_over_taken_back", Letter::HandOverTakenBack { actor: ada(), org: org(), name: name() }),
        ("hand_over_accepted", Letter::HandOverAccepted { actor: grace(), org: org(), name: name() }),
        ("hand_over_declined", Letter::HandOverDeclined { actor: grace(), org: org(), name: name() }),
    ]
}

//! What the overview says, put together where it is known.

use guildhall::access::{Permission, Role};
use guildhall::clock::{DAY, Timestamp, span};
use guildhall::error::thousands;
use guildhall::org::{Kind, OrgHeader, Waiting};
use guildhall::project::offer::Offer;
use guildhall::text::Named;

use crate::ui::{Stat, Step};
use guildhall::address as to;

/// Seats count as nearly used from so many of a hundred.
const NEARLY: i64 = 80;
/// How long a Personal organization is new: nobody else can come.
const NEW: i64 = 7 * DAY;

/// What waits for the reader, the most pressing first.
pub fn waits(head: &OrgHeader, waiting: &Waiting, offers: &[Offer], now: Timestamp) -> Vec<Step> {
    let (undelivered, expired) = (undelivered(head, waiting), expired(head, waiting));
    let others = [undelivered, expired, ending(head, waiting, now), seats(head, waiting.invited)];
    let projects = offers.iter().map(|offer| project_offered(head, offer));
    offer(head, waiting).into_iter().chain(projects).chain(others.into_iter().flatten()).collect()
}

fn project_offered(head: &OrgHeader, offer: &Offer) -> Step {
    Step {
        icon: "box".into(),
        title: vec![
            (offer.by.to_string(), Some(to::public(&offer.by.name))),
            (format!(" offers {} {}.", head.display_name, offer.what()), None),
        ],
        act: "Answer".into(),
        href: to::offer(&offer.id),
        ..Step::default()
    }
}

fn offer(head: &OrgHeader, waiting: &Waiting) -> Option<Step> {
    let (name, display_name) = waiting.heir_of.clone().zip(waiting.heir_of_called.clone())?;
    let by = Named { name, display_name };
    Some(Step {
        icon: "shield".into(),
        title: vec![
            (by.to_string(), Some(to::public(&by.name))),
            (format!(" asks you to become primary owner of {}.", head.display_name), None),
        ],
        act: "Answer".into(),
        href: to::hand_over(&head.name),
        ..Step::default()
    })
}

fn undelivered(head: &OrgHeader, waiting: &Waiting) -> Option<Step> {
    let title = match (waiting.undelivered, &waiting.undelivered_first) {
        (0, _) => return None,
        (1, Some(whose)) => format!("The mail of the invitation for {whose} was not delivered."),
        (many, _) => format!("The mails of {} invitations were not delivered.", thousands(many)),
    };
    let text = format!("The mail server refused {}; an address may be wrong.", them(waiting.undelivered));
    Some(Step { text, act: "See and correct".into(), ..invitations(head, title) })
}

fn expired(head: &OrgHeader, waiting: &Waiting) -> Option<Step> {
    let title = match (waiting.expired, &waiting.expired_first) {
        (0, _) => return None,
        (1, Some(whose)) => format!("The invitation for {whose} has expired."),
        (many, _) => format!("{} invitations have expired.", thousands(many)),
    };
    let text = format!("Nobody can accept {} any more.", them(waiting.expired));
    Some(Step { text, ..invitations(head, title) })
}

fn ending(head: &OrgHeader, waiting: &Waiting, now: Timestamp) -> Option<Step> {
    let left = span(waiting.ending_at?.0 - now.0);
    let (title, text) = match (waiting.ending, &waiting.ending_first) {
        (1, Some(whose)) => (format!("The invitation for {whose} expires in {left}."), String::new()),
        (many, _) => {
            (format!("{} invitations expire within 2 days.", thousands(many)), format!("The first in {left}."))
        }
    };
    Some(Step { icon: "clock".into(), text, act: "See invitations".into(), ..invitations(head, title) })
}

fn invitations(head: &OrgHeader, title: String) -> Step {
    Step {
        icon: "mail".into(),
        title: vec![(title, None)],
        text: String::new(),
        act: "Re-send or remove".into(),
        href: to::people_pending(&head.name),
    }
}

fn them(count: i64) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

fn seats(head: &OrgHeader, invited: i64) -> Option<Step> {
    let used = head.members + invited;
    if head.kind == Kind::Personal || used * 100 < head.seats * NEARLY {
        return None;
    }
    let title = match head.seats - used {
        ..=0 => "No seat is left.".to_owned(),
        1 => format!("1 of {} seats is left.", thousands(head.seats)),
        left => format!("{} of {} seats are left.", thousands(left), thousands(head.seats)),
    };
    let text = match invited {
        0 => "Ask the site’s admins for more.".to_owned(),
        1 => "1 is held by an invitation.".to_owned(),
        many => format!("{} are held by invitations.", thousands(many)),
    };
    let (icon, act, href) = ("people".into(), "See people".into(), to::people(&head.name));
    Some(Step { icon, title: vec![(title, None)], text, act, href })
}

/// What to begin with in an organization that has nobody but its founder.
pub fn first_steps(head: &OrgHeader, waiting: &Waiting, now: Timestamp) -> Vec<Step> {
    let is_personal = head.kind == Kind::Personal;
    let is_new = match is_personal {
        true => now.0 - head.founded_at.0 < NEW,
        false => waiting.invited + waiting.expired == 0,
    };
    if head.members > 1 || head.role != Role::Owner || !is_new {
        return Vec::new();
    }
    let step = |title: &str, text: &str, act: &str, href: String| Step {
        title: vec![(title.into(), None)],
        text: text.into(),
        act: act.into(),
        href,
        ..Step::default()
    };
    let public = step(
        "See what everybody sees",
        "The public page shows name, description and link.",
        "Open public page",
        to::public(&head.name),
    );
    match is_personal {
        true => vec![
            public,
            step(
                "Read how changes are kept",
                "Each stands in the audit log, with who made it and from where.",
                "Open audit log",
                to::org_log(&head.name),
            ),
            step(
                "Found one for a group",
                "A Personal organization belongs to one person; the other kinds have members.",
                "Found an organization",
                to::NEW_ORG.into(),
            ),
        ],
        false => vec![
            step(
                "Invite people",
                "A second Owner first, so that nothing stands still while you are away.",
                "Invite people",
                to::invite(&head.name),
            ),
            public,
            step(
                "Create the first project",
                "Or bring some of your own in: from then on they belong to the organization.",
                "See projects",
                to::org_projects(&head.name),
            ),
        ],
    }
}

/// How many there are of what there is.
pub fn numbers(head: &OrgHeader, invited: i64) -> Vec<Stat> {
    let people = to::people(&head.name);
    let stat = |label: &str, count: i64, filter: &str| Stat {
        label: label.into(),
        value: thousands(count),
        href: format!("{people}{filter}"),
        ..Stat::default()
    };
    let mut members = stat("Members", head.members, "");
    if head.kind != Kind::Personal {
        members.of = format!("of {} seats", thousands(head.seats));
        members.meter = Some((head.members, head.seats));
    }
    let others = [
        // A founder alone is counted once.
        ("Owners", if head.members > 1 { head.owners } else { 0 }, "?role=owner"),
        ("Managers", head.managers, "?role=manager"),
        ("Billing managers", head.billing_managers, "?role=billing"),
        ("Invited", if head.may(Permission::ManagePeople) { invited } else { 0 }, "?show=pending"),
    ];
    let others = others.into_iter().filter(|(_, count, _)| *count > 0);
    let works =
        [("Projects", head.projects, to::org_projects(&head.name)), ("Teams", head.teams, to::teams(&head.name))];
    let works = works.into_iter().filter(|(_, count, _)| *count > 0);
    let works = works.map(|(label, count, href)| Stat { href, ..stat(label, count, "") });
    let people = others.map(|(label, count, filter)| stat(label, count, filter));
    std::iter::once(members).chain(works).chain(people).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::acme;
    use super::*;
    use guildhall::clock::HOUR;
    use guildhall::text::{AccountName, DisplayName};

    const NOW: Timestamp = Timestamp(100 * DAY);

    fn titles(steps: &[Step]) -> Vec<String> {
        let line = |step: &Step| {
            let title: String = step.title.iter().map(|(text, _)| text.as_str()).collect();
            format!("{title} {}", step.text).trim().to_owned()
        };
        steps.iter().map(line).collect()
    }

    #[test]
    fn nothing_waits_where_nothing_is_to_be_done() {
        assert_eq!(waits(&acme(), &Waiting { invited: 4, ..Waiting::default() }, &[], NOW), []);
    }

    #[test]
    fn one_invitation_is_named_and_several_are_counted() {
        let one = Waiting {
            invited: 1,
            ending: 1,
            ending_first: Some("erin@example.org".into()),
            ending_at: Some(NOW.plus(20 * HOUR)),
            expired: 1,
            expired_first: Some("bob".into()),
            ..Waiting::default()
        };
        assert_eq!(
            titles(&waits(&acme(), &one, &[], NOW)),
            [
                "The invitation for bob has expired. Nobody can accept it any more.",
                "The invitation for erin@example.org expires in 20 hours.",
            ]
        );
        let several = Waiting { invited: 3, ending: 3, expired: 1200, ..one };
        assert_eq!(
            titles(&waits(&acme(), &several, &[], NOW)),
            [
                "1,200 invitations have expired. Nobody can accept them any more.",
                "3 invitations expire within 2 days. The first in 20 hours.",
            ]
        );
        assert_eq!(waits(&acme(), &several, &[], NOW)[0].href, "/orgs/acme/people?show=pending");
    }

    #[test]
    fn a_mail_that_reached_nobody_is_pointed_out() {
        let one = Waiting { undelivered: 1, undelivered_first: Some("zoe@exmaple.com".into()), ..Waiting::default() };
        assert_eq!(
            titles(&waits(&acme(), &one, &[], NOW)),
            ["The mail of the invitation for zoe@exmaple.com was not delivered. The mail server refused it; an \
                 address may be wrong."]
        );
        let several = Waiting { undelivered: 2, ..one };
        assert!(titles(&waits(&acme(), &several, &[], NOW))[0].starts_with("The mails of 2 invitations were not"));
    }

    #[test]
    fn an_offer_of_primary_ownership_comes_first() {
        let waiting = Waiting {
            expired: 1,
            heir_of: Some(AccountName::parse("ada").unwrap()),
            heir_of_called: Some(DisplayName::parse("Ada Lovelace").unwrap()),
            ..Waiting::default()
        };
        let waits = waits(&acme(), &waiting, &[], NOW);
        assert_eq!(titles(&waits)[0], "Ada Lovelace (@ada) asks you to become primary owner of Acme.");
        assert_eq!((waits[0].act.as_str(), waits[0].href.as_str()), ("Answer", "/orgs/acme/people/hand-over"));
    }

    #[test]
    fn seats_are_pointed_out_when_four_of_five_are_used() {
        let said = |members, invited| {
            let head = OrgHeader { members, ..acme() };
            titles(&waits(&head, &Waiting { invited, ..Waiting::default() }, &[], NOW)).pop().unwrap_or_default()
        };
        assert_eq!(said(15, 0), "");
        assert_eq!(said(16, 0), "4 of 20 seats are left. Ask the site’s admins for more.");
        assert_eq!(said(14, 2), "4 of 20 seats are left. 2 are held by invitations.");
        assert_eq!(said(18, 1), "1 of 20 seats is left. 1 is held by an invitation.");
        assert_eq!(said(20, 0), "No seat is left. Ask the site’s admins for more.");
        let personal = OrgHeader { kind: Kind::Personal, seats: 1, ..acme() };
        assert_eq!(waits(&personal, &Waiting::default(), &[], NOW), [], "the one seat of one person");
    }

    #[test]
    fn a_new_organization_begins_with_inviting_people() {
        let steps = first_steps(&acme(), &Waiting::default(), NOW);
        let acts: Vec<_> = steps.iter().map(|step| step.act.as_str()).collect();
        assert_eq!(acts, ["Invite people", "Open public page", "See projects"]);
        for (head, waiting) in [
            (OrgHeader { members: 2, ..acme() }, Waiting::default()),
            (OrgHeader { role: Role::Manager, ..acme() }, Waiting::default()),
            (acme(), Waiting { invited: 1, ..Waiting::default() }),
            (acme(), Waiting { expired: 1, ..Waiting::default() }),
        ] {
            assert_eq!(first_steps(&head, &waiting, NOW), []);
        }
    }

    #[test]
    fn a_personal_organization_is_new_for_a_week_and_invites_nobody() {
        let founded = |before: i64| OrgHeader { kind: Kind::Personal, founded_at: NOW.plus(-before), ..acme() };
        let steps = first_steps(&founded(DAY), &Waiting::default(), NOW);
        assert_eq!(steps.len(), 3);
        assert!(steps.iter().all(|step| !step.href.ends_with("/invite")));
        assert_eq!(first_steps(&founded(8 * DAY), &Waiting::default(), NOW), []);
    }

    #[test]
    fn no_number_is_zero() {
        let shown = |head: &OrgHeader, invited| -> Vec<String> {
            numbers(head, invited)
                .into_iter()
                .map(|stat| format!("{} {} {}", stat.label, stat.value, stat.of))
                .collect()
        };
        assert_eq!(shown(&acme(), 0), ["Members 1 of 20 seats"]);
        let grown = OrgHeader { members: 14, owners: 2, managers: 3, projects: 27, ..acme() };
        let all = ["Members 14 of 20 seats", "Projects 27 ", "Owners 2 ", "Managers 3 ", "Invited 4 "];
        assert_eq!(shown(&grown, 4), all);
        assert_eq!(shown(&OrgHeader { role: Role::Manager, ..grown }, 4), all[..4], "whom others invited");
    }
}

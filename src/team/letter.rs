use crate::address;
use crate::mail::{Button, Letter};
use crate::text::{Named, TeamName};

pub(super) fn joined(actor: &str, org: &Named, team: &TeamName, slug: &str) -> Letter {
    Letter {
        subject: format!("You are in the team {team} of {org} now"),
        reason: format!("{actor} added you to the team {team} of {org}."),
        quote: None,
        paragraphs: vec!["What the team may do in projects, you may do now. You can leave it on its page.".into()],
        button: Some(Button::new("Open the team", address::team(&org.name, slug))),
        why: format!("You get this mail because you are a member of {org}."),
    }
}

pub(super) fn left(actor: &str, org: &Named, team: &TeamName) -> Letter {
    Letter {
        subject: format!("You are no longer in the team {team} of {org}"),
        reason: format!("{actor} took you out of the team {team} of {org}."),
        quote: None,
        paragraphs: vec!["What you could do in projects by this team has ended. You are still a member.".into()],
        button: Some(Button::new("See the teams", address::teams(&org.name))),
        why: format!("You get this mail because you are a member of {org}."),
    }
}

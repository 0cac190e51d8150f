use guildhall::address as to;
use guildhall::error::thousands;
use guildhall::org::OrgHeader;
use guildhall::project::PersonReach;

use super::collaborators::rights;
use crate::ui::{Markup, html, section};

/// What a member can reach in the projects of an organization, and by what.
pub fn reach_of(head: &OrgHeader, reach: &PersonReach) -> Markup {
    let PersonReach { by_role, by_team, by_name, .. } = reach;
    let none = html! {};
    section(
        "What they can reach",
        &none,
        &html! {
            ul {
                @match by_role {
                    Some(right) => li {
                        a href=(to::org_projects(&head.name)) { "Every project" } ", by the role: "
                        b { (right.label()) } @if *right != guildhall::access::Right::Admin { ", unless it is locked" }
                    },
                    None => li { "No project by the role" },
                }
                @for (name, slug, projects) in by_team {
                    li { (counted(*projects)) ", by the team " a href=(to::team(&head.name, slug)) { (name) } }
                }
                @if by_team.is_empty() { li { "None by a team" } }
                @if by_name.is_empty() { li { "None by name" } }
            }
            @if !by_name.is_empty() { (rights(by_name)) }
        },
    )
}

fn counted(count: i64) -> String {
    match count {
        0 => "No project yet".to_owned(),
        1 => "1 project".to_owned(),
        many => format!("{} projects", thousands(many)),
    }
}

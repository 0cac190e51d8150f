use guildhall::Result;
use guildhall::access::Permission;
use guildhall::address as to;
use guildhall::error::thousands;
use guildhall::team::Team;
use guildhall::text::{AccountName, beginning};

use crate::pages::sheets::Params;
use crate::query::Query;
use crate::sheet::{Head, Sheet, empty, forward, link, table, tools};
use crate::ui::{Column, Markup, badge, html};

/// The teams of an organization.
pub async fn list(org: &str, params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let seen = crate::server::org(org).await?;
    let head = &seen.head;
    let (text, after) = (params.get("q"), params.get("after"));
    let teams = guildhall::team::list(&db, &actor, &seen.org, text, Some(after)).await?;
    let page = to::teams(&head.name);
    let new =
        head.may(Permission::ManageProjects).then(|| link("primary", "plus", &to::new_team(&head.name), "New team"));
    let lead = "People who work on the same projects. What a team may do, each of its members may.".to_owned();
    let sheet = Sheet::new(
        format!("Teams · {}", head.display_name),
        Head { lead, actions: new.clone().filter(|_| head.teams > 0), ..Head::new("Teams") },
    );
    if head.teams == 0 {
        let text = "Give several members rights in projects together, and take them away together.";
        return Ok(sheet.with(empty("team", "No teams yet", text, new)));
    }
    if teams.rows.is_empty() {
        let all = link("", "", &page, "Show all");
        return Ok(sheet.with(empty("search", "No team fits", "Try another word.", Some(all))));
    }
    let heads = [Column::new("Team"), Column::new("Members"), Column::new("Projects")];
    let rows = html! { @for team in &teams.rows { (row(&head.name, team)) } };
    let href = |after: &str| Query::default().with("q", text).with("after", after).at(&page);
    let first = (!after.is_empty()).then(|| href(""));
    let next = teams.next.map(|after| href(&after));
    Ok(sheet.with(tools("Find a team", &page, text, &[], &[])).with(html! {
        div.card {
            (table("Teams", &heads, &rows))
            (forward(first, next, &format!("{} on this page, by name.", teams.rows.len())))
        }
    }))
}

fn row(org: &AccountName, team: &Team) -> Markup {
    html! {
        tr {
            td {
                b { a href=(to::team(org, &team.slug)) { bdi { (team.name) } } }
                @if team.mine { " " (badge("", "You are in it")) }
                @if !team.description.as_str().is_empty() {
                    div.small.muted dir="auto" { (beginning(team.description.as_str(), 90).replace('\n', " ")) }
                }
            }
            td data-label="Members" { (thousands(team.members)) }
            td data-label="Projects" { (thousands(team.projects)) }
        }
    }
}

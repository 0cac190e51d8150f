use guildhall::access::{Permission, Right};
use guildhall::address as to;
use guildhall::error::thousands;
use guildhall::org::OrgHeader;
use guildhall::team::{Team, TeamMember};
use guildhall::text::{AccountName, NamedProject};
use guildhall::{Error, Result};

use super::acts::{AddToTeam, DeleteTeam, EditTeam, TakeFromTeam};
use super::path_of;
use crate::pages::projects::kind_of;
use crate::pages::sheets::Params;
use crate::query::Query;
use crate::sheet::{Checked, Field, FormSheet, Head, Part, Sheet, TextSheet, ago, forward, link, table};
use crate::ui::{Column, Markup, html, person_at, row_button};

/// The form behind the buttons that take somebody out.
const TAKE: &str = "take-out";

/// One team: who is in it, and what it may do where.
pub async fn one(org: &str, team: &str, params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let slug = team.strip_prefix('-').ok_or(Error::NotFound)?;
    let seen = crate::server::org(org).await?;
    let head = &seen.head;
    let team = guildhall::team::one(&db, &actor, &seen.org, slug).await?;
    let after = params.get("after");
    let members = guildhall::team::members(&db, &seen.org, slug, Some(after)).await?;
    let rights = guildhall::project::of_team(&db, &seen.org, slug).await?;
    let manages = head.may(Permission::ManageProjects);
    let under = html! {
        @if !team.description.as_str().is_empty() { p.lines dir="auto" { (team.description) } }
        p.small { (counted(team.members, "member")) " · rights in " (counted(team.projects, "project")) }
    };
    let page = Sheet::new(
        format!("{} · {}", team.name, head.display_name),
        Head {
            crumbs: vec![("Teams".to_owned(), to::teams(&head.name))],
            under: Some(under),
            ..Head::new(team.name.to_string())
        },
    );
    let href = |after: &str| Query::default().with("after", after).at(&to::team(&head.name, slug));
    let first = (!after.is_empty()).then(|| href(""));
    let next = members.next.map(|after| href(&after));
    let pager = forward(first, next, &format!("{} on this page, by name.", members.rows.len()));
    let page = page
        .with(people(head, &members.rows, pager, manages, &actor.name))
        .with(of_team(path_of::<TakeFromTeam>(), head, &team).of_rows(TAKE));
    let page = if manages { page.with(add(head, &team)) } else { page };
    let page = page.with(projects(head, &rights));
    Ok(if manages { page.with(edit(head, &team)).with(delete(head, &team)) } else { page })
}

fn counted(count: i64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", thousands(count)) }
}

fn people(head: &OrgHeader, rows: &[TeamMember], pager: Markup, manages: bool, viewer: &AccountName) -> Part {
    if rows.is_empty() {
        return Part::section("Members", [html! { p.muted { "Nobody is in it yet." } }.into()]);
    }
    let heads = [Column::new("Person"), Column::with("Since", "aside"), Column::with("", "acts")];
    let rows = html! {
        @for TeamMember { named, joined_at } in rows {
            @let is_self = named.name == *viewer;
            tr {
                @let page = to::person(&head.name, &named.name);
                td { (person_at(named.display_name.as_str(), named.name.as_str(), &page)) }
                td.aside { (ago(*joined_at)) }
                td.acts {
                    @if manages || is_self {
                        @let label = if is_self { "Leave" } else { "Take out" };
                        (row_button(TAKE, named.name.as_str(), label, &format!("{label}: {named}"), ""))
                    }
                }
            }
        }
    };
    Part::section("Members", [html! { div.card { (table("Members of the team", &heads, &rows)) (pager) } }.into()])
}

fn add(head: &OrgHeader, team: &Team) -> Part {
    let form = of_team(path_of::<AddToTeam>(), head, team)
        .with(TextSheet {
            mono: true,
            required: true,
            hint: "One or several usernames of members, with spaces or commas between.".to_owned(),
            ..TextSheet::new("people", "Add members")
        })
        .with(Field::row([Field::submit("primary", "Add to the team")]));
    Part::group("card pad section", [form.into()])
}

fn projects(head: &OrgHeader, rights: &[(NamedProject, Right)]) -> Part {
    let how = html! {
        a.small.end href=(to::org_projects(&head.name)) { "Rights are given on the page Access of a project" }
    };
    if rights.is_empty() {
        return Part::section_with(
            "Projects",
            how,
            [html! { p.muted { "It has no right in any project yet." } }.into()],
        );
    }
    let heads = [Column::new("Project"), Column::with("Kind", "aside"), Column::new("Right")];
    let rows = html! {
        @for (project, right) in rights {
            tr {
                td { b { a href=(to::project_access(project)) { bdi { (project) } } } }
                td.aside { (kind_of(project.kind, project.kind.label())) }
                td data-label="Right" { (right.label()) }
            }
        }
    };
    let shown = html! { div.card { (table("Projects of the team", &heads, &rows)) } };
    Part::section_with("Projects", how, [shown.into()])
}

fn edit(head: &OrgHeader, team: &Team) -> Part {
    let form = of_team(path_of::<EditTeam>(), head, team)
        .with(TextSheet {
            required: true,
            value: team.name.to_string(),
            check: Some(Checked::TeamName),
            ..TextSheet::new("name", "Name")
        })
        .with(Field::description(team.description.as_str(), "May stay empty."))
        .with(Field::row([Field::submit("", "Save")]));
    Part::section("What it is", [Part::group("narrow", [form.into()])])
}

fn delete(head: &OrgHeader, team: &Team) -> Part {
    let text = html! {
        p {
            @if team.members == 0 {
                "Nobody is in it, so nobody loses a right."
            } @else {
                (counted(team.members, "member")) " will have no right by it any more, in "
                (counted(team.projects, "project")) ". What they may do by their role or by name stays."
            }
        }
    };
    let form = of_team(path_of::<DeleteTeam>(), head, team)
        .with(Field::from(text))
        .with(TextSheet { mono: false, ..TextSheet::typed(team.name.as_str()) })
        .with(Field::row([
            Field::submit("danger", "Delete team"),
            Field::from(link("quiet", "", &to::teams(&head.name), "Back to the teams")),
        ]));
    Part::section("Delete", [Part::group("card danger-zone pad", [form.into()])])
}

fn of_team(act: &str, head: &OrgHeader, team: &Team) -> FormSheet {
    FormSheet::new(act).fixed("org", &head.name).fixed("team", &team.slug)
}

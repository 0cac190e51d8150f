use guildhall::Result;
use guildhall::account::Brief;
use guildhall::address as to;
use guildhall::project::ProjectRow;

use super::projects::{kind_of, state_badges};
use super::sheets::Params;
use crate::sheet::{Head, Part, Sheet, about, empty, table};
use crate::ui::{Column, Markup, html, icon, organization, person_at};

/// Of each kind at the most; whoever wants others types more.
const MOST: u32 = 20;
/// What is found of accounts, and of projects that the reader may know of.
pub async fn search(params: &Params) -> Result<Sheet> {
    let (db, caller) = (crate::server::db(), crate::server::caller());
    let text = params.get("q");
    let title = if text.is_empty() { "Search".to_owned() } else { format!("{text} · Search") };
    let page = Sheet::new(title, Head::new("Search")).narrow().with(field(text));
    if text.is_empty() {
        let hint = "A part of a name finds projects, organizations and people; one or two letters find what begins so.";
        return Ok(page.with(html! { p.muted { (hint) } }));
    }
    let (projects, more_projects) = guildhall::project::find(&db, caller.actor.as_ref(), text, MOST).await?;
    let (orgs, more_orgs) = guildhall::account::find(&db, true, text, MOST).await?;
    let (people, more_people) = guildhall::account::find(&db, false, text, MOST).await?;
    if projects.is_empty() && orgs.is_empty() && people.is_empty() {
        let text = "Try a part of the name. What is internal is found by those alone who may open it.";
        return Ok(page.with(empty("search", "Nothing is called so", text, None)));
    }
    let projects = html! { @for project in &projects { (project_row(project)) } };
    let accounts = |found: &[Brief], drawn: fn(&str, &str, &str) -> Markup| {
        html! {
            @for Brief { named, description } in found {
                @let page = to::public(&named.name);
                tr { td { (drawn(named.display_name.as_str(), named.name.as_str(), &page)) (about(description)) } }
            }
        }
    };
    let orgs = accounts(&orgs, |display_name, name, page| organization(display_name, name, Some(page)));
    let people = accounts(&people, person_at);
    Ok(page
        .with_all(found("Projects", &["Project", "Owner"], projects, more_projects))
        .with_all(found("Organizations", &["Organization"], orgs, more_orgs))
        .with_all(found("People", &["Person"], people, more_people)))
}

fn field(text: &str) -> Markup {
    html! {
        div.tools {
            form.search.wide method="get" action=(to::SEARCH) role="search" aria-label="Everything" {
                (icon("search"))
                input.input type="search" name="q" value=[Some(text).filter(|text| !text.is_empty())]
                    placeholder="Projects, organizations, people" aria-label="Projects, organizations, people"
                    autocomplete="off" autofocus[text.is_empty()];
            }
        }
    }
}

/// Nothing where nothing was found.
fn found(title: &str, heads: &[&str], rows: Markup, more: bool) -> Option<Part> {
    if rows.0.is_empty() {
        return None;
    }
    let heads: Vec<_> = heads.iter().map(|head| Column::new(head)).collect();
    let list = html! {
        div.card {
            (table(title, &heads, &rows))
            @if more {
                div.pager { span { "There are more than these " (MOST) ". Another letter or two finds fewer." } }
            }
        }
    };
    Some(Part::section(title, [list.into()]))
}

fn project_row(project: &ProjectRow) -> Markup {
    let ProjectRow { named, owner, visibility, state, description, .. } = project;
    let is_internal = *visibility == guildhall::access::Visibility::Internal;
    let owner = &owner.named;
    html! {
        tr {
            td {
                (kind_of(named.kind, "")) " " b { a href=(to::project(named)) { bdi { (named) } } }
                (state_badges(*state, is_internal))
                (about(description))
            }
            td data-label="Owner" { a href=(to::public(&owner.name)) { bdi { (owner.display_name) } } }
        }
    }
}

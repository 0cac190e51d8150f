use guildhall::Result;
use guildhall::access::{Grant, Line, Need, PROJECT_TABLE, ProjectLine, Right, Role, TABLE};
use guildhall::address as to;

use crate::sheet::{Head, Part, Sheet, table};
use crate::ui::{Column, Markup, html, icon};

/// The tables of who may do what, as the program itself asks them.
pub async fn roles(org: &str) -> Result<Sheet> {
    let seen = crate::server::org(org).await?;
    let head = &seen.head;
    let primary = if head.primary { " and primary owner" } else { "" };
    let page = Head {
        lead: format!("What each role may do. You are {}{primary} of {}.", head.role.label(), head.display_name),
        crumbs: vec![("People".to_owned(), to::people(&head.name))],
        ..Head::new("Roles")
    };
    let roles = Role::ALL.iter().map(|role| role.label());
    let rights = Right::ALL.iter().map(|right| right.label());
    let in_org = html! { @for each in TABLE { (line(each)) } };
    let in_projects = html! { @for each in PROJECT_TABLE { (project_line(each)) } };
    Ok(Sheet::new(format!("Roles · {}", head.display_name), page)
        .with(html! {
            div.card.roles { (table("What each role may do", &columns(roles), &in_org)) }
            p.small.muted {
                "† asks for your password again, unless you gave it within 15 minutes. One Owner is the primary owner; \
                 an organization always has one."
            }
        })
        .with(Part::section(
            "In a project",
            [html! {
                div.card.roles { (table("What each right allows", &columns(rights), &in_projects)) }
                p.small.muted {
                    "A right is the highest of role, team and name: Owners have Admin, Managers Maintain, Members \
                     the base right, which a lock takes. What is archived can only be read."
                }
            }
            .into()],
        )))
}

fn columns<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<Column> {
    std::iter::once("May").chain(labels).map(Column::new).collect()
}

fn line(line: &Line) -> Markup {
    html! {
        tr {
            td { (line.what) @if line.confirmed { " †" } }
            @for (role, grant) in Role::ALL.iter().zip(&line.grants) { td data-label=(role.label()) { (said(*grant)) } }
        }
    }
}

fn project_line(line: &ProjectLine) -> Markup {
    html! {
        tr {
            td { (line.what) }
            @for right in Right::ALL { td data-label=(right.label()) { (said(grant(line.need, *right))) } }
        }
    }
}

/// What a right that was given by name or to a team allows of this.
fn grant(need: Need, right: Right) -> Grant {
    match need {
        Need::Right(least) if right.includes(least) => Grant::Yes,
        Need::AdminOrManager if right == Right::Admin => Grant::Yes,
        Need::AdminOrManager if right == Right::Maintain => Grant::Some("if a Manager"),
        Need::Owner(_) if right == Right::Admin => Grant::Some("if an Owner"),
        Need::Right(_) | Need::AdminOrManager | Need::Owner(_) => Grant::No,
    }
}

fn said(grant: Grant) -> Markup {
    html! {
        @match grant {
            Grant::Yes => { span.good { (icon("check")) span.visually-hidden { "Yes" } } }
            Grant::No => { span.muted aria-hidden="true" { "–" } span.visually-hidden { "No" } }
            Grant::Some(text) => (text),
            Grant::PrimaryOnly => "primary owner only",
        }
    }
}

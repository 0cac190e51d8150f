use guildhall::access::{ManageProjects, Permission};
use guildhall::address as to;
use guildhall::text::{AccountName, Named};
use guildhall::{Error, Result};

use super::acts::EndAllRights;
use crate::sheet::{Field, FormSheet, Head, Part, Sheet, empty, table};
use crate::ui::{Column, html, person_at};

/// Whoever is no member of an organization and has a right by name in one of its projects.
pub async fn collaborators(org: &str) -> Result<Sheet> {
    let db = crate::server::db();
    let seen = crate::server::org(org).await?;
    let manages = seen.org.reads::<ManageProjects>()?;
    let people = guildhall::project::collaborators(&db, &manages).await?;
    let head = &seen.head;
    let page = Sheet::new(
        format!("Collaborators · {}", head.display_name),
        Head {
            lead: "They are no members and take no seat; each has a right in some project, by name.".into(),
            crumbs: vec![("People".to_owned(), to::people(&head.name))],
            ..Head::new("Collaborators")
        },
    );
    if people.is_empty() {
        let text = "Give somebody who is no member a right on the page Access of a project.";
        return Ok(page.with(empty("people", "No collaborators", text, None)));
    }
    let rows = html! {
        @for (named, projects) in &people {
            tr {
                td {
                    @let page = to::collaborator(&head.name, &named.name);
                    (person_at(named.display_name.as_str(), named.name.as_str(), &page))
                }
                td data-label="Projects" { (guildhall::error::thousands(*projects)) }
            }
        }
    };
    let heads = [Column::new("Person"), Column::new("Projects")];
    Ok(page.with(html! { div.card { (table("Collaborators", &heads, &rows)) } }))
}

/// Everything that one of them can reach, and the act that ends it.
pub async fn collaborator(org: &str, person: &str) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let name = person.strip_prefix('@').and_then(|name| AccountName::parse(name).ok()).ok_or(Error::NotFound)?;
    let seen = crate::server::org(org).await?;
    let head = &seen.head;
    let (named, reach) = guildhall::project::person_reach(&db, &actor, &seen.org, &name).await?;
    if reach.role.is_some() {
        return Ok(Sheet::moved(to::person(&head.name, &named.name)));
    }
    let page = Sheet::new(
        format!("{named} · {}", head.display_name),
        Head {
            lead: format!("Not a member of {}; takes no seat.", head.display_name),
            crumbs: vec![
                ("People".to_owned(), to::people(&head.name)),
                ("Collaborators".to_owned(), to::collaborators(&head.name)),
            ],
            ..Head::new(named.display_name.to_string())
        },
    )
    .narrow();
    let page = page.with(Part::section("Rights by name", [rights(&reach.by_name).into()]));
    Ok(match head.may(Permission::ManageProjects) {
        true => page.with(end(&head.name, &named, reach.by_name.len())),
        false => page,
    })
}

/// Where somebody has a right by name.
pub fn rights(by_name: &[(guildhall::text::NamedProject, guildhall::access::Right)]) -> crate::ui::Markup {
    let heads = [Column::new("Project"), Column::new("Right")];
    let rows = html! {
        @for (project, right) in by_name {
            tr {
                td { b { a href=(to::project_access(project)) { bdi { (project) } } } }
                td data-label="Right" { (right.label()) }
            }
        }
    };
    html! { div.card { (table("Rights by name", &heads, &rows)) } }
}

fn end(org: &AccountName, named: &Named, count: usize) -> Part {
    let what = if count == 1 { "the right in 1 project".to_owned() } else { format!("the rights in {count} projects") };
    let text = html! { p { "Ends " (what) " at once. They can be given again, one by one." } };
    let form = FormSheet::new(super::path_of::<EndAllRights>())
        .fixed("org", org)
        .fixed("user", &named.name)
        .with(Field::from(text))
        .with(Field::row([Field::submit("danger", "End all rights")]));
    Part::section("End everything", [Part::group("card danger-zone pad", [form.into()])])
}

use guildhall::Result;
use guildhall::account::Public;
use guildhall::address as to;
use guildhall::db::Db;

use super::kind_of;
use crate::query::Query;
use crate::sheet::{about, empty, forward, table};
use crate::ui::{Column, Markup, html};

/// The public projects of an account, as its page lists them.
pub async fn public(db: &Db, account: &Public, after: &str) -> Result<Markup> {
    let projects = guildhall::project::public(db, &account.name, Some(after)).await?;
    if projects.rows.is_empty() {
        let text = format!("What {} makes public is listed here.", account.display_name);
        return Ok(empty("box", "No public projects", &text, None));
    }
    let rows = html! {
        @for project in &projects.rows {
            tr {
                td {
                    b { a href=(to::project(&project.named)) { bdi { (project.named) } } }
                    (about(&project.description))
                }
                td.aside { (kind_of(project.named.kind, project.named.kind.label())) }
            }
        }
    };
    let heads = [Column::new("Project"), Column::with("Kind", "aside")];
    let page = to::public(&account.name);
    let first = (!after.is_empty()).then(|| page.clone());
    let next = projects.next.map(|after| Query::default().with("after", &after).at(&page));
    Ok(html! {
        div.card {
            (table("Public projects", &heads, &rows))
            (forward(first, next, &format!("{} on this page, by name.", projects.rows.len())))
        }
    })
}

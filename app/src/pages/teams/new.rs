use guildhall::Result;
use guildhall::access::ManageProjects;
use guildhall::address as to;

use super::acts::CreateTeam;
use super::path_of;
use crate::sheet::{Checked, Field, FormSheet, Head, Sheet, TextSheet, link};

/// The form that makes a team.
pub async fn new(org: &str) -> Result<Sheet> {
    let seen = crate::server::org(org).await?;
    seen.org.reads::<ManageProjects>()?;
    let head = &seen.head;
    let form = FormSheet::new(path_of::<CreateTeam>())
        .fixed("org", &head.name)
        .with(TextSheet {
            required: true,
            focus: true,
            check: Some(Checked::TeamName),
            ..TextSheet::new("name", "Name")
        })
        .with(Field::description("", "What its members have in common. May stay empty."))
        .with(Field::row([
            Field::submit("primary", "Create team"),
            Field::from(link("quiet", "", &to::teams(&head.name), "Cancel")),
        ]));
    let crumbs = vec![("Teams".to_owned(), to::teams(&head.name))];
    let lead = "Nobody is in it at first, and it has no rights.".to_owned();
    Ok(Sheet::new(format!("New team · {}", head.display_name), Head { crumbs, lead, ..Head::new("New team") })
        .narrow()
        .with(form))
}

use guildhall::access::Right;
use guildhall::address as to;
use guildhall::org::OrgHeader;
use guildhall::project::{Hindered, Project, Several};
use guildhall::team::Team;
use guildhall::text::ProjectAt;
use guildhall::{Error, Result};

use super::acts::ActOnProjects;
use super::path_of;
use crate::pages::sheets::Params;
use crate::sheet::{Field, FormSheet, Head, Part, Sheet, empty, link};
use crate::ui::{Markup, html, icon};

/// What is about to be done to the projects that were ticked, to be confirmed or left.
pub async fn selected(org: &str, params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let seen = crate::server::org(org).await?;
    let head = &seen.head;
    let list = to::org_projects(&head.name);
    let asked = params.all("project");
    let projects = guildhall::project::chosen(&db, &actor, &seen.org, &ticked(&asked)).await?;
    let gone = asked.len() - projects.len();
    let page = |title: String, lead: &str| {
        let crumbs = vec![("Projects".to_owned(), list.clone())];
        Sheet::new(title.clone(), Head { lead: lead.to_owned(), crumbs, ..Head::new(title) }).narrow()
    };
    let back = link("primary", "", &list, "Back to the projects");
    if projects.is_empty() {
        let none = empty("box", "No project is selected", "Tick those you mean, then choose what to do.", Some(back));
        return Ok(page("Selected projects".to_owned(), "").with(none));
    }
    let act = Several::parse(params.get("act")).map_err(|_| Error::NotFound)?;
    let (stay, change): (Vec<_>, Vec<_>) =
        projects.iter().map(|project| (project, act.hindered(project))).partition(|(_, why)| why.is_some());
    let change: Vec<_> = change.into_iter().map(|(project, _)| project).collect();
    if change.is_empty() {
        let text = "Of the projects that you ticked, each stays as it is, for the reason below.";
        let stays = stays(act, &stay, gone);
        let back = html! { div.row.then { (back) } };
        return Ok(page("Nothing would change".to_owned(), text).with(stays).with(back));
    }
    let teams = match act {
        Several::Team => guildhall::team::all(&db, &actor, &seen.org).await?,
        _ => Vec::new(),
    };
    if act == Several::Team && teams.is_empty() {
        let new = link("primary", "plus", &to::new_team(&head.name), "New team");
        let none = empty("team", "There is no team yet", "A team gets rights in many projects at once.", Some(new));
        return Ok(page("Give projects to a team".to_owned(), "").with(none));
    }
    Ok(page(question(act, change.len()), consequence(act))
        .with(changes(&change))
        .with_all((gone > 0 || !stay.is_empty()).then(|| stays(act, &stay, gone)))
        .with(Part::group("section", [form(head, act, &change, &teams).into()])))
}

/// Kind and word of each, as the boxes of the list say them.
pub fn ticked(projects: &[&str]) -> Vec<ProjectAt> {
    let at = |project: &&str| project.split_once('/').and_then(|(kind, word)| ProjectAt::parse(kind, word));
    projects.iter().filter_map(at).collect()
}

fn counted(count: usize) -> String {
    if count == 1 { "1 project".to_owned() } else { format!("{count} projects") }
}

fn question(act: Several, count: usize) -> String {
    let count = counted(count);
    match act {
        Several::Team => format!("Give {count} to a team"),
        Several::Show => format!("Make {count} public?"),
        Several::Hide => format!("Make {count} internal?"),
        act => format!("{} {count}?", act.label()),
    }
}

fn consequence(act: Several) -> &'static str {
    match act {
        Several::Team => "All members of the team have the right by it, as long as they are in it.",
        Several::Lock => {
            "Members who have only the base right are out at once. Owners, Managers, teams and those with a right by \
             name stay."
        }
        Several::Unlock => "The base right of Members applies again, and nobody has to ask to be let in.",
        Several::Show => "Everybody sees them then, signed in or not.",
        Several::Hide => "Only members and those who have a right in them see them then.",
        Several::Archive => {
            "They become read only for everybody until they are restored. What is offered of them is offered no longer."
        }
        Several::Restore => "They can be worked on again, by whoever could before.",
    }
}

fn changes(projects: &[&Project]) -> Markup {
    html! {
        div.card.pad {
            ul.plain { @for project in projects { li { (icon("check")) " " (project.named) } } }
        }
    }
}

fn stays(act: Several, projects: &[(&Project, Option<Hindered>)], gone: usize) -> Part {
    let list = html! {
        ul.plain.muted {
            @for (project, why) in projects { li { (project.named) ": " (why.map_or("", |why| reason(act, why))) } }
            @if gone > 0 { li { (counted(gone)) " of those you ticked: not there any more" } }
        }
    };
    Part::section("Stay as they are", [list.into()])
}

fn reason(act: Several, why: Hindered) -> &'static str {
    match (act, why) {
        (Several::Lock, Hindered::SoAlready) => "it is locked already",
        (Several::Unlock, Hindered::SoAlready) => "it is not locked",
        (Several::Show, Hindered::SoAlready) => "it is public already",
        (Several::Hide, Hindered::SoAlready) => "it is internal already",
        (Several::Restore, Hindered::SoAlready) => "it is not archived",
        (Several::Archive, Hindered::Archived) => "it is archived already",
        (_, why) => why.label(),
    }
}

fn form(head: &OrgHeader, act: Several, projects: &[&Project], teams: &[Team]) -> FormSheet {
    let at = |project: &&Project| format!("{}/{}", project.named.kind.as_str(), project.named.word());
    let chosen = projects.iter().map(at).collect::<Vec<_>>().join(" ");
    let mut form = FormSheet::new(path_of::<ActOnProjects>())
        .fixed("org", &head.name)
        .fixed("act", act.as_str())
        .fixed("chosen", chosen);
    if act == Several::Team {
        let teams = teams.iter().map(|team| (team.slug.clone(), team.name.to_string()));
        let teams = std::iter::once((String::new(), "Choose a team".to_owned())).chain(teams).collect();
        let rights = Right::ALL.iter().map(|right| (right.as_str().to_owned(), right.label().to_owned())).collect();
        form = form.with(Field::select("team", "Team", teams, "")).with(Field::select(
            "right",
            "Right",
            rights,
            Right::Publish.as_str(),
        ));
    }
    let label = match act {
        Several::Team => "Give the right".to_owned(),
        Several::Show => format!("Make {} public", counted(projects.len())),
        Several::Hide => format!("Make {} internal", counted(projects.len())),
        act => format!("{} {}", act.label(), counted(projects.len())),
    };
    form.with(Field::row([
        Field::submit("primary", &label),
        Field::from(link("quiet", "", &to::org_projects(&head.name), "Cancel")),
    ]))
}

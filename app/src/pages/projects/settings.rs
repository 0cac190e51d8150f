use guildhall::access::{ProjectPermission as May, Visibility, allows_project};
use guildhall::address as to;
use guildhall::error::Who;
use guildhall::project::{Project, State};
use guildhall::text::ProjectAt;
use guildhall::{Error, Result};

use super::acts::{DeleteProject, EditProject, RenameProject, ShowProject, TurnProject};
use super::new::seen_by;
use super::{frame, path_of, seen};
use crate::sheet::{Field, FormSheet, Part, Sheet, TextSheet, link};
use crate::ui::html;

/// What of a project can be changed by whoever looks.
const ACTS: [May; 7] = [
    May::EditProject,
    May::ShowProject,
    May::LockProject,
    May::RenameProject,
    May::ArchiveProject,
    May::TransferProject,
    May::DeleteProject,
];

/// Whether there is anything here for whoever looks.
pub fn opens(project: &Project) -> bool {
    ACTS.iter().any(|act| may(project, *act))
}

/// Whether whoever looks may do this as the project stands now.
fn may(project: &Project, act: May) -> bool {
    allows_project(&project.reach, act) && (project.state != State::Archived || act.is_for_archived())
}

/// What can be done with a project, each in a form of its own; what takes it away stands at the end.
pub async fn settings(at: &ProjectAt) -> Result<Sheet> {
    let found = match seen(at, "/settings").await? {
        Ok(seen) => seen,
        Err(moved) => return Ok(moved),
    };
    let actor = crate::server::actor()?;
    let project = &found.project;
    if !opens(project) {
        return Err(Error::Forbidden(Who::WithRight));
    }
    let page = frame(&found, "settings").await?;
    let ask = crate::server::asks_password(&actor);
    let parts = ACTS.iter().filter(|act| may(project, **act)).map(|act| part(project, *act, ask));
    Ok(page.with(Part::group("narrow", parts)))
}

fn part(project: &Project, act: May, ask_password: bool) -> Part {
    match act {
        May::EditProject => details(project),
        May::ShowProject => visibility(project),
        May::LockProject => lock(project),
        May::RenameProject => rename(project),
        May::ArchiveProject => archive(project),
        May::TransferProject => transfer(project),
        _ => delete(project, ask_password),
    }
}

fn form(act: &str, project: &Project) -> FormSheet {
    FormSheet::new(act).fixed("kind", project.named.kind.as_str()).fixed("project", project.named.word())
}

fn details(project: &Project) -> Part {
    let link = project.link.as_ref().map(ToString::to_string).unwrap_or_default();
    let form = form(path_of::<EditProject>(), project)
        .with(Field::description(project.description.as_str(), "One or two sentences. May stay empty."))
        .with(TextSheet::link(&link))
        .with(Field::row([Field::submit("primary", "Save")]));
    Part::section("What it is", [form.into()])
}

fn visibility(project: &Project) -> Part {
    let options: Vec<_> = Visibility::ALL.iter().map(|one| (one.as_str(), one.label(), seen_by(*one))).collect();
    let form = form(path_of::<ShowProject>(), project)
        .with(Field::choices("visibility", "Who may see it", &options, project.visibility.as_str()))
        .with(Field::row([Field::submit("", "Save")]));
    Part::section("Visibility", [form.into()])
}

fn lock(project: &Project) -> Part {
    let is_locked = project.state == State::Locked;
    let (text, act, label) = match is_locked {
        true => ("The base right of Members applies again, and nobody has to ask to be let in.", "unlock", "Unlock"),
        false => (
            "Members who have only the base right are out at once. Owners, Managers, teams and those with a right by \
             name stay. It can be unlocked at any time.",
            "lock",
            "Lock",
        ),
    };
    let text = html! { p { (text) } };
    let form = form(path_of::<TurnProject>(), project)
        .fixed("act", act)
        .with(Field::from(text))
        .with(Field::row([Field::submit("", label)]));
    Part::section(if is_locked { "Unlock" } else { "Lock" }, [form.into()])
}

fn rename(project: &Project) -> Part {
    let name = project.named.name.as_str();
    let text = html! { p { "Its former names lead to it for ever, and nobody else can have them." } };
    let form = form(path_of::<RenameProject>(), project)
        .with(Field::from(text))
        .with(TextSheet {
            mono: true,
            required: true,
            hint: project.named.kind.rule(),
            ..TextSheet::new("name", "New name")
        })
        .with(TextSheet::typed(name))
        .with(Field::row([Field::submit("", "Rename")]));
    Part::section("Rename", [form.into()])
}

fn archive(project: &Project) -> Part {
    let (title, text, act, label) = match project.state {
        State::Archived => ("Restore", "It can be worked on again, by whoever could before.", "restore", "Restore"),
        _ => (
            "Archive",
            "It becomes read only for everybody until it is restored. What is offered of it is offered no longer.",
            "archive",
            "Archive",
        ),
    };
    let text = html! { p { (text) } };
    let form = form(path_of::<TurnProject>(), project)
        .fixed("act", act)
        .with(Field::from(text))
        .with(Field::row([Field::submit("", label)]));
    Part::section(title, [form.into()])
}

fn transfer(project: &Project) -> Part {
    let href = format!("{}/transfer", to::project(&project.named));
    let shown = html! {
        p { "Another user or an organization owns it then. A page says what that changes before anything is done." }
        div.row.then { (link("", "arrow-right", &href, "Transfer…")) }
    };
    Part::section("Transfer", [shown.into()])
}

fn delete(project: &Project, ask_password: bool) -> Part {
    let name = project.named.name.as_str();
    let text = html! {
        p {
            b { "This cannot be undone." }
            " All rights in it end and anybody can have its name. Its history stays in the log of its owner."
        }
    };
    let form = form(path_of::<DeleteProject>(), project)
        .with(Field::from(text))
        .with(TextSheet::typed(name))
        .with(Field::Password { asked: ask_password })
        .with(Field::row([Field::submit("danger", "Delete project")]));
    Part::section("Delete", [Part::group("card danger-zone pad", [form.into()])])
}

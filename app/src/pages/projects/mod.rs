//! Projects: lists, one project, who may do what in it, and where it goes. The server describes these pages.

mod access;
mod acts;
mod bring;
mod history;
mod list;
mod list_query;
mod mine;
mod new;
mod offer;
mod org_settings;
mod overview;
mod public;
mod selected;
mod settings;
mod transfer;

pub use access::access;
pub use acts::{AcceptOffer, DeclineOffer};
pub use bring::{bring, brought};
pub use history::history;
pub use list::of_org;
pub use mine::mine;
pub use new::new;
pub use offer::offer;
pub use org_settings::org_settings;
pub use overview::overview;
pub use public::public;
pub use selected::selected;
pub use settings::settings;
pub use transfer::transfer;

use guildhall::Result;
use guildhall::access::{ProjectPermission, allows_project};
use guildhall::address as to;
use guildhall::org::OrgHeader;
use guildhall::project::{Project, Seen, State};
use guildhall::text::{ProjectAt, ProjectKind};
use leptos::server_fn::ServerFn;

use crate::pages::org::side_of;
use crate::sheet::{Head, Sheet, ago, tabs};
use crate::ui::{Markup, badge, html, icon};

/// The path of a server function.
fn path_of<S: ServerFn>() -> &'static str {
    S::PATH
}

/// The kind of a project with its drawing.
pub fn kind_of(kind: ProjectKind, label: &str) -> Markup {
    let drawing = if kind == ProjectKind::NuGet { "box" } else { kind.as_str() };
    html! { span.kind { (icon(drawing)) (label) } }
}

/// What is not as usual with a project.
pub fn state_badges(state: State, is_internal: bool) -> Markup {
    html! {
        @if is_internal { " " (badge("", "Internal")) }
        @match state {
            State::Active => {}
            State::Locked => { " " (badge("warn", "Locked")) }
            State::Archived => { " " (badge("", "Archived")) }
        }
    }
}

/// A project as whoever looks finds it, or where it stands under its present name.
async fn seen(at: &ProjectAt, page: &str) -> Result<std::result::Result<Seen, Sheet>> {
    let (db, caller) = (crate::server::db(), crate::server::caller());
    let seen = guildhall::project::see(&db, caller.actor.as_ref(), at).await?;
    let present = &seen.project.named;
    if present.word() == at.word {
        return Ok(Ok(seen));
    }
    Ok(Err(Sheet::moved(format!("{}{page}", to::project(present)))))
}

/// A page of one project: head, tabs, and the column of its organization for members.
async fn frame(seen: &Seen, tab: &str) -> Result<Sheet> {
    let project = &seen.project;
    let title = format!("{} · {}", project.named, project.owner.named.display_name);
    let sheet = Sheet::new(title, head(project)).with(tabs_of(project, tab));
    match org_head(project).await? {
        Some(head) => Ok(sheet.beside(side_of(&head, &to::org_projects(&head.name)))),
        None => Ok(sheet),
    }
}

/// What every page of the project's organization shows, if whoever looks is a member.
async fn org_head(project: &Project) -> Result<Option<OrgHeader>> {
    if project.reach.standing.is_none() {
        return Ok(None);
    }
    Ok(Some(crate::server::org(project.owner.named.name.as_str()).await?.head.clone()))
}

fn head(project: &Project) -> Head {
    let owner = &project.owner.named;
    let crumbs = match project.reach.standing {
        Some(_) => vec![
            (owner.display_name.to_string(), to::org(&owner.name)),
            ("Projects".to_owned(), to::org_projects(&owner.name)),
        ],
        None if project.reach.is_owner => vec![("Your projects".to_owned(), to::PROJECTS.to_owned())],
        None => vec![(owner.display_name.to_string(), to::public(&owner.name))],
    };
    let act = html! {
        (project.last_act.label()) " " (ago(project.acted_at))
        @if project.reach.sees() && let Some(actor) = &project.actor { " by " (actor) }
    };
    Head {
        under: Some(html! {
            (kind_of(project.named.kind, &capital(project.named.kind.noun()))) " · "
            (project.visibility.label().to_lowercase()) " · " (act)
        }),
        badges: Some(state_badges(project.state, false)),
        crumbs,
        ..Head::new(project.named.to_string())
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Only those that one may open.
fn tabs_of(project: &Project, open: &str) -> Markup {
    let named = &project.named;
    let mut all = vec![("Overview", None, to::project(named), open == "overview")];
    if allows_project(&project.reach, ProjectPermission::SeeInside) {
        all.push(("Access", None, to::project_access(named), open == "access"));
        all.push(("History", None, to::project_history(named), open == "history"));
    }
    if settings::opens(project) {
        all.push(("Settings", None, to::project_settings(named), open == "settings"));
    }
    match all.len() {
        1 => html! {},
        _ => tabs(named.name.as_str(), &all),
    }
}

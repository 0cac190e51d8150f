use guildhall::Result;
use guildhall::access::{ProjectPermission, Right, Visibility, allows_project};
use guildhall::address as to;
use guildhall::project::{Project, State};
use guildhall::text::ProjectAt;

use super::acts::{AskJoin, GiveUpRight};
use super::{frame, path_of, seen};
use crate::sheet::{Field, FormSheet, Part, Sheet, ago, alert, empty, link};
use crate::ui::{Markup, html};

/// What everybody who may know of a project sees of it.
pub async fn overview(at: &ProjectAt) -> Result<Sheet> {
    let seen = match seen(at, "").await? {
        Ok(seen) => seen,
        Err(moved) => return Ok(moved),
    };
    let project = &seen.project;
    let mut page = frame(&seen, "overview").await?;
    if project.visibility == Visibility::Public {
        page = page.public(to::project(&project.named), project.description.as_str());
    }
    if allows_project(&project.reach, ProjectPermission::TransferProject) {
        let offers = guildhall::project::offer::of_project(&crate::server::db(), &seen).await?;
        if let Some(offer) = offers.iter().find(|offer| offer.right.is_none() && offer.waits()) {
            let text = html! {
                "It is offered to " (offer.to) ", who has not answered yet. "
                a href=(to::offer(&offer.id)) { "See the offer" }
            };
            page = page.with(alert("info", &text));
        }
    }
    if let Some(remark) = remark(project) {
        page = page.with(remark);
    }
    Ok(page
        .with(html! {
            div.two {
                div { (about(project)) }
                div { (facts(project)) }
            }
        })
        .with_all(own_acts(project)))
}

/// What keeps the reader from working on it.
fn remark(project: &Project) -> Option<Part> {
    let text = match (project.state, project.reach.right(), project.reach.standing) {
        (State::Archived, Some(_), _) => {
            "It is archived: everybody who could open it can read it, and nobody change it."
        }
        (State::Locked, None, Some(_)) => {
            "It is locked: only Owners, Managers and those who were given a right get in. You can ask to be let in."
        }
        (_, None, Some(_)) => "You see it as a member of its organization, and were given no right in it.",
        _ => return None,
    };
    Some(alert("info", &html! { (text) }).into())
}

fn about(project: &Project) -> Markup {
    let Project { description, link, .. } = project;
    let edit = allows_project(&project.reach, ProjectPermission::EditProject) && project.state != State::Archived;
    html! {
        @if !description.as_str().is_empty() { p.say.lines dir="auto" { (description) } }
        @if let Some(link) = link { p { a href=(link) rel="nofollow ugc noopener" { (link.short()) } } }
        @if description.as_str().is_empty() && link.is_none() {
            @if edit {
                (empty("box", "Nothing is said of it yet", "A sentence and a link tell others what it is.",
                    Some(self::link("", "edit", &to::project_settings(&project.named), "Describe it"))))
            } @else { p.muted { "Nothing is said of it yet." } }
        }
    }
}

fn facts(project: &Project) -> Markup {
    let Project { owner, created_at, reach, .. } = project;
    html! {
        dl.facts {
            dt { "Owner" }
            dd { a href=(to::public(&owner.named.name)) dir="auto" { (owner.named.display_name) } }
            dt { "Created" }
            dd { (ago(*created_at)) }
            @if reach.sees() {
                dt { "Your right" }
                dd {
                    @match reach.right() {
                        Some(right) => { (right.label()) " " span.muted { (because(project, right)) } }
                        None => "None",
                    }
                }
            }
        }
    }
}

/// Where the reader's right comes from, in two words.
fn because(project: &Project, right: Right) -> &'static str {
    let reach = &project.reach;
    match () {
        () if reach.is_owner => "it is yours",
        () if reach.by_role() == Some(right) => "by your role",
        () if reach.by_team == Some(right) => "by a team",
        () => "by name",
    }
}

/// Asking to be let in, and giving up what one was given.
fn own_acts(project: &Project) -> Vec<Part> {
    let reach = &project.reach;
    let form = |act: &str| {
        FormSheet::new(act).fixed("kind", project.named.kind.as_str()).fixed("project", project.named.word())
    };
    let mut parts = Vec::new();
    if project.state == State::Locked && reach.standing.is_some() && reach.right().is_none() {
        let ask = form(path_of::<AskJoin>()).with(Field::row([Field::submit("primary", "Ask to be let in")]));
        parts.push(Part::group("section", [ask.into()]));
    }
    if reach.own.is_some() && !reach.is_owner {
        let hint = html! {
            p.small.muted { "It ends at once; only somebody who manages the project can give it again." }
        };
        let give_up = form(path_of::<GiveUpRight>())
            .with(Field::from(hint))
            .with(Field::row([Field::submit("", "Give up your right")]));
        parts.push(Part::group("section", [give_up.into()]));
    }
    parts
}

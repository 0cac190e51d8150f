use guildhall::access::{ProjectPermission, Right, SeeInside, Visibility, allows_project};
use guildhall::address as to;
use guildhall::clock::Timestamp;
use guildhall::error::thousands;
use guildhall::project::offer::Offer;
use guildhall::project::{AccessFilter, Explained, Project, ProjectFor, Publishers, Reason, Source, State};
use guildhall::text::{AccountName, Named, ProjectAt};
use guildhall::{Error, Result};

use super::acts::{AnswerJoin, GiveRight, GiveTeamRight, TakeBackOffer, TakeRight};
use super::{frame, path_of, seen};
use crate::pages::sheets::Params;
use crate::query::Query;
use crate::sheet::{Field, FormSheet, Part, Sheet, TextSheet, ago, filters, forward, table};
use crate::ui::{ChipItem, Column, Markup, html, person, person_at, row_button};

/// The form behind the buttons that take a right away.
const TAKE: &str = "take-right";
/// The form behind the buttons that take an offer back.
const TAKE_BACK: &str = "take-back";

/// Who may do what in a project, and why.
pub async fn access(at: &ProjectAt, params: &Params) -> Result<Sheet> {
    let found = match seen(at, "/access").await? {
        Ok(seen) => seen,
        Err(moved) => return Ok(moved),
    };
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let project = ProjectFor::<SeeInside>::check(&mut *db.read().await?, &actor, at).await?;
    let filter = AccessFilter {
        right: Right::parse(params.get("right")).ok(),
        source: Source::parse(params.get("source")).ok(),
    };
    let after = params.get("after");
    let people = guildhall::project::access(&db, &project, filter, Some(after)).await?;
    let counted = guildhall::project::publishers(&db, &project).await?;
    let shown = Shown { page: to::project_access(&project.project.named), filter, after };
    let mut page = frame(&found, "access").await?.with(sentence(&project.project, counted));
    page = page.with(ask(&shown, params.get("who"), answer(&db, &project, params.get("who")).await?));
    if let Some(joins) = joins(&db, &actor, at).await? {
        page = page.with_all(joins);
    }
    let manages = allows_project(&project.project.reach, ProjectPermission::TakeRights);
    page = page.with(html! { div.tools.then { (filters("Right", &shown.chips())) } });
    let offers = guildhall::project::offer::of_project(&db, &found).await?;
    page = page.with(list(&shown, &project.project, &people.rows, people.next, manages));
    if manages {
        page = page.with(of_project(path_of::<TakeRight>(), &project.project).of_rows(TAKE));
    }
    if !offers.is_empty() {
        page = page.with(waiting(&offers)).with(FormSheet::new(path_of::<TakeBackOffer>()).of_rows(TAKE_BACK));
    }
    if let Some(most) = project.project.reach.gives().filter(|_| project.project.state != State::Archived) {
        page = page.with_all(give(&db, &actor, &project.project, most).await?);
    }
    Ok(page)
}

/// What the address says.
struct Shown<'a> {
    page: String,
    filter: AccessFilter,
    after: &'a str,
}

impl Shown<'_> {
    fn href(&self, filter: AccessFilter, after: &str) -> String {
        Query::default()
            .with_choice("right", filter.right, Right::as_str)
            .with_choice("source", filter.source, Source::as_str)
            .with("after", after)
            .at(&self.page)
    }

    fn chips(&self) -> Vec<ChipItem> {
        let AccessFilter { right, source } = self.filter;
        let chip = |label: &str, filter: AccessFilter| ChipItem {
            label: label.to_owned(),
            href: self.href(filter, ""),
            count: None,
            current: filter.right == right && filter.source == source,
        };
        let rights = Right::ALL
            .iter()
            .rev()
            .map(|right| chip(right.label(), AccessFilter { right: Some(*right), source: None }));
        let sources =
            Source::ALL.iter().map(|source| chip(source.label(), AccessFilter { right: None, source: Some(*source) }));
        std::iter::once(chip("Everyone", AccessFilter::default())).chain(rights).chain(sources).collect()
    }
}

/// "14 people can publish: 2 by role, 9 by team, 3 by name."
fn sentence(project: &Project, counted: Publishers) -> Markup {
    let has_base = project.owner.is_org && project.reach.base.is_some_and(|base| base.includes(Right::Publish));
    let by_role = match project.owner.is_org {
        true if has_base && project.state != State::Locked => "by role or base right",
        true => "by role",
        false => "by owning it",
    };
    let parts = [(counted.by_role, by_role), (counted.by_team, "by a team"), (counted.by_name, "by name")];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, how)| format!("{} {how}", thousands(count)))
        .collect();
    let people = match counted.all() {
        1 => "1 person".to_owned(),
        many => format!("{} people", thousands(many)),
    };
    html! {
        p.say {
            b { (people) } " can publish: " (parts.join(", ")) "."
            @if project.state == State::Locked { " It is locked, so being a Member gives no right." }
            @if is_public(project) { " Everybody can read, because it is public." }
        }
    }
}

fn is_public(project: &Project) -> bool {
    project.visibility == Visibility::Public
}

/// The field that asks whether somebody may, and what was answered.
fn ask(shown: &Shown<'_>, who: &str, answer: Option<Markup>) -> Markup {
    html! {
        form.card.ask method="get" action=(shown.page) {
            label for="who-may" { "What can" }
            input.input.mono id="who-may" name="who" value=(who) placeholder="username" autocomplete="off"
                autocapitalize="none" spellcheck="false";
            span { "do here?" }
            button.btn { "Check" }
            @if let Some(answer) = answer { p.answer role="status" { span { (answer) } } }
        }
    }
}

async fn answer(db: &guildhall::db::Db, project: &ProjectFor<SeeInside>, who: &str) -> Result<Option<Markup>> {
    if who.is_empty() {
        return Ok(None);
    }
    let Ok(name) = AccountName::typed(who) else { return Ok(Some(nobody(who))) };
    let found = match guildhall::project::check(db, project, &name).await {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(Some(nobody(who))),
        Err(error) => return Err(error),
    };
    Ok(Some(verdict(&project.project, &found)))
}

fn nobody(who: &str) -> Markup {
    html! { b { "Nobody." } " There is no user called " span.mono { (who) } "." }
}

/// Yes or no, with the chain of reasons.
fn verdict(project: &Project, found: &Explained) -> Markup {
    let Explained { named, reach, reasons } = found;
    let org = &project.owner.named;
    match reach.right() {
        Some(right) => html! {
            b { (named) " may " (right.verb()) "." } " It comes from: "
            @for (place, (reason, given)) in reasons.iter().enumerate() {
                @if place > 0 { "; " }
                (because(project, reason)) " (" (given.label()) ")"
            }
            "."
        },
        None => html! {
            b { (named) " has no right here." } " "
            @match reach.standing.map(|standing| standing.role) {
                Some(guildhall::access::Role::Billing) => "A Billing manager works on no project.",
                Some(_) if reach.locked => "The project is locked, so being a Member gives none.",
                Some(_) => "Members have no base right here, and no team or person gave another.",
                None if project.owner.is_org => {
                    "Not a member of " (org.display_name) ", and nobody gave a right by name."
                }
                None => "Nobody gave a right by name.",
            }
            @if is_public(project) { " Everybody can read, because it is public." }
        },
    }
}

/// One reason, which leads to where it is changed.
fn because(project: &Project, reason: &Reason) -> Markup {
    let org = &project.owner.named.name;
    html! {
        @match reason {
            Reason::Owner => "owns it",
            Reason::Role(role) => { a href={ (to::people(org)) "?role=" (role.as_str()) } { (role.label()) } }
            Reason::Base => { "base right of Members" }
            Reason::Team { name, slug } => { a href=(to::team(org, slug)) { (name) } }
            Reason::Name => "by name",
        }
    }
}

fn list(shown: &Shown<'_>, project: &Project, people: &[Explained], next: Option<String>, manages: bool) -> Markup {
    let mut heads = vec![Column::new("Person"), Column::new("May"), Column::new("Because")];
    if manages {
        heads.push(Column::with("", "acts"));
    }
    let rows = html! { @for person in people { (row(project, person, manages)) } };
    let first = (!shown.after.is_empty()).then(|| shown.href(shown.filter, ""));
    let next = next.map(|after| shown.href(shown.filter, &after));
    html! {
        div.card {
            @if people.is_empty() { p.pad.muted { "Nobody fits." } } @else {
                (table("People", &heads, &rows))
                (forward(first, next, &format!("{} on this page, by name.", people.len())))
            }
        }
    }
}

fn row(project: &Project, found: &Explained, manages: bool) -> Markup {
    let Explained { named, reach, reasons } = found;
    let Some(right) = reach.right() else { return html! {} };
    let is_member = reach.standing.is_some() || reach.is_owner;
    let may_take = manages && reach.own.is_some_and(|own| project.reach.right().is_some_and(|mine| mine.includes(own)));
    html! {
        tr {
            td {
                (person_at(named.display_name.as_str(), named.name.as_str(), &to::public(&named.name)))
                @if !is_member && project.owner.is_org { " " (crate::ui::badge("", "Collaborator")) }
            }
            td data-label="May" { b { (right.label()) } }
            td data-label="Because" {
                span.why {
                    @for (reason, given) in reasons {
                        @if *given == right { b { (because(project, reason)) } } @else {
                            s { (because(project, reason)) ": " (given.verb()) }
                        }
                    }
                }
            }
            @if manages {
                td.acts {
                    @if may_take {
                        @let describe = format!("Take the right by name from {named}");
                        (row_button(TAKE, named.name.as_str(), "Take away", &describe, ""))
                    }
                }
            }
        }
    }
}

/// Who asks to be let in, for those who may let them.
async fn joins(db: &guildhall::db::Db, actor: &guildhall::access::Actor, at: &ProjectAt) -> Result<Option<Vec<Part>>> {
    use guildhall::access::GiveRights;
    let project = match ProjectFor::<GiveRights>::check(&mut *db.read().await?, actor, at).await {
        Ok(project) => project,
        Err(_) => return Ok(None),
    };
    let asking = guildhall::project::joins(db, &project).await?;
    if asking.is_empty() {
        return Ok(None);
    }
    let right = project.project.reach.base.unwrap_or(Right::Read);
    let one = |(named, since): (Named, Timestamp)| {
        let button = |label: &str, class: &str, answer: &str| Field::Submit {
            label: label.to_owned(),
            class: class.to_owned(),
            name: "answer".to_owned(),
            value: answer.to_owned(),
            describe: format!("{label}: {named}"),
        };
        let who = html! {
            div.row { (person(named.display_name.as_str(), named.name.as_str())) span.muted { "asked " (ago(since)) } }
        };
        of_project(path_of::<AnswerJoin>(), &project.project)
            .fixed("user", &named.name)
            .with(Field::Group {
                class: "row".to_owned(),
                fields: vec![who.into(), button("Let in", "primary", "let-in"), button("Decline", "", "decline")],
            })
            .into()
    };
    let hint = html! { p.small.muted { "Whoever is let in may " (right.verb()) ", as before it was locked." } };
    let mut parts: Vec<Part> = asking.into_iter().map(one).collect();
    parts.push(hint.into());
    Ok(Some(vec![Part::section("Asking to be let in", [Part::card(parts)])]))
}

/// Offers that nobody has answered.
fn waiting(offers: &[Offer]) -> Part {
    let heads = [Column::new("Offered to"), Column::new("What"), Column::new("By"), Column::with("", "acts")];
    let rows = html! {
        @for offer in offers {
            tr {
                td { a href=(to::offer(&offer.id)) { bdi { (offer.to) } } }
                td data-label="What" { (offer.right.map_or("The project", |right| right.label())) }
                td data-label="By" { (offer.by.name) ", " (crate::ui::left(offer.expires_at, Timestamp::now())) }
                td.acts {
                    @let describe = format!("Take back the offer to {}", offer.to);
                    (row_button(TAKE_BACK, offer.id.as_str(), "Take back", &describe, ""))
                }
            }
        }
    };
    Part::section("Offered", [html! { div.card { (table("Offers that wait", &heads, &rows)) } }.into()])
}

/// The forms that give a right to a person or a team.
async fn give(
    db: &guildhall::db::Db,
    actor: &guildhall::access::Actor,
    project: &Project,
    most: Right,
) -> Result<Vec<Part>> {
    let rights: Vec<_> = Right::ALL
        .iter()
        .filter(|right| most.includes(**right))
        .map(|right| (right.as_str().to_owned(), right.label().to_owned()))
        .collect();
    let right = || Field::select("right", "Right", rights.clone(), Right::Read.as_str());
    let hint = match project.owner.is_org {
        true => "Username or e-mail address. Members have it at once; others are asked first, and take no seat.",
        false => "Username or e-mail address. They are asked first.",
    };
    let person = of_project(path_of::<GiveRight>(), project)
        .with(TextSheet { required: true, mono: true, hint: hint.to_owned(), ..TextSheet::new("who", "Who") })
        .with(right())
        .with(Field::row([Field::submit("primary", "Give right")]));
    let mut parts = vec![Part::section("Add a person", [Part::card([person.into()])])];
    if project.owner.is_org && project.reach.standing.is_some() {
        let org = crate::server::org(project.owner.named.name.as_str()).await?;
        let teams = guildhall::team::all(db, actor, &org.org).await?;
        if !teams.is_empty() {
            let options = teams.into_iter().map(|team| (team.slug, team.name.to_string())).collect();
            let team = of_project(path_of::<GiveTeamRight>(), project)
                .with(Field::select("team", "Team", options, ""))
                .with(right())
                .with(Field::row([Field::submit("", "Give right")]));
            parts.push(Part::section("Add a team", [Part::card([team.into()])]));
        }
    }
    Ok(parts)
}

/// A form about one project.
fn of_project(act: &str, project: &Project) -> FormSheet {
    FormSheet::new(act).fixed("kind", project.named.kind.as_str()).fixed("project", project.named.word())
}

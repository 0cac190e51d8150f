use guildhall::access::{Permission, Role};
use guildhall::address as to;
use guildhall::error::{Who, thousands};
use guildhall::id::ImportId;
use guildhall::org::OrgHeader;
use guildhall::project::{Import, Item, MOST_IMPORTED, Outcome, State};
use guildhall::{Error, Result};

use super::acts::{BeginImport, PrepareImport};
use super::list_query::ListQuery;
use super::{kind_of, path_of};
use crate::pages::sheets::Params;
use crate::sheet::{Field, FormSheet, Head, Part, Sheet, empty, forward, link, table};
use crate::ui::{Column, Markup, html};

/// The reader's own projects, to choose those that come into an organization.
pub async fn bring(org: &str, params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let seen = crate::server::org(org).await?;
    let head = &seen.head;
    may_create(head, guildhall::org::project_settings(&db, &seen.org).await?.members_create)?;
    let shown = ListQuery { kind: None, state: None, ..ListQuery::read(params) };
    let counts = guildhall::project::counts(&mut *db.read().await?, actor.user.as_str()).await?;
    let projects = guildhall::project::of_account(&db, &actor, &shown.filter(), Some(&shown.after)).await?;
    let page = Sheet::new(
        format!("Bring projects in · {}", head.display_name),
        Head {
            lead: "They belong to the organization then. A page says what that changes before anything is done.".into(),
            crumbs: vec![("Projects".into(), to::org_projects(&head.name))],
            ..Head::new("Bring your projects in")
        },
    );
    if counts.all() == 0 {
        let new = link("primary", "plus", &to::new_project(&head.name), "New project");
        let text = "You own no project that could come in. A new one can belong to the organization at once.";
        return Ok(page.with(empty("box", "Nothing to bring", text, Some(new))));
    }
    let list = format!("{}/bring", to::org_projects(&head.name));
    let first = (!shown.after.is_empty()).then(|| shown.first_page().href(&list));
    let next = projects.next.map(|after| ListQuery { after, ..shown.clone() }.href(&list));
    let rows = html! {
        @for project in projects.rows {
            @let value = format!("{}/{}", project.named.kind.as_str(), project.named.word());
            @let is_archived = project.state == State::Archived;
            tr {
                td {
                    label.pick-line {
                        input type="checkbox" name="projects[]" value=(value) disabled[is_archived];
                        b { bdi { (project.named) } }
                        @if is_archived { " " span.badge { "Archived: restore it first" } }
                    }
                }
                td.aside { (kind_of(project.named.kind, project.named.kind.label())) }
            }
        }
    };
    let heads = [Column::new("Project"), Column::with("Kind", "aside")];
    let movable = counts.in_state(State::Active) + counts.in_state(State::Locked);
    let all = movable.min(i64::try_from(MOST_IMPORTED).unwrap_or(i64::MAX));
    let form = FormSheet::new(path_of::<PrepareImport>())
        .fixed("org", &head.name)
        .with(Field::from(html! {
            div.card {
                (table("Your projects", &heads, &rows))
                (forward(first, next, "What is ticked here is chosen; other pages are chosen by themselves."))
            }
        }))
        .with(Field::row([
            Field::submit("primary", "Choose the ticked"),
            Field::Submit {
                label: format!("Choose all {}", thousands(all)),
                class: String::new(),
                name: "all".into(),
                value: "yes".into(),
                describe: String::new(),
            },
        ]));
    Ok(page.with(form))
}

fn may_create(head: &OrgHeader, members_create: bool) -> Result<()> {
    guildhall::access::require(head.standing(), Permission::CreateProjects)?;
    match head.role == Role::Member && !members_create {
        true => Err(Error::Forbidden(Who::Managers)),
        false => Ok(()),
    }
}

/// What was chosen, before it is done, while it is done, and what became of it.
pub async fn brought(org: &str, import: &str) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let seen = crate::server::org(org).await?;
    let id = ImportId::parse(import).ok_or(Error::NotFound)?;
    let import = guildhall::project::import(&db, &actor, &id).await?;
    if import.org.name != seen.head.name {
        return Err(Error::NotFound);
    }
    let settings = guildhall::org::project_settings(&db, &seen.org).await?;
    let base = settings.base_right.right().map_or("see", |right| right.verb());
    Ok(if import.begun { done(&import) } else { ask(&import, &seen.head, base) })
}

fn projects(count: i64) -> String {
    if count == 1 { "1 project".to_owned() } else { format!("{} projects", thousands(count)) }
}

fn ask(import: &Import, head: &OrgHeader, base: &str) -> Sheet {
    let list = to::org_projects(&import.org.name);
    let what = projects(import.all);
    let page = Sheet::new(
        format!("Bring projects in · {}", head.display_name),
        Head {
            crumbs: vec![("Projects".into(), list.clone()), ("Bring in".into(), format!("{list}/bring"))],
            ..Head::new(format!("Bring {what} into {}?", import.org.display_name))
        },
    )
    .narrow();
    if import.all == 0 {
        let again = link("", "", &format!("{list}/bring"), "Choose again");
        return page.with(empty("box", "Nothing was chosen", "Tick at least one project.", Some(again)));
    }
    let form = FormSheet::new(path_of::<BeginImport>()).fixed("id", &import.id).with(Field::row([
        Field::submit("primary", &format!("Bring {what} in")),
        Field::from(link("quiet", "", &list, "Cancel")),
    ]));
    let text = html! {
        ul {
            li { "They belong to " b { (import.org.display_name) } ", and no longer to you." }
            li { "Its Owners are admin of them, its Managers maintain them, its Members " (base) " them." }
            li { "What you gave to people by name stays; their addresses stay as they are." }
            li { "To take one out again needs an Owner." }
        }
        (names(&import.items, import.all))
    };
    page.with(Part::card([text.into()])).with(Part::group("section", [form.into()]))
}

/// The first of them, and how many more there are.
fn names(items: &[Item], all: i64) -> Markup {
    let shown: Vec<_> = items.iter().take(10).map(|item| item.project.to_string()).collect();
    let more = all - i64::try_from(shown.len()).unwrap_or(all);
    html! { p.small.muted { (shown.join(", ")) @if more > 0 { " and " (thousands(more)) " more" } } }
}

fn done(import: &Import) -> Sheet {
    let list = to::org_projects(&import.org.name);
    let (title, lead) = match import.finished {
        true => (
            format!("{} came in", projects(import.came)),
            match import.all - import.came {
                0 => String::new(),
                1 => "1 stays where it was, with the reason below.".to_owned(),
                many => format!("{} stay where they were, with the reason below.", thousands(many)),
            },
        ),
        false => (
            format!("{} of {} were tried", thousands(import.tried), thousands(import.all)),
            "It goes on by itself; you can leave this page.".to_owned(),
        ),
    };
    let head = Head { lead, crumbs: vec![("Projects".into(), list.clone())], ..Head::new(title.clone()) };
    let rows = html! {
        @for item in &import.items {
            tr {
                td { a href=(to::project(&item.project)) { bdi { (item.project) } } }
                td data-label="Why" { (item.outcome.map_or("", Outcome::label)) }
            }
        }
    };
    let heads = [Column::new("Project"), Column::new("Why")];
    let shown = html! {
        progress max=(import.all) value=(import.tried) aria-label=(title) {}
        @if !import.items.is_empty() { div.card.section { (table("What stays", &heads, &rows)) } }
        div.row.section {
            (link("primary", "box", &list, "See the projects"))
            // Without script nothing is told when it goes on.
            @if !import.finished { noscript { a.btn href="" { "Look again" } } }
        }
    };
    Sheet::new(title, head).narrow().with(shown)
}

use guildhall::Result;
use guildhall::access::{Permission, Role, Visibility};
use guildhall::address as to;
use guildhall::error::thousands;
use guildhall::org::OrgHeader;
use guildhall::project::{ProjectRow, Projects, Several, State};

use super::list_query::ListQuery;
use super::{kind_of, state_badges};
use crate::pages::sheets::Params;
use crate::sheet::{Head, Sheet, about, ago, empty, forward, link, table, tools_with};
use crate::ui::{Column, Markup, html};

/// The projects of an organization.
pub async fn of_org(org: &str, params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let seen = crate::server::org(org).await?;
    let shown = ListQuery::read(params);
    let counts = guildhall::project::counts(&mut *db.read().await?, seen.org.id.as_str()).await?;
    let after = Some(shown.after.as_str());
    let projects = guildhall::project::of_org(&db, &actor, &seen.org, &shown.filter(), after).await?;
    let settings = guildhall::org::project_settings(&db, &seen.org).await?;
    let head = &seen.head;
    let may_create = head.may(Permission::CreateProjects) && (head.role != Role::Member || settings.members_create);
    let base = settings.base_right.right().map_or("cannot open", |right| right.verb());
    let you = match head.role {
        Role::Owner => "You are admin of all of them.".to_owned(),
        Role::Manager => "You maintain all of them.".to_owned(),
        Role::Billing => "A Billing manager sees them and cannot work on them.".to_owned(),
        Role::Member if settings.base_right.right().is_none() => {
            "You work on those in which you were given a right.".to_owned()
        }
        Role::Member => format!("You {base} those that are not locked, and may more where it was given to you."),
    };
    let list = to::org_projects(&head.name);
    let lead = match counts.all() {
        0 => String::new(),
        1 => format!("1 project. {you}"),
        many => format!("{} projects. {you}", thousands(many)),
    };
    let actions = may_create.then(|| create_links(head));
    let page = Sheet::new(
        format!("Projects · {}", head.display_name),
        Head { lead, actions: actions.clone().filter(|_| counts.all() > 0), ..Head::new("Projects") },
    );
    if counts.all() == 0 {
        let text = match may_create {
            true => "What the organization makes and runs belongs to it and not to one person: apps, packages, racks.",
            false => "What the organization makes and runs is listed here once there is something.",
        };
        return Ok(page.with(empty("box", "No projects yet", text, actions)));
    }
    let shows = Shows { owners: false, boxes: !acts_of(head, &projects.rows).is_empty() };
    let table = rows_of(&shown, &list, &projects, shows);
    let chips = shown.chips(&list, &counts);
    let teams = match head.teams {
        0 => Vec::new(),
        _ => guildhall::team::all(&db, &actor, &seen.org).await?,
    };
    let more = shown.more(&list, &teams);
    let tools = tools_with("Find a project", &list, &shown.text, &shown.kept(), &chips, &more);
    Ok(page.with(tools).with(ticking(head, &list, &projects.rows, &table)))
}

/// The list with boxes to tick, for those who may do something to several projects at once. What there is to do shows
/// once one is ticked.
fn ticking(head: &OrgHeader, list: &str, rows: &[ProjectRow], shown: &Markup) -> Markup {
    let acts = acts_of(head, rows);
    if acts.is_empty() || rows.is_empty() {
        return shown.clone();
    }
    html! {
        form.picks method="get" action={ (list) "/selected" } {
            (shown)
            div.bulk {
                span { "With those that are ticked:" }
                @for act in acts { button.btn name="act" value=(act.as_str()) { (act.label()) "…" } }
            }
        }
    }
}

/// What one of these projects at least could need, and a role allows in all of them.
fn acts_of(head: &OrgHeader, rows: &[ProjectRow]) -> Vec<Several> {
    let any = |is: &dyn Fn(&ProjectRow) -> bool| rows.iter().any(is);
    let fits = |act: &&Several| match act {
        Several::Team => head.teams > 0,
        Several::Lock => any(&|row| row.state == State::Active),
        Several::Unlock => any(&|row| row.state == State::Locked),
        Several::Show => head.role == Role::Owner && any(&|row| row.visibility == Visibility::Internal),
        Several::Hide => head.role == Role::Owner && any(&|row| row.visibility == Visibility::Public),
        Several::Archive => head.role == Role::Owner && any(&|row| row.state != State::Archived),
        Several::Restore => head.role == Role::Owner && any(&|row| row.state == State::Archived),
    };
    match head.may(Permission::ManageProjects) {
        true => Several::ALL.iter().filter(fits).copied().collect(),
        false => Vec::new(),
    }
}

/// What a list of projects shows besides the projects.
#[derive(Clone, Copy)]
pub(super) struct Shows {
    /// Whose each is.
    pub owners: bool,
    /// A box to tick before each.
    pub boxes: bool,
}

fn create_links(head: &OrgHeader) -> Markup {
    let bring = format!("{}/bring", to::org_projects(&head.name));
    html! {
        (link("", "", &bring, "Bring in…"))
        (link("primary", "plus", &to::new_project(&head.name), "New project"))
    }
}

/// The table of a list of projects.
pub(super) fn rows_of(shown: &ListQuery, list: &str, projects: &Projects, shows: Shows) -> Markup {
    if projects.rows.is_empty() {
        let all = link("", "", list, "Show all");
        return empty("search", "No project fits", "Try another word, or take a filter away.", Some(all));
    }
    let [name, act] = shown.columns(list);
    let mut heads = vec![name, Column::with("Kind", "aside")];
    if shows.owners {
        heads.push(Column::new("Owner"));
    }
    heads.extend([Column::new("Your right"), act]);
    let count = projects.rows.len();
    let rows = html! { @for project in &projects.rows { (row(project, shows)) } };
    let next = projects.next.clone().map(|after| ListQuery { after, ..shown.clone() }.href(list));
    let first = (!shown.after.is_empty()).then(|| shown.first_page().href(list));
    let sort = shown.sort.unwrap_or(guildhall::project::Sort::Latest).label();
    html! {
        div.card {
            (table("Projects", &heads, &rows))
            (forward(first, next, &format!("{count} on this page. {sort}.")))
        }
    }
}

fn row(project: &ProjectRow, shows: Shows) -> Markup {
    let ProjectRow { named, owner, visibility, state, description, last_act, acted_at, actor, right } = project;
    let is_internal = *visibility == Visibility::Internal;
    html! {
        tr {
            td {
                @if shows.boxes {
                    @let value = format!("{}/{}", named.kind.as_str(), named.word());
                    input type="checkbox" name="project" value=(value) aria-label={ "Select " (named) };
                }
                b { a href=(to::project(named)) { bdi { (named) } } }
                (state_badges(*state, is_internal))
                (about(description))
            }
            td.aside { (kind_of(named.kind, named.kind.label())) }
            @if shows.owners { td data-label="Owner" { a href=(to::public(&owner.named.name)) { (owner.named.name) } } }
            td data-label="Your right" {
                @if let Some(right) = right { (right.label()) } @else { span.muted { "None" } }
            }
            td.aside {
                (ago(*acted_at))
                div.small { (last_act.label()) @if let Some(actor) = actor { " by " (actor) } }
            }
        }
    }
}

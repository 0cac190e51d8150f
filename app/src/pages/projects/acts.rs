//! What the forms of these pages call.

use guildhall::address as to;
use guildhall::text::ProjectAt;
use leptos::prelude::*;

use crate::done::Done;
use crate::error::Fault;
use crate::server::{actor, confirmed, db, go_done, name};
use crate::sheet::LiveWord;

fn at(kind: &str, project: &str) -> Result<ProjectAt, Fault> {
    Ok(ProjectAt::parse(kind, project).ok_or(guildhall::Error::NotFound)?)
}

/// The page of a project that a form stood on.
fn page(at: &ProjectAt, page: &str) -> String {
    format!("{}{page}", to::project_at(at.kind, &at.word))
}

#[server]
pub async fn create_project(
    #[server(default)] owner: String,
    #[server(default)] kind: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] link: String,
    #[server(default)] visibility: String,
) -> Result<(), Fault> {
    use guildhall::project::NewProjectForm;
    let (db, actor, owner) = (db(), actor()?, crate::server::name(&owner)?);
    let wanted = NewProjectForm { kind, name, description, link, visibility }.parse()?;
    let project = guildhall::project::create(&db, &actor, &owner, &wanted).await?;
    go_done(&to::project(&project), Done::ProjectCreated);
    Ok(())
}

/// What can be said of a name while it is typed.
#[server(input = server_fn::codec::GetUrl)]
pub async fn check_project_name(
    #[server(default)] kind: String,
    #[server(default)] name: String,
) -> Result<Option<LiveWord>, Fault> {
    use guildhall::Problem;
    use guildhall::project::Standing;
    use guildhall::text::{ProjectKind, ProjectName};
    let (db, actor) = (db(), actor()?);
    let Ok(kind) = ProjectKind::parse(&kind) else { return Ok(None) };
    let bad = |problem: Problem| LiveWord { good: false, text: problem.message() };
    let name = match ProjectName::parse(kind, &name) {
        Ok(name) => name,
        Err(problem) => return Ok(Some(bad(problem))),
    };
    Ok(Some(match guildhall::project::standing(&db, &actor, kind, &name).await? {
        Standing::Free => LiveWord { good: true, text: format!("{name} is free") },
        Standing::Taken => bad(Problem::ProjectTaken),
        Standing::LooksLike(Some(other)) => bad(Problem::LooksLike { name: other.to_string() }),
        Standing::LooksLike(None) => bad(Problem::LooksLikeAnother),
    }))
}

#[server]
pub async fn edit_project(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] description: String,
    #[server(default)] link: String,
) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    let details = guildhall::project::Details::parse(&description, &link)?;
    guildhall::project::edit(&db, &actor, &at, &details).await?;
    go_done(&page(&at, "/settings"), Done::ProjectEdited);
    Ok(())
}

#[server]
pub async fn show_project(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] visibility: String,
) -> Result<(), Fault> {
    use guildhall::access::Visibility;
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    let visibility = Visibility::parse(&visibility).map_err(|wrong| guildhall::Error::field("visibility", wrong))?;
    guildhall::project::show(&db, &actor, &at, visibility).await?;
    go_done(&page(&at, "/settings"), Done::ProjectShown);
    Ok(())
}

#[server]
pub async fn rename_project(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] name: String,
    #[server(default)] typed: String,
) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    let named = guildhall::project::rename(&db, &actor, &at, &name, &typed).await?;
    go_done(&to::project_settings(&named), Done::ProjectRenamed);
    Ok(())
}

/// Locks, unlocks, archives or restores.
#[server]
pub async fn turn_project(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] act: String,
) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    let done = match act.as_str() {
        "lock" => guildhall::project::lock(&db, &actor, &at).await.map(|()| Done::ProjectLocked),
        "unlock" => guildhall::project::unlock(&db, &actor, &at).await.map(|()| Done::ProjectUnlocked),
        "archive" => guildhall::project::archive(&db, &actor, &at).await.map(|()| Done::ProjectArchived),
        "restore" => guildhall::project::restore(&db, &actor, &at).await.map(|()| Done::ProjectRestored),
        _ => Err(guildhall::Error::BadRequest),
    };
    go_done(&page(&at, "/settings"), done?);
    Ok(())
}

#[server]
pub async fn delete_project(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] typed: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, at) = (db(), at(&kind, &project)?);
    let actor = confirmed(&password).await?;
    let owner = guildhall::project::see(&db, Some(&actor), &at).await?.project.owner;
    guildhall::project::delete(&db, &actor, &at, &typed).await?;
    let list = if owner.is_org { to::org_projects(&owner.named.name) } else { to::PROJECTS.to_owned() };
    go_done(&list, Done::ProjectDeleted);
    Ok(())
}

#[server]
pub async fn give_right(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] who: String,
    #[server(default)] right: String,
) -> Result<(), Fault> {
    use guildhall::project::{Given, Person};
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    let mut form = guildhall::error::Form::default();
    let who = form.take("who", Person::parse(&who));
    let right = form.take("right", guildhall::access::Right::parse(&right));
    let (who, right) = form.all((who, right))?;
    let done = match guildhall::project::give(&db, &actor, &at, &who, right).await? {
        Given::Now => Done::RightGiven,
        Given::Offered => Done::RightOffered,
    };
    go_done(&page(&at, "/access"), done);
    Ok(())
}

/// `next` is the page the form stands on: that of the project, or of the team.
#[server]
pub async fn give_team_right(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] team: String,
    #[server(default)] right: String,
) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    let right = guildhall::access::Right::parse(&right).map_err(|wrong| guildhall::Error::field("right", wrong))?;
    guildhall::project::give_team(&db, &actor, &at, &team, right).await?;
    go_done(&page(&at, "/access"), Done::RightGiven);
    Ok(())
}

/// `id` is a username, or a team behind `team:`.
#[server]
pub async fn take_right(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] id: String,
) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    match id.strip_prefix("team:") {
        Some(team) => guildhall::project::take_team(&db, &actor, &at, team).await?,
        None => guildhall::project::take(&db, &actor, &at, &name(&id)?).await?,
    }
    go_done(&page(&at, "/access"), Done::RightTaken);
    Ok(())
}

#[server]
pub async fn give_up_right(#[server(default)] kind: String, #[server(default)] project: String) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    guildhall::project::give_up(&db, &actor, &at).await?;
    go_done(to::PROJECTS, Done::RightGivenUp);
    Ok(())
}

#[server]
pub async fn ask_join(#[server(default)] kind: String, #[server(default)] project: String) -> Result<(), Fault> {
    let (db, actor, at) = (db(), actor()?, at(&kind, &project)?);
    guildhall::project::ask_join(&db, &actor, &at).await?;
    go_done(&page(&at, ""), Done::JoinAsked);
    Ok(())
}

#[server]
pub async fn answer_join(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] user: String,
    #[server(default)] answer: String,
) -> Result<(), Fault> {
    let (db, actor, at, user) = (db(), actor()?, at(&kind, &project)?, name(&user)?);
    let done = match answer.as_str() {
        "let-in" => guildhall::project::let_in(&db, &actor, &at, &user).await.map(|()| Done::LetIn),
        _ => guildhall::project::decline_join(&db, &actor, &at, &user).await.map(|()| Done::JoinDeclined),
    };
    go_done(&page(&at, "/access"), done?);
    Ok(())
}

#[server]
pub async fn transfer_project(
    #[server(default)] kind: String,
    #[server(default)] project: String,
    #[server(default)] to: String,
    #[server(default)] typed: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    use guildhall::project::offer::Transferred;
    let (db, at, receiver) = (db(), at(&kind, &project)?, name(&to)?);
    let actor = confirmed(&password).await?;
    let owner = guildhall::project::see(&db, Some(&actor), &at).await?.project.owner;
    match guildhall::project::offer::transfer(&db, &actor, &at, &receiver, &typed).await? {
        Transferred::Offered(id) => go_done(&guildhall::address::offer(&id), Done::TransferOffered),
        // Whoever gave it away may not be able to see it any more.
        Transferred::Now => match guildhall::project::see(&db, Some(&actor), &at).await {
            Ok(_) => go_done(&page(&at, ""), Done::ProjectMoved),
            Err(_) if owner.is_org => {
                go_done(&guildhall::address::org_projects(&owner.named.name), Done::ProjectMoved);
            }
            Err(_) => go_done(guildhall::address::PROJECTS, Done::ProjectMoved),
        },
    }
    Ok(())
}

#[server]
pub async fn accept_offer(#[server(default)] id: String) -> Result<(), Fault> {
    let (db, actor) = (db(), actor()?);
    let id = guildhall::id::OfferId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let project = guildhall::project::offer::accept(&db, &actor, &id).await?;
    go_done(&to::project(&project), Done::OfferAccepted);
    Ok(())
}

#[server]
pub async fn decline_offer(#[server(default)] id: String) -> Result<(), Fault> {
    let (db, actor) = (db(), actor()?);
    let id = guildhall::id::OfferId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    guildhall::project::offer::decline(&db, &actor, &id).await?;
    go_done(to::PROJECTS, Done::OfferDeclined);
    Ok(())
}

#[server]
pub async fn take_back_offer(#[server(default)] id: String) -> Result<(), Fault> {
    let (db, actor) = (db(), actor()?);
    let id = guildhall::id::OfferId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let project = guildhall::project::offer::take_back(&db, &actor, &id).await?;
    go_done(&to::project_access(&project), Done::OfferTakenBack);
    Ok(())
}

/// `projects` are kind and name of each, as `python/gearbox`; `all` takes every one there is.
#[server]
pub async fn prepare_import(
    #[server(default)] org: String,
    #[server(default)] projects: Vec<String>,
    #[server(default)] all: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (db(), actor()?, name(&org)?);
    let chosen: Vec<_> = projects
        .iter()
        .filter_map(|project| project.split_once('/'))
        .filter_map(|(kind, word)| ProjectAt::parse(kind, word))
        .collect();
    let chosen = all.is_empty().then_some(chosen.as_slice());
    let id = guildhall::project::prepare_import(&db, &actor, &org, chosen).await?;
    crate::server::go(&format!("{}/bring/{id}", to::org_projects(&org)));
    Ok(())
}

/// Begins an import that was looked at. It goes on by itself, whoever looks.
#[server]
pub async fn begin_import(#[server(default)] id: String) -> Result<(), Fault> {
    let (db, actor) = (db(), actor()?);
    let id = guildhall::id::ImportId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let import = guildhall::project::begin_import(&db, &actor, &id).await?;
    if !import.finished {
        tokio::spawn(async move {
            if let Err(error) = guildhall::project::go_on(&db, Some(&actor), &id).await {
                tracing::warn!(%error, "an import stopped; it goes on within a minute");
            }
        });
    }
    crate::server::go(&format!("{}/bring/{}", to::org_projects(&import.org.name), import.id));
    Ok(())
}

#[server]
pub async fn change_project_settings(
    #[server(default)] org: String,
    #[server(default)] base_right: String,
    #[server(default)] members_create: String,
    #[server(default)] default_visibility: String,
) -> Result<(), Fault> {
    use guildhall::org::ProjectSettings;
    let (db, actor, org) = (db(), actor()?, name(&org)?);
    let settings = ProjectSettings::parse(&base_right, &members_create, &default_visibility)?;
    guildhall::org::change_project_settings(&db, &actor, &org, &settings).await?;
    go_done(&to::org_settings(&org), Done::OrgSettingsSaved);
    Ok(())
}

/// One act on all projects that were ticked.
#[server]
pub async fn act_on_projects(
    #[server(default)] org: String,
    #[server(default)] act: String,
    #[server(default)] chosen: String,
    #[server(default)] team: String,
    #[server(default)] right: String,
) -> Result<(), Fault> {
    use guildhall::Problem;
    use guildhall::project::Several;
    let (db, actor, org) = (db(), actor()?, crate::server::name(&org)?);
    let seen = crate::server::org(org.as_str()).await?;
    let act = Several::parse(&act).map_err(|wrong| guildhall::Error::field("act", wrong))?;
    let projects = super::selected::ticked(&chosen.split_whitespace().collect::<Vec<_>>());
    let found = guildhall::project::chosen(&db, &actor, &seen.org, &projects).await?;
    let team = match act {
        Several::Team if team.is_empty() => return Err(guildhall::Error::field("team", Problem::Empty).into()),
        Several::Team => Some((
            team.as_str(),
            guildhall::access::Right::parse(&right).map_err(|wrong| guildhall::Error::field("right", wrong))?,
        )),
        _ => None,
    };
    let projects: Vec<_> = found.iter().map(|project| ProjectAt::from(&project.named)).collect();
    let count = guildhall::project::act_on(&db, &actor, act, &projects, team).await?;
    let done = if count == projects.len() { Done::ProjectsChanged } else { Done::SomeProjectsChanged };
    go_done(&to::org_projects(&org), done);
    Ok(())
}

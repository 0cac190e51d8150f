//! Every way to have a right in a project, against every thing that can be done with one: what the use-cases let
//! through is what the table that people read says.

use super::project_verbs::*;
use super::verbs::*;
use crate::access::{
    self, Actor, BaseRight, Need, PROJECT_TABLE, PermitProject, ProjectLine, ProjectPermission, Right, Role, Visibility,
};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Rule;
use crate::org::{self, ProjectSettings};
use crate::project::{self, ProjectFor, State};
use crate::text::{Description, ProjectAt, TeamName};
use crate::{Error, Result, team};

/// One way: the role of a member, and the levels that a team and the name give.
#[derive(Clone, Copy, Debug)]
struct Way {
    role: Option<Role>,
    team: i64,
    own: i64,
}

/// One project: what its organization gives to Members, and how it stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    base: BaseRight,
    state: State,
    visibility: Visibility,
}

const LEVELS: std::ops::Range<i64> = 0..5;

fn ways() -> Vec<Way> {
    let roles = std::iter::once(None).chain(Role::ALL.iter().copied().map(Some));
    let of_role = |role| LEVELS.flat_map(move |team| LEVELS.map(move |own| Way { role, team, own }));
    // Whoever is in a team is a member.
    roles.flat_map(of_role).filter(|way| way.role.is_some() || way.team == 0).collect()
}

/// What somebody may do there, worked out from the words of the design and from nothing of the code.
struct Expected {
    level: i64,
    sees: bool,
}

impl Expected {
    fn of(way: Way, place: Place) -> Self {
        let by_role = match (way.role, place.state) {
            (Some(Role::Owner), _) => 4,
            (Some(Role::Manager), _) => 3,
            (Some(Role::Member), State::Active | State::Archived) => place.base as i64,
            _ => 0,
        };
        let level = by_role.max(way.team).max(way.own);
        Self { level, sees: place.visibility == Visibility::Public || way.role.is_some() || level > 0 }
    }

    fn allows(&self, way: Way, line: &ProjectLine) -> bool {
        match line.need {
            Need::Right(least) => self.level >= least.level(),
            Need::AdminOrManager => self.level == 4 || matches!(way.role, Some(Role::Owner | Role::Manager)),
            Need::Owner(_) => way.role == Some(Role::Owner),
        }
    }

    /// What is answered to whoever tries.
    fn answer(&self, way: Way, place: Place, line: &ProjectLine) -> &'static str {
        match () {
            () if !self.sees => "not found",
            () if !self.allows(way, line) => "forbidden",
            () if place.state == State::Archived && !line.archived => "archived",
            () => "ok",
        }
    }
}

async fn answer<P: PermitProject>(db: &Db, actor: &Actor, at: &ProjectAt) -> &'static str {
    let checked: Result<ProjectFor<P>> = ProjectFor::check(&mut db.read().await.unwrap(), actor, at).await;
    match checked {
        Ok(_) => "ok",
        Err(Error::NotFound) => "not found",
        Err(Error::Forbidden(_)) => "forbidden",
        Err(Error::Refused(Rule::Archived)) => "archived",
        Err(other) => panic!("{other:?}"),
    }
}

/// What the handle for a permission answers.
async fn asked(db: &Db, actor: &Actor, at: &ProjectAt, permission: ProjectPermission) -> &'static str {
    use ProjectPermission as May;
    match permission {
        May::SeeInside => answer::<access::SeeInside>(db, actor, at).await,
        May::PublishVersions => answer::<access::PublishVersions>(db, actor, at).await,
        May::EditProject => answer::<access::EditProject>(db, actor, at).await,
        May::GiveRights => answer::<access::GiveRights>(db, actor, at).await,
        May::TakeRights => answer::<access::TakeRights>(db, actor, at).await,
        May::LockProject => answer::<access::LockProject>(db, actor, at).await,
        May::ShowProject => answer::<access::ShowProject>(db, actor, at).await,
        May::RenameProject => answer::<access::RenameProject>(db, actor, at).await,
        May::ArchiveProject => answer::<access::ArchiveProject>(db, actor, at).await,
        May::TransferProject => answer::<access::TransferProject>(db, actor, at).await,
        May::DeleteProject => answer::<access::DeleteProject>(db, actor, at).await,
    }
}

/// An organization with this base right, four teams with a right each, and a project for each way one can stand.
async fn place_of(db: &Db, founder: &Actor, base: BaseRight, people: &[(Way, Actor)]) -> Vec<(Place, ProjectAt)> {
    let acme = name(&format!("org-{}", base.as_str()));
    let id = org(db, founder, acme.as_str()).await;
    let settings = ProjectSettings { base_right: base, members_create: true, default_visibility: Visibility::Internal };
    org::change_project_settings(db, founder, &acme, &settings).await.unwrap();
    let mut places = Vec::new();
    for state in State::ALL.iter().copied() {
        for visibility in Visibility::ALL.iter().copied() {
            let word = format!("{}-{}-{}", base.as_str(), state.as_str(), visibility.as_str());
            let at = at(&make(db, founder, acme.as_str(), "app", &word).await.unwrap());
            project::show(db, founder, &at, visibility).await.unwrap();
            places.push((Place { base, state, visibility }, at));
        }
    }
    let none = Description::parse("").unwrap();
    let members: Vec<_> = people.iter().filter_map(|(way, actor)| Some((&actor.user, way.role?))).collect();
    crate::story::projects::store::make_members(db, &id, &members).await;
    for right in Right::ALL {
        let team_name = TeamName::parse(&format!("Team {}", right.as_str())).unwrap();
        let team = team::create(db, founder, &acme, &team_name, &none).await.unwrap();
        let members: Vec<_> = people.iter().filter(|(way, _)| way.team == right.level()).collect();
        let names: Vec<_> = members.iter().map(|(_, actor)| actor.name.clone()).collect();
        team::add(db, founder, &acme, &team, &names).await.unwrap();
        for (_, at) in &places {
            project::give_team(db, founder, at, &team, *right).await.unwrap();
        }
    }
    for (place, at) in &places {
        crate::story::projects::store::give_all(db, &at.word, people.iter().map(|(way, actor)| (&actor.user, way.own)))
            .await;
        match place.state {
            State::Active => {}
            State::Locked => project::lock(db, founder, at).await.unwrap(),
            State::Archived => project::archive(db, founder, at).await.unwrap(),
        }
    }
    places
}

db_test!(every_way_to_a_right_allows_what_the_table_says, |db| async move {
    let founder = person(&db, "founder").await;
    let mut people = Vec::new();
    for (number, way) in ways().into_iter().enumerate() {
        people.push((way, person(&db, &format!("person-{number}")).await));
    }
    assert_eq!(people.len(), 105, "four roles with 25 ways each, and five of whoever is no member");
    let (mut asked_for, mut number) = (std::collections::BTreeSet::new(), 0);
    for base in BaseRight::ALL.iter().copied() {
        for (place, at) in place_of(&db, &founder, base, &people).await {
            for (way, actor) in &people {
                let expected = Expected::of(*way, place);
                let found = project::see(&db, Some(actor), &at).await;
                assert_eq!(found.is_ok(), expected.sees, "{way:?} {place:?}");
                if let Ok(found) = found {
                    let level = found.project.reach.right().map_or(0, Right::level);
                    assert_eq!(level, expected.level, "{way:?} {place:?}");
                    for line in PROJECT_TABLE {
                        let allowed = access::allows_project(&found.project.reach, line.permission);
                        assert_eq!(allowed, expected.allows(*way, line), "{way:?} {place:?} {:?}", line.permission);
                    }
                }
                // What guards the use-cases, one after the other: each is asked for by many in all places.
                number += 1;
                let line = &PROJECT_TABLE[number % PROJECT_TABLE.len()];
                let answer = asked(&db, actor, &at, line.permission).await;
                assert_eq!(answer, expected.answer(*way, place, line), "{way:?} {place:?} {:?}", line.permission);
                asked_for.insert((line.what, answer));
            }
        }
    }
    assert_eq!(number, 105 * 24);
    for line in PROJECT_TABLE {
        let archived = if line.archived { None } else { Some("archived") };
        for answer in ["ok", "not found", "forbidden"].into_iter().chain(archived) {
            assert!(asked_for.contains(&(line.what, answer)), "nobody was answered {answer}: {}", line.what);
        }
    }
});

//! Every way to have a right in a project, by the front door: what each page and each act answers is what the table of
//! rights says.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use guildhall::access::{
    Actor, BaseRight, ProjectPermission as May, Reach, Right, Role, Standing, Visibility, allows_project,
};
use guildhall::db::Db;
use guildhall::org::ProjectSettings;
use guildhall::project::{NewProjectForm, State};
use guildhall::site::{SettingsForm, SiteSettings};
use guildhall::text::{Description, ProjectAt, TeamName};
use guildhall::token::Secret;
use guildhall::{admin, org, project, team};

use crate::policy::fields;
use crate::test_server::TestServer;
use crate::texts;
use crate::world::{self, World, name};

/// The role of a member, and the levels that a team and the name give.
#[derive(Clone, Copy, Debug)]
struct Way {
    role: Option<Role>,
    team: i64,
    own: i64,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    base: BaseRight,
    state: State,
    visibility: Visibility,
}

/// Pages below a project, with what opens them.
const PAGES: [(&str, &[May]); 5] = [
    ("", &[]),
    ("/access", &[May::SeeInside]),
    ("/history", &[May::SeeInside]),
    (
        "/settings",
        &[
            May::EditProject,
            May::ShowProject,
            May::LockProject,
            May::RenameProject,
            May::ArchiveProject,
            May::TransferProject,
            May::DeleteProject,
        ],
    ),
    ("/transfer", &[May::TransferProject]),
];

/// Acts on a project, with what they need, and the word that some of them take.
const ACTS: [(&str, May, &str); 12] = [
    ("edit_project", May::EditProject, ""),
    ("show_project", May::ShowProject, ""),
    ("rename_project", May::RenameProject, ""),
    ("turn_project", May::LockProject, "lock"),
    ("turn_project", May::LockProject, "unlock"),
    ("turn_project", May::ArchiveProject, "archive"),
    ("turn_project", May::ArchiveProject, "restore"),
    ("delete_project", May::DeleteProject, ""),
    ("give_right", May::GiveRights, ""),
    ("give_team_right", May::GiveRights, ""),
    ("take_right", May::TakeRights, ""),
    ("transfer_project", May::TransferProject, ""),
];

fn ways() -> Vec<Way> {
    let roles = std::iter::once(None).chain(Role::ALL.iter().copied().map(Some));
    let of_role = |role| (0..5).flat_map(move |team| (0..5).map(move |own| Way { role, team, own }));
    // Whoever is in a team is a member.
    roles.flat_map(of_role).filter(|way| way.role.is_some() || way.team == 0).collect()
}

/// Who comes from where, as the table takes it.
fn reach(way: Way, place: Place) -> Reach {
    Reach {
        is_owner: false,
        standing: way.role.map(|role| Standing { role, primary: false }),
        base: place.base.right(),
        by_team: Right::of_level(way.team),
        own: Right::of_level(way.own),
        locked: place.state == State::Locked,
    }
}

fn expected(way: Way, place: Place, needs: &[May]) -> StatusCode {
    let reach = reach(way, place);
    let is_archived = place.state == State::Archived;
    let opens = |may: &May| allows_project(&reach, *may) && (!is_archived || may.is_for_archived());
    match () {
        () if place.visibility == Visibility::Internal && !reach.sees() => StatusCode::NOT_FOUND,
        () if needs.is_empty() || needs.iter().any(opens) => StatusCode::OK,
        () if needs.len() == 1 && allows_project(&reach, needs[0]) => StatusCode::CONFLICT,
        () => StatusCode::FORBIDDEN,
    }
}

async fn execute(db: &Db, statement: &str, values: &[&str]) {
    let mut tx = db.begin().await.unwrap();
    let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
    for value in values {
        query = query.bind((*value).to_owned());
    }
    query.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// An organization with this base right, a team for each right, and a project for each way one can stand.
async fn places(
    db: &Db,
    (warden, founder): (&Actor, &Actor),
    base: BaseRight,
    people: &[(Way, Actor, Secret)],
) -> Vec<(Place, ProjectAt)> {
    let acme = name(&format!("org-{}", base.as_str()));
    world::org(db, warden, founder, acme.as_str()).await;
    let settings = ProjectSettings { base_right: base, members_create: true, default_visibility: Visibility::Internal };
    org::change_project_settings(db, founder, &acme, &settings).await.unwrap();
    for (way, actor, _) in people {
        let Some(role) = way.role else { continue };
        let member = "insert into memberships (org_id, user_id, role, joined_at, name_key, display_key)
                      select o.id, u.id, $3, 1, u.name_key, u.name_key from accounts o, accounts u
                      where o.name_key = $1 and u.name_key = $2";
        execute(db, member, &[acme.as_str(), actor.name.as_str(), role.as_str()]).await;
    }
    let mut places = Vec::new();
    for state in State::ALL.iter().copied() {
        for visibility in Visibility::ALL.iter().copied() {
            let word = format!("{}-{}-{}", base.as_str(), state.as_str(), visibility.as_str());
            let form = NewProjectForm {
                kind: "app".into(),
                name: word.clone(),
                visibility: visibility.as_str().into(),
                ..NewProjectForm::default()
            };
            project::create(db, founder, &acme, &form.parse().unwrap()).await.unwrap();
            places.push((Place { base, state, visibility }, ProjectAt::parse("app", &word).unwrap()));
        }
    }
    for right in Right::ALL {
        let called = TeamName::parse(&format!("Team {}", right.as_str())).unwrap();
        let team = team::create(db, founder, &acme, &called, &Description::parse("").unwrap()).await.unwrap();
        let members = people.iter().filter(|(way, ..)| way.team == right.level());
        let names: Vec<_> = members.map(|(_, actor, _)| actor.name.clone()).collect();
        team::add(db, founder, &acme, &team, &names).await.unwrap();
        for (_, at) in &places {
            project::give_team(db, founder, at, &team, *right).await.unwrap();
        }
    }
    for (place, at) in &places {
        for (way, actor, _) in people.iter().filter(|(way, ..)| way.own > 0) {
            let own = format!(
                "insert into collaborators (project_id, user_id, level, given_at)
                 select p.id, u.id, {}, 1 from projects p, accounts u where p.key = $1 and u.name_key = $2",
                way.own
            );
            execute(db, &own, &[&at.word, actor.name.as_str()]).await;
        }
        match place.state {
            State::Active => {}
            State::Locked => project::lock(db, founder, at).await.unwrap(),
            State::Archived => project::archive(db, founder, at).await.unwrap(),
        }
    }
    places
}

/// What an act on a project answers.
async fn act(server: &TestServer, world: &World, at: &ProjectAt, (act, word): (&str, &str)) -> StatusCode {
    let mut filled = fields(world, act, "");
    for (field, value) in &mut filled {
        match *field {
            "kind" => *value = at.kind.as_str().to_owned(),
            "project" | "typed" => *value = at.word.clone(),
            "act" if !word.is_empty() => *value = word.to_owned(),
            "team" => *value = "team-read".to_owned(),
            _ => {}
        }
    }
    let filled: Vec<_> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    server.call(&format!("/do/app/pages/projects/acts/{act}"), &filled).await.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_way_to_a_right_opens_what_the_table_says() {
    // The forms are filled in as for the other world, which has all they ask for.
    let stored = texts::stored().await;
    let server = TestServer::open().await;
    let db = &server.db;
    let warden = world::actor(db, &world::admin(db, "warden").await).await;
    let founder = world::actor(db, &world::user(db, "founder").await).await;
    let generous = SettingsForm {
        open_applications: "9".into(),
        sign_ups_of_address: "100".into(),
        sign_ups_of_network: "1000".into(),
        hourly_mails: "10000".into(),
        ..SettingsForm::from(&SiteSettings::default())
    };
    admin::change_settings(db, &warden, &generous).await.unwrap();
    let mut people = Vec::new();
    for (number, way) in ways().into_iter().enumerate() {
        let session = world::user(db, &format!("person-{number}")).await;
        people.push((way, world::actor(db, &session).await, session));
    }
    // A soak asks everybody for every page everywhere; otherwise one in three is asked for, each by many in all places.
    let is_soak = std::env::var_os("GUILDHALL_ROUNDS").is_some();
    let (mut asked, mut number, mut refused) = (0, 0, 0);
    for base in BaseRight::ALL.iter().copied() {
        for (place, at) in places(db, (&warden, &founder), base, &people).await {
            for (way, _, session) in &people {
                let browser = server.holding(Some(session));
                let project = format!("/projects/app/{}", at.word);
                for (page, needs) in PAGES {
                    asked += 1;
                    if asked % 3 != 0 && !is_soak {
                        continue;
                    }
                    let answer = browser.get(&format!("{project}{page}")).await.status;
                    assert_eq!(answer, expected(*way, place, needs), "{project}{page} by {way:?}");
                }
                // One act after the other. What is let in changes the world, so only refusals are asked for.
                for _ in 0..2 {
                    number += 1;
                    let (name, needs, word) = ACTS[number % ACTS.len()];
                    let expected = expected(*way, place, &[needs]);
                    if expected != StatusCode::OK {
                        refused += 1;
                        let answer = act(&browser, &stored.world, &at, (name, word)).await;
                        assert_eq!(answer, expected, "{name} {word} in {project} by {way:?}");
                    }
                }
            }
            let visitor = server.get(&format!("/projects/app/{}", at.word)).await.status;
            let public = place.visibility == Visibility::Public;
            assert_eq!(visitor, if public { StatusCode::OK } else { StatusCode::NOT_FOUND });
            let door = server.ask(Method::GET, &format!("/projects/app/{}/access", at.word), &[], Body::empty()).await;
            assert_ne!(door.status, StatusCode::OK, "whoever is not signed in sees nothing inside");
        }
    }
    assert!(refused > 2_000, "{refused} refusals were asked for");
}

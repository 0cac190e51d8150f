//! Whatever people do one after the other: every project has an owner, nobody has a right that the page of who may do
//! what does not explain, and that page tells of no right that a request does not have. The same on both databases.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::project_verbs::*;
use super::projects::store::{invariants, levels};
use super::rounds::rounds;
use super::verbs::*;
use crate::access::{Actor, BaseRight, Right, Role, SeeInside};
use crate::db::{Db, test};
use crate::org::ProjectSettings;
use crate::project::{self, AccessFilter, ProjectFor};
use crate::text::{Description, ProjectAt, TeamName};
use crate::{Error, member, team};

/// Ada owns the organization; bob is a Manager, max a Member, bea a Billing manager, tess is none.
const POOL: [&str; 5] = ["ada", "bob", "max", "bea", "tess"];

/// One act of one of the pool. Numbers are places in it.
#[derive(Clone, Debug)]
enum Step {
    Give { by: usize, whom: usize, right: Right },
    Take { by: usize, whom: usize },
    GiveUp { by: usize },
    Answer { by: usize, accepts: bool },
    GiveTeam { by: usize, right: Right },
    TakeTeam { by: usize },
    AddToTeam { by: usize, whom: usize },
    Leave { by: usize },
    Turn { by: usize, act: &'static str },
    Join { by: usize },
    LetIn { by: usize, whom: usize },
    Base { by: usize, base: BaseRight },
    Remove { whom: usize },
    Invite { whom: usize, role: Role },
    Transfer { by: usize, to: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..POOL.len();
    let right = || prop::sample::select(Right::ALL);
    let act = prop::sample::select(&["lock", "unlock", "archive", "restore"][..]);
    prop_oneof![
        4 => (who(), who(), right()).prop_map(|(by, whom, right)| Step::Give { by, whom, right }),
        2 => (who(), who()).prop_map(|(by, whom)| Step::Take { by, whom }),
        1 => who().prop_map(|by| Step::GiveUp { by }),
        3 => (who(), any::<bool>()).prop_map(|(by, accepts)| Step::Answer { by, accepts }),
        3 => (who(), right()).prop_map(|(by, right)| Step::GiveTeam { by, right }),
        1 => who().prop_map(|by| Step::TakeTeam { by }),
        3 => (who(), who()).prop_map(|(by, whom)| Step::AddToTeam { by, whom }),
        1 => who().prop_map(|by| Step::Leave { by }),
        3 => (who(), act).prop_map(|(by, act)| Step::Turn { by, act }),
        1 => who().prop_map(|by| Step::Join { by }),
        1 => (who(), who()).prop_map(|(by, whom)| Step::LetIn { by, whom }),
        2 => (who(), prop::sample::select(BaseRight::ALL)).prop_map(|(by, base)| Step::Base { by, base }),
        1 => who().prop_map(|whom| Step::Remove { whom }),
        1 => (who(), prop::sample::select(Role::ALL)).prop_map(|(whom, role)| Step::Invite { whom, role }),
        1 => (who(), who()).prop_map(|(by, to)| Step::Transfer { by, to }),
    ]
}

struct World {
    db: Db,
    pool: [Actor; 5],
}

impl World {
    async fn new(db: Db) -> Self {
        let pool = people(&db, POOL).await;
        Self { db, pool }
    }

    /// Plays a story in a new organization with one project and one team; returns what everybody may do after each
    /// step.
    async fn play(&self, acme: &str, steps: &[Step]) -> Vec<String> {
        let (db, [ada, bob, max, bea, _]) = (&self.db, &self.pool);
        org(db, ada, acme).await;
        for (user, role) in [(bob, Role::Manager), (max, Role::Member), (bea, Role::Billing)] {
            join(db, ada, user, acme, role).await;
        }
        let at = at(&make(db, ada, acme, "app", &format!("{acme}-engine")).await.unwrap());
        let (crew, none) = (TeamName::parse("Crew").unwrap(), Description::parse("").unwrap());
        team::create(db, ada, &name(acme), &crew, &none).await.unwrap();
        let mut told = Vec::new();
        for step in steps {
            let outcome = self.act(acme, &at, step).await;
            assert_ne!(outcome, Err(Error::Internal), "{step:?}");
            invariants(db).await;
            told.push(format!("{step:?}: {outcome:?} {}", self.rights(&at).await));
        }
        told
    }

    async fn act(&self, acme: &str, at: &ProjectAt, step: &Step) -> Result<(), Error> {
        let (db, acme) = (&self.db, name(acme));
        let user = |number: &usize| &self.pool[*number];
        match step {
            Step::Give { by, whom, right } => give(db, user(by), at, user(whom).name.as_str(), *right).await.map(drop),
            Step::Take { by, whom } => project::take(db, user(by), at, &user(whom).name).await,
            Step::GiveUp { by } => project::give_up(db, user(by), at).await,
            Step::Answer { by, accepts } => {
                let Some(offer) = project::offer::waiting(db, user(by)).await?.pop() else { return Ok(()) };
                match accepts {
                    true => project::offer::accept(db, user(by), &offer.id).await.map(drop),
                    false => project::offer::decline(db, user(by), &offer.id).await,
                }
            }
            Step::GiveTeam { by, right } => project::give_team(db, user(by), at, "crew", *right).await,
            Step::TakeTeam { by } => project::take_team(db, user(by), at, "crew").await,
            Step::AddToTeam { by, whom } => {
                team::add(db, user(by), &acme, "crew", std::slice::from_ref(&user(whom).name)).await.map(drop)
            }
            Step::Leave { by } => team::remove(db, user(by), &acme, "crew", &user(by).name).await,
            Step::Turn { by, act } => match *act {
                "lock" => project::lock(db, user(by), at).await,
                "unlock" => project::unlock(db, user(by), at).await,
                "archive" => project::archive(db, user(by), at).await,
                _ => project::restore(db, user(by), at).await,
            },
            Step::Join { by } => project::ask_join(db, user(by), at).await,
            Step::LetIn { by, whom } => project::let_in(db, user(by), at, &user(whom).name).await,
            Step::Base { by, base } => {
                let settings = ProjectSettings { base_right: *base, ..ProjectSettings::default() };
                crate::org::change_project_settings(db, user(by), &acme, &settings).await
            }
            Step::Remove { whom } => {
                let whom = &user(whom).name;
                member::remove(db, user(&0), &acme, whom, whom.as_str()).await
            }
            Step::Invite { whom, role } => {
                invite(db, user(&0), acme.as_str(), user(whom).name.as_str(), *role).await?;
                let waiting = crate::invitation::waiting(db, user(whom)).await?;
                let found = waiting.into_iter().find(|invitation| invitation.org.name == acme);
                match found {
                    Some(found) => crate::invitation::accept(db, user(whom), &crate::invitation::Key::Own(found.id))
                        .await
                        .map(drop),
                    None => Ok(()),
                }
            }
            Step::Transfer { by, to } => {
                project::offer::transfer(db, user(by), at, &user(to).name, &at.word).await.map(drop)
            }
        }
    }

    /// What everybody may do: by a request, by the page that explains it, and by the SQL that filters, all the same.
    async fn rights(&self, at: &ProjectAt) -> String {
        let mut found = Vec::new();
        let mut reader = None;
        for actor in &self.pool {
            let right = right(&self.db, actor, at).await;
            if right.is_some() {
                reader = Some(actor);
            }
            found.push((actor.name.to_string(), right));
        }
        let reader = reader.expect("a project has somebody who may read it");
        let project = ProjectFor::<SeeInside>::check(&mut self.db.read().await.unwrap(), reader, at).await.unwrap();
        let explained = project::access(&self.db, &project, AccessFilter::default(), None).await.unwrap().rows;
        let by_sql = levels(&self.db, &project.id).await;
        for (name, right) in &found {
            let row = explained.iter().find(|row| row.named.name.as_str() == name);
            let highest = row.and_then(|row| row.reasons.first()).map(|(_, right)| *right);
            assert_eq!(highest, *right, "what explains the right of {name}");
            let (_, level, sees) = by_sql.iter().find(|(of, ..)| of == name).unwrap();
            assert_eq!(*level, right.map_or(0, Right::level), "the level of {name}");
            let actor = self.pool.iter().find(|actor| actor.name.as_str() == name).unwrap();
            assert_eq!(*sees == 1, seen(&self.db, actor, at).await.is_ok(), "whether {name} may know of it");
            let of = AccessFilter { right: *right, source: None };
            if right.is_some() {
                let rows = project::access(&self.db, &project, of, None).await.unwrap().rows;
                assert!(rows.iter().any(|row| row.named.name.as_str() == name), "{name} among those with {right:?}");
            }
        }
        format!("{found:?}")
    }
}

#[test]
fn any_story_of_a_project_explains_every_right_and_is_the_same_on_both_databases() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sqlite = runtime.block_on(test::sqlite());
    let postgres = runtime.block_on(test::postgres());
    let one = runtime.block_on(World::new(sqlite.db.clone()));
    let two = postgres.as_ref().map(|test| runtime.block_on(World::new(test.db.clone())));
    if two.is_none() {
        eprintln!("no GUILDHALL_TEST_POSTGRES: this test ran on SQLite only");
    }
    let cases = u32::try_from(rounds(8)).unwrap();
    let config = Config { cases, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let played = std::cell::Cell::new(0);
    let done = TestRunner::new(config).run(&proptest::collection::vec(step(), 1..=25), |steps| {
        played.set(played.get() + 1);
        let acme = format!("story-{}", played.get());
        let here = runtime.block_on(one.play(&acme, &steps));
        if let Some(two) = &two {
            let there = runtime.block_on(two.play(&acme, &steps));
            for (here, there) in here.iter().zip(&there) {
                if here != there {
                    return Err(TestCaseError::fail(format!("SQLite has {here}, PostgreSQL {there}")));
                }
            }
        }
        Ok(())
    });
    if let Err(failure) = done {
        panic!("{failure}");
    }
    runtime.block_on(async {
        one.db.close().await;
        if let Some(two) = &two {
            two.db.close().await;
        }
    });
}

//! Any sequence of acts by anybody: what always holds does, and both databases tell the same story.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::rounds::rounds;
use super::store::{State, invariants, invitations, state};
use super::verbs::*;
use crate::access::{Actor, Caller, Role};
use crate::db::{Db, test};
use crate::id::InvitationId;
use crate::invitation::{self, Key};
use crate::text::AccountName;
use crate::{Error, member};

const POOL: [&str; 5] = ["ada", "bob", "carol", "dan", "eve"];

/// An act of somebody of the pool; numbers are places in it, `nth` is a place among all invitations.
#[derive(Clone, Debug)]
enum Step {
    Invite { by: usize, whom: usize, by_address: bool, role: Role },
    Accept { by: usize },
    Decline { by: usize },
    Revoke { by: usize, nth: usize },
    SendAgain { by: usize, nth: usize },
    ChangeRole { by: usize, whom: usize, role: Role },
    ChangeRoles { by: usize, whom: Vec<usize>, role: Role },
    Remove { by: usize, whom: usize },
    RemoveSeveral { by: usize, whom: Vec<usize> },
    Leave { by: usize },
    Ask { by: usize, to: usize },
    AcceptOffer { by: usize },
    DeclineOffer { by: usize },
    TakeBack { by: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let anybody = || 0..POOL.len();
    // Those who found and own act more often, or most steps would be refused.
    let by = || prop_oneof![3 => Just(0), 2 => Just(1), 3 => 0..POOL.len()];
    let role = || select(Role::ALL);
    let some = || proptest::collection::vec(0..POOL.len(), 1..4);
    prop_oneof![
        4 => (by(), anybody(), any::<bool>(), role())
            .prop_map(|(by, whom, by_address, role)| Step::Invite { by, whom, by_address, role }),
        6 => anybody().prop_map(|by| Step::Accept { by }),
        1 => anybody().prop_map(|by| Step::Decline { by }),
        1 => (by(), 0..8usize).prop_map(|(by, nth)| Step::Revoke { by, nth }),
        1 => (by(), 0..8usize).prop_map(|(by, nth)| Step::SendAgain { by, nth }),
        4 => (by(), anybody(), role()).prop_map(|(by, whom, role)| Step::ChangeRole { by, whom, role }),
        2 => (by(), some(), role()).prop_map(|(by, whom, role)| Step::ChangeRoles { by, whom, role }),
        2 => (by(), anybody()).prop_map(|(by, whom)| Step::Remove { by, whom }),
        1 => (by(), some()).prop_map(|(by, whom)| Step::RemoveSeveral { by, whom }),
        2 => anybody().prop_map(|by| Step::Leave { by }),
        4 => (by(), anybody()).prop_map(|(by, to)| Step::Ask { by, to }),
        4 => anybody().prop_map(|by| Step::AcceptOffer { by }),
        1 => anybody().prop_map(|by| Step::DeclineOffer { by }),
        1 => by().prop_map(|by| Step::TakeBack { by }),
    ]
}

/// The pool in one database.
struct World {
    db: Db,
    pool: [Actor; 5],
}

impl World {
    async fn new(db: Db) -> Self {
        let pool = people(&db, POOL).await;
        Self { db, pool }
    }

    /// Plays a story in a new organization; returns what came out of each step and how things stood then.
    async fn play(&self, org_name: &str, steps: &[Step]) -> Vec<(String, State)> {
        org(&self.db, &self.pool[0], org_name).await;
        join(&self.db, &self.pool[0], &self.pool[1], org_name, Role::Owner).await;
        join(&self.db, &self.pool[0], &self.pool[2], org_name, Role::Manager).await;
        let mut told = Vec::with_capacity(steps.len());
        for step in steps {
            let outcome = self.act(org_name, step).await.unwrap_or_else(|error| format!("{error:?}"));
            assert_ne!(outcome, "Internal", "{step:?}");
            invariants(&self.db, org_name).await;
            told.push((outcome, state(&self.db, org_name).await));
        }
        told
    }

    async fn act(&self, org_name: &str, step: &Step) -> Result<String, Error> {
        let (db, org) = (&self.db, name(org_name));
        let user = |number: &usize| &self.pool[*number];
        let names = |numbers: &[usize]| numbers.iter().map(|number| user(number).name.clone()).collect::<Vec<_>>();
        let done = |()| "done".to_owned();
        match step {
            Step::Invite { by, whom, by_address, role } => {
                let whom = if *by_address { user(whom).email.as_str() } else { user(whom).name.as_str() };
                invite(db, user(by), org_name, whom, *role).await.map(|outcomes| format!("{outcomes:?}"))
            }
            Step::Accept { by } => {
                let key = self.waiting(user(by), &org).await;
                invitation::accept(db, user(by), &key).await.map(|_| "joined".to_owned())
            }
            Step::Decline { by } => {
                let caller = Caller { actor: Some(user(by).clone()), origin: origin() };
                invitation::decline(db, &caller, &self.waiting(user(by), &org).await, &greeting("")).await.map(done)
            }
            Step::Revoke { by, nth } => {
                invitation::revoke(db, user(by), &org, &self.nth(org_name, *nth).await).await.map(done)
            }
            Step::SendAgain { by, nth } => {
                invitation::send_again(db, user(by), &org, &self.nth(org_name, *nth).await).await.map(done)
            }
            Step::ChangeRole { by, whom, role } => {
                member::change_role(db, user(by), &org, &user(whom).name, *role).await.map(done)
            }
            Step::ChangeRoles { by, whom, role } => {
                member::change_roles(db, user(by), &org, &names(whom), *role).await.map(|count| count.to_string())
            }
            Step::Remove { by, whom } => {
                let whom = &user(whom).name;
                member::remove(db, user(by), &org, whom, whom.as_str()).await.map(done)
            }
            Step::RemoveSeveral { by, whom } => {
                member::remove_several(db, user(by), &org, &names(whom), org_name).await.map(|count| count.to_string())
            }
            Step::Leave { by } => member::leave(db, user(by), &org, user(by).name.as_str()).await.map(done),
            Step::Ask { by, to } => member::ask_hand_over(db, user(by), &org, &user(to).name).await.map(done),
            Step::AcceptOffer { by } => member::accept_hand_over(db, user(by), &org).await.map(done),
            Step::DeclineOffer { by } => member::decline_hand_over(db, user(by), &org).await.map(done),
            Step::TakeBack { by } => member::take_back_hand_over(db, user(by), &org).await.map(done),
        }
    }

    /// The first invitation that waits for a user in this organization, or one that does not exist.
    async fn waiting(&self, user: &Actor, org: &AccountName) -> Key {
        let waiting = invitation::waiting(&self.db, user).await.unwrap();
        let found = waiting.into_iter().find(|invitation| invitation.org.name == *org);
        Key::Own(found.map_or_else(InvitationId::new, |invitation| invitation.id))
    }

    /// One of all invitations, ended ones included, or one that does not exist.
    async fn nth(&self, org: &str, nth: usize) -> InvitationId {
        invitations(&self.db, org).await.into_iter().rev().nth(nth).unwrap_or_default()
    }

    /// Ends what a story left behind for the pool, so that the next finds nothing of it.
    async fn clean(&self, org: &str) {
        for user in &self.pool {
            while let Key::Own(id) = self.waiting(user, &name(org)).await {
                let caller = Caller { actor: Some(user.clone()), origin: origin() };
                if invitation::decline(&self.db, &caller, &Key::Own(id), &greeting("")).await.is_err() {
                    break;
                }
            }
        }
    }
}

#[test]
fn any_story_keeps_what_always_holds_and_is_the_same_on_both_databases() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sqlite = runtime.block_on(test::sqlite());
    let postgres = runtime.block_on(test::postgres());
    let one = runtime.block_on(World::new(sqlite.db.clone()));
    let two = postgres.as_ref().map(|test| runtime.block_on(World::new(test.db.clone())));
    if two.is_none() {
        eprintln!("no GUILDHALL_TEST_POSTGRES: this test ran on SQLite only");
    }
    let cases = rounds(12);
    println!("any_story: {cases} rounds");
    let config = Config {
        cases: u32::try_from(cases).unwrap(),
        max_shrink_iters: 300,
        failure_persistence: None,
        ..Config::default()
    };
    let played = std::cell::Cell::new(0);
    let story = proptest::collection::vec(step(), 1..=25);
    let done = TestRunner::new(config).run(&story, |steps| {
        played.set(played.get() + 1);
        let org = format!("story-{}", played.get());
        let here = runtime.block_on(one.play(&org, &steps));
        runtime.block_on(one.clean(&org));
        if let Some(two) = &two {
            let there = runtime.block_on(two.play(&org, &steps));
            runtime.block_on(two.clean(&org));
            for (number, (here, there)) in here.iter().zip(&there).enumerate() {
                if here != there {
                    let step = &steps[number];
                    return Err(TestCaseError::fail(format!(
                        "after {step:?} SQLite has {here:?}, PostgreSQL {there:?}"
                    )));
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

use super::project_verbs::*;
use super::projects::store::invariants;
use super::rounds::{both, race};
use super::verbs::*;
use crate::access::{Actor, Right, Role};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Stale;
use crate::id::OfferId;
use crate::project::offer::{self, Transferred};
use crate::text::{Description, ProjectAt, TeamName};
use crate::{Error, admin, member, project, team};

/// A project of ada's own that is offered to bob.
async fn offered(db: &Db, round: usize, ada: &Actor) -> (ProjectAt, OfferId) {
    let at = at(&make(db, ada, "ada", "app", &format!("engine-{round}")).await.unwrap());
    match offer::transfer(db, ada, &at, &name("bob"), &at.word).await.unwrap() {
        Transferred::Offered(id) => (at, id),
        Transferred::Now => panic!("it moved at once"),
    }
}

async fn owner(db: &Db, actors: [&Actor; 2], at: &ProjectAt) -> Option<String> {
    for actor in actors {
        if let Ok(found) = seen(db, actor, at).await {
            return Some(found.owner.named.name.to_string());
        }
    }
    None
}

db_test!(an_offer_is_accepted_while_it_is_taken_back, |db| async move {
    let [ada, bob, ..] = acme(&db).await;
    for round in race("an_offer_is_accepted_while_it_is_taken_back") {
        let (at, id) = offered(&db, round, &ada).await;
        let (accepted, taken_back) = both(round, offer::accept(&db, &bob, &id), offer::take_back(&db, &ada, &id)).await;
        assert_ne!(accepted.is_ok(), taken_back.is_ok(), "one came first: {accepted:?} {taken_back:?}");
        let expected = if accepted.is_ok() { "bob" } else { "ada" };
        assert_eq!(owner(&db, [&ada, &bob], &at).await.as_deref(), Some(expected));
        invariants(&db).await;
    }
});

db_test!(an_offer_is_accepted_while_the_project_is_archived_or_deleted, |db| async move {
    let [ada, bob, ..] = acme(&db).await;
    for round in race("an_offer_is_accepted_while_the_project_is_archived_or_deleted") {
        let (at, id) = offered(&db, round, &ada).await;
        let act = ["lock", "archive", "delete"][round % 3];
        let (accepted, acted) = both(round, offer::accept(&db, &bob, &id), try_act(&db, &ada, &at, act)).await;
        match (act, accepted) {
            // Locked before or not at all: the offer stands.
            ("lock", accepted) => assert!(accepted.is_ok(), "{accepted:?}"),
            (_, Ok(_)) => assert_eq!(acted, Err(Error::NotFound), "it is bob's"),
            (_, Err(error)) => assert_eq!((acted, error), (Ok(()), Error::Stale(Stale::Offer))),
        }
        invariants(&db).await;
    }
});

db_test!(an_offer_is_accepted_while_one_of_both_is_suspended, |db| async move {
    let [ada, bob, ..] = acme(&db).await;
    for round in race("an_offer_is_accepted_while_one_of_both_is_suspended") {
        let (at, id) = offered(&db, round, &ada).await;
        let whom = if round % 2 == 0 { &ada } else { &bob };
        let (accepted, _) = both(round, offer::accept(&db, &bob, &id), admin::suspend(&db, &whom.name, true)).await;
        admin::restore(&db, &whom.name).await.unwrap();
        let expected = if accepted.is_ok() { "bob" } else { "ada" };
        assert_eq!(owner(&db, [&ada, &bob], &at).await.as_deref(), Some(expected), "{accepted:?}");
        invariants(&db).await;
    }
});

db_test!(a_member_is_removed_while_the_team_gets_a_right, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let acme = name("acme");
    let engine = at(&make(&db, &ada, "acme", "app", "engine").await.unwrap());
    project::lock(&db, &ada, &engine).await.unwrap();
    let (crew, none) = (TeamName::parse("Crew").unwrap(), Description::parse("").unwrap());
    let crew = team::create(&db, &mia, &acme, &crew, &none).await.unwrap();
    for round in race("a_member_is_removed_while_the_team_gets_a_right") {
        let max = person(&db, &format!("max-{round}")).await;
        join(&db, &ada, &max, "acme", Role::Member).await;
        let (added, removed) = both(
            round,
            async {
                project::give_team(&db, &mia, &engine, &crew, Right::Maintain).await?;
                team::add(&db, &mia, &acme, &crew, std::slice::from_ref(&max.name)).await
            },
            member::remove(&db, &ada, &acme, &max.name, max.name.as_str()),
        )
        .await;
        assert_eq!(removed, Ok(()), "{added:?}");
        assert_eq!(right(&db, &max, &engine).await, None, "{added:?}");
        invariants(&db).await;
        let _ = project::take_team(&db, &ada, &engine, &crew).await;
    }
});

db_test!(a_member_is_removed_while_given_a_right_by_name, |db| async move {
    let [ada, ..] = acme(&db).await;
    let engine = at(&make(&db, &ada, "acme", "app", "engine").await.unwrap());
    for round in race("a_member_is_removed_while_given_a_right_by_name") {
        let max = person(&db, &format!("max-{round}")).await;
        join(&db, &ada, &max, "acme", Role::Member).await;
        let (given, removed) = both(
            round,
            give(&db, &ada, &engine, max.name.as_str(), Right::Admin),
            member::remove(&db, &ada, &name("acme"), &max.name, max.name.as_str()),
        )
        .await;
        assert_eq!(removed, Ok(()), "{given:?}");
        assert_eq!(right(&db, &max, &engine).await, None, "{given:?}");
        invariants(&db).await;
    }
});

db_test!(a_manager_joins_a_team_while_it_becomes_admin, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let (acme, none) = (name("acme"), Description::parse("").unwrap());
    let engine = at(&make(&db, &ada, "acme", "app", "engine").await.unwrap());
    for round in race("a_manager_joins_a_team_while_it_becomes_admin") {
        let crew = TeamName::parse(&format!("Crew {round}")).unwrap();
        let crew = team::create(&db, &ada, &acme, &crew, &none).await.unwrap();
        let (given, joined) = both(
            round,
            project::give_team(&db, &ada, &engine, &crew, Right::Admin),
            team::add(&db, &mia, &acme, &crew, std::slice::from_ref(&mia.name)),
        )
        .await;
        assert_eq!(given, Ok(()));
        // Whoever was in it first was made admin by an Owner.
        let last = crate::log::of_org(&db, &ada, &acme, None).await.unwrap().lines.remove(0).change.json();
        match joined {
            Ok(_) => assert!(last.contains("right_given"), "{last}"),
            Err(_) => assert_eq!(right(&db, &mia, &engine).await, Some(Right::Maintain)),
        }
        project::take_team(&db, &ada, &engine, &crew).await.unwrap();
    }
});

db_test!(two_imports_of_the_same_projects, |db| async move {
    let [_, _, _, mia] = acme(&db).await;
    org(&db, &mia, "other").await;
    for round in race("two_imports_of_the_same_projects") {
        for number in 0..3 {
            make(&db, &mia, "mia", "app", &format!("engine-{round}-{number}")).await.unwrap();
        }
        let second = if round % 2 == 0 { "acme" } else { "other" };
        let mut ids = Vec::new();
        for org in ["acme", second] {
            let id = project::prepare_import(&db, &mia, &name(org), None).await.unwrap();
            project::begin_import(&db, &mia, &id).await.unwrap();
            ids.push(id);
        }
        let (one, two) =
            both(round, project::go_on(&db, Some(&mia), &ids[0]), project::go_on(&db, None, &ids[1])).await;
        assert_eq!((one, two), (Ok(()), Ok(())));
        let mut came = 0;
        for id in &ids {
            let done = project::import(&db, &mia, id).await.unwrap();
            assert!(done.finished);
            came += done.came;
        }
        assert_eq!(came, 3, "each came once");
        invariants(&db).await;
    }
});

db_test!(two_move_projects_between_the_same_owners, |db| async move {
    let ada = person(&db, "ada").await;
    org(&db, &ada, "acme").await;
    let acme = name("acme");
    for round in race("two_move_projects_between_the_same_owners") {
        let there = at(&make(&db, &ada, "ada", "app", &format!("there-{round}")).await.unwrap());
        let back = at(&make(&db, &ada, "acme", "app", &format!("back-{round}")).await.unwrap());
        let (one, two) = both(
            round,
            offer::transfer(&db, &ada, &there, &acme, &there.word),
            offer::transfer(&db, &ada, &back, &ada.name, &back.word),
        )
        .await;
        assert_eq!((one, two), (Ok(Transferred::Now), Ok(Transferred::Now)));
        invariants(&db).await;
    }
});

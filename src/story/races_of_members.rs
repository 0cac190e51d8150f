use super::rounds::{both, race};
use super::store::{invariants, told};
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::account::{self, Profile};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale, Who};
use crate::text::{AccountName, Description, DisplayName};
use crate::{Error, member};

/// A new organization for a round: ada, the primary owner, with bob and carol as Owners.
async fn three_owners(db: &Db, round: usize, [ada, bob, carol]: [&Actor; 3]) -> AccountName {
    let org_name = format!("acme-{round}");
    org(db, ada, &org_name).await;
    join(db, ada, bob, &org_name, Role::Owner).await;
    join(db, ada, carol, &org_name, Role::Owner).await;
    name(&org_name)
}

db_test!(two_owners_demote_each_other, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("two_owners_demote_each_other") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        let (a, b) = both(
            round,
            member::change_role(&db, &bob, &org, &carol.name, Role::Member),
            member::change_role(&db, &carol, &org, &bob.name, Role::Member),
        )
        .await;
        assert_ne!(a.is_ok(), b.is_ok(), "one is an Owner no more: {a:?} {b:?}");
        assert_eq!(a.err().or(b.err()), Some(Error::Forbidden(Who::Owners)));
        invariants(&db, org.as_str()).await;
    }
});

db_test!(two_owners_remove_each_other, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("two_owners_remove_each_other") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        let (a, b) = both(
            round,
            member::remove(&db, &bob, &org, &carol.name, "carol"),
            member::remove(&db, &carol, &org, &bob.name, "bob"),
        )
        .await;
        assert_ne!(a.is_ok(), b.is_ok(), "one has nothing to do with it any more: {a:?} {b:?}");
        assert_eq!(a.err().or(b.err()), Some(Error::NotFound));
        invariants(&db, org.as_str()).await;
    }
});

db_test!(an_owner_leaves_while_another_demotes, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("an_owner_leaves_while_another_demotes") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        let (left, demoted) = both(
            round,
            member::leave(&db, &bob, &org, "bob"),
            member::change_role(&db, &carol, &org, &bob.name, Role::Member),
        )
        .await;
        assert_eq!(left, Ok(()));
        assert!(matches!(demoted, Ok(()) | Err(Error::NotFound)), "{demoted:?}");
        assert_eq!(role(&db, &ada, org.as_str(), &bob).await, None);
        invariants(&db, org.as_str()).await;
    }
});

db_test!(a_role_is_changed_while_its_holder_is_removed, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("a_role_is_changed_while_its_holder_is_removed") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        let (changed, removed) = both(
            round,
            member::change_role(&db, &ada, &org, &carol.name, Role::Billing),
            member::remove(&db, &bob, &org, &carol.name, "carol"),
        )
        .await;
        assert_eq!(removed, Ok(()));
        assert!(matches!(changed, Ok(()) | Err(Error::NotFound)), "{changed:?}");
        assert_eq!(role(&db, &ada, org.as_str(), &carol).await, None);
        invariants(&db, org.as_str()).await;
    }
});

db_test!(two_owners_change_many_in_another_order, |db| async move {
    let [ada, bob, carol, dan] = people(&db, ["ada", "bob", "carol", "dan"]).await;
    for round in race("two_owners_change_many_in_another_order") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        join(&db, &ada, &dan, org.as_str(), Role::Member).await;
        let (forth, back) = ([carol.name.clone(), dan.name.clone()], [dan.name.clone(), carol.name.clone()]);
        let (a, b) = both(
            round,
            member::change_roles(&db, &ada, &org, &forth, Role::Manager),
            member::change_roles(&db, &bob, &org, &back, Role::Billing),
        )
        .await;
        assert_eq!((a, b), (Ok(2), Ok(2)), "one after the other");
        let roles = (role(&db, &ada, org.as_str(), &carol).await, role(&db, &ada, org.as_str(), &dan).await);
        assert_eq!(roles.0, roles.1, "never some of the one and some of the other");
        invariants(&db, org.as_str()).await;
    }
});

db_test!(an_heir_accepts_while_being_demoted, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("an_heir_accepts_while_being_demoted") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        member::ask_hand_over(&db, &ada, &org, &bob.name).await.unwrap();
        let (accepted, demoted) = both(
            round,
            member::accept_hand_over(&db, &bob, &org),
            member::change_role(&db, &carol, &org, &bob.name, Role::Member),
        )
        .await;
        match (&accepted, &demoted) {
            (Ok(()), Err(Error::Refused(Rule::PrimaryOwner))) | (Err(Error::Stale(Stale::HandOver)), Ok(())) => {}
            _ => panic!("{accepted:?} {demoted:?}"),
        }
        invariants(&db, org.as_str()).await;
    }
});

db_test!(an_heir_accepts_while_leaving_or_being_removed, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("an_heir_accepts_while_leaving_or_being_removed") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        member::ask_hand_over(&db, &ada, &org, &bob.name).await.unwrap();
        let goes = async {
            match round / 4 % 2 {
                0 => member::leave(&db, &bob, &org, "bob").await,
                _ => member::remove(&db, &carol, &org, &bob.name, "bob").await,
            }
        };
        let (accepted, gone) = both(round, member::accept_hand_over(&db, &bob, &org), goes).await;
        match (&accepted, &gone) {
            (Ok(()), Err(Error::Refused(Rule::PrimaryOwner))) | (Err(Error::NotFound), Ok(())) => {}
            _ => panic!("{accepted:?} {gone:?}"),
        }
        invariants(&db, org.as_str()).await;
    }
});

db_test!(an_offer_is_accepted_while_taken_back, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("an_offer_is_accepted_while_taken_back") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        member::ask_hand_over(&db, &ada, &org, &bob.name).await.unwrap();
        let before = told(&db).await;
        let (accepted, back) =
            both(round, member::accept_hand_over(&db, &bob, &org), member::take_back_hand_over(&db, &ada, &org)).await;
        assert_ne!(accepted.is_ok(), back.is_ok(), "{accepted:?} {back:?}");
        let errors = [Error::Forbidden(Who::PrimaryOwner), Error::Stale(Stale::HandOver)];
        assert!(accepted.as_ref().err().or(back.as_ref().err()).is_some_and(|error| errors.contains(error)));
        let mails = told(&db).await.since(&before).mails.len();
        assert_eq!(mails, if accepted.is_ok() { 2 } else { 1 }, "only what happened is told");
        invariants(&db, org.as_str()).await;
    }
});

db_test!(primary_ownership_is_offered_to_two_at_once, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("primary_ownership_is_offered_to_two_at_once") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        let ask = |to| member::ask_hand_over(&db, &ada, &org, to);
        assert_eq!(both(round, ask(&bob.name), ask(&carol.name)).await, (Ok(()), Ok(())));
        let (a, b) =
            both(round, member::accept_hand_over(&db, &bob, &org), member::accept_hand_over(&db, &carol, &org)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        invariants(&db, org.as_str()).await;
    }
});

db_test!(a_profile_changes_while_roles_do, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("a_profile_changes_while_roles_do") {
        let org = three_owners(&db, round, [&ada, &bob, &carol]).await;
        let profile = Profile {
            display_name: DisplayName::parse(&format!("Bob {round}")).unwrap(),
            description: Description::parse("").unwrap(),
            link: None,
        };
        let both_names = [carol.name.clone(), bob.name.clone()];
        let (renamed, changed) = both(
            round,
            account::change_profile(&db, &bob, &profile),
            member::change_roles(&db, &ada, &org, &both_names, Role::Member),
        )
        .await;
        assert_eq!((renamed, changed), (Ok(()), Ok(2)));
        invariants(&db, org.as_str()).await;
    }
});

//! What waits in an organization for one of its Owners.

use super::store::end_sooner;
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::db::Db;
use crate::db::test::db_test;
use crate::org::{self, Waiting};
use crate::{Error, member};

async fn waiting(db: &Db, actor: &Actor) -> Result<Waiting, Error> {
    let seen = org::see(db, actor, &name("acme")).await?;
    org::waiting(db, actor, &seen.org.reads()?).await
}

async fn ask(db: &Db, owner: &Actor, who: &str) {
    invite(db, owner, "acme", who, Role::Member).await.unwrap();
}

db_test!(invitations_are_counted_by_how_long_they_hold, |db| async move {
    let [ada, bob, max] = people(&db, ["ada", "bob", "max"]).await;
    org(&db, &ada, "acme").await;
    assert_eq!(waiting(&db, &ada).await.unwrap(), Waiting::default());
    join(&db, &ada, &max, "acme", Role::Member).await;

    ask(&db, &ada, "bob").await;
    end_sooner(&db, 2).await;
    ask(&db, &ada, "carol@example.com").await;
    end_sooner(&db, 4).await;
    ask(&db, &ada, "dan@example.com\nerin@example.com").await;
    let now = waiting(&db, &ada).await.unwrap();
    assert_eq!((now.invited, now.ending, now.ending_first.as_deref(), now.expired), (4, 1, Some("bob"), 0));
    assert!(now.ending_at.is_some());

    end_sooner(&db, 2).await;
    let now = waiting(&db, &ada).await.unwrap();
    assert_eq!((now.invited, now.ending, now.ending_first.as_deref()), (3, 1, Some("carol@example.com")));
    assert_eq!((now.expired, now.expired_first.as_deref()), (1, Some("bob")));

    assert!(matches!(waiting(&db, &max).await.err(), Some(Error::Forbidden(_))), "nobody else reads who is invited");
    assert_eq!(waiting(&db, &bob).await.err(), Some(Error::NotFound));
});

db_test!(an_offer_waits_for_the_one_it_was_made_to, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    join(&db, &ada, &carol, "acme", Role::Owner).await;
    member::ask_hand_over(&db, &ada, &name("acme"), &name("bob")).await.unwrap();
    let by = waiting(&db, &bob).await.unwrap();
    assert_eq!(by.heir_of.map(|name| name.to_string()).as_deref(), Some("ada"));
    for other in [&ada, &carol] {
        assert_eq!(waiting(&db, other).await.unwrap(), Waiting::default());
    }
    member::decline_hand_over(&db, &bob, &name("acme")).await.unwrap();
    assert_eq!(waiting(&db, &bob).await.unwrap(), Waiting::default());
});

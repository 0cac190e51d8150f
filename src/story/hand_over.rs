use super::store::invariants;
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::account;
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale, Who};
use crate::member;
use crate::{Error, Problem};

const GONE: Error = Error::Stale(Stale::HandOver);

async fn ask(db: &Db, actor: &Actor, to: &Actor) -> Result<(), Error> {
    member::ask_hand_over(db, actor, &name("acme"), &to.name).await
}

async fn offered(db: &Db, actor: &Actor) -> Option<String> {
    member::hand_over(db, actor, &name("acme")).await.unwrap().map(|offer| offer.to.to_string())
}

/// Who is primary owner, as this member sees it.
async fn primary(db: &Db, actor: &Actor) -> String {
    let rows = members(db, actor, "acme", &member::Filter::default(), None).await.unwrap().rows;
    let primary: Vec<_> = rows.into_iter().filter(|member| member.primary).collect();
    assert_eq!((primary.len(), primary[0].role), (1, Role::Owner));
    primary[0].name.to_string()
}

db_test!(primary_ownership_passes_on_when_it_is_accepted, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    ask(&db, &ada, &bob).await.unwrap();
    assert_eq!(primary(&db, &ada).await, "ada", "nothing happens until then");
    assert_eq!((offered(&db, &ada).await, offered(&db, &bob).await), (Some("bob".into()), Some("bob".into())));
    assert_eq!(offered(&db, &carol).await, None, "it is between the two");
    assert_eq!(member::offers(&db, &bob).await.unwrap().len(), 1);
    assert_eq!(viewer(&db, &bob).await.waiting, 1);
    assert_eq!(member::accept_hand_over(&db, &carol, &name("acme")).await, Err(GONE));
    member::accept_hand_over(&db, &bob, &name("acme")).await.unwrap();
    assert_eq!(primary(&db, &ada).await, "bob");
    assert_eq!(member::accept_hand_over(&db, &bob, &name("acme")).await, Err(GONE));
    assert_eq!(ask(&db, &ada, &carol).await, Err(Error::Forbidden(Who::PrimaryOwner)), "it is bob's now");
    member::leave(&db, &ada, &name("acme"), "ada").await.unwrap();
    invariants(&db, "acme").await;
});

db_test!(an_offer_can_be_declined_or_taken_back, |db| async move {
    let [ada, bob, _, _] = acme(&db).await;
    let org = name("acme");
    ask(&db, &ada, &bob).await.unwrap();
    member::decline_hand_over(&db, &bob, &org).await.unwrap();
    assert_eq!(member::accept_hand_over(&db, &bob, &org).await, Err(GONE));
    assert_eq!(member::take_back_hand_over(&db, &ada, &org).await, Err(GONE));
    ask(&db, &ada, &bob).await.unwrap();
    assert_eq!(
        member::take_back_hand_over(&db, &bob, &org).await,
        Err(Error::Forbidden(Who::PrimaryOwner)),
        "the heir declines instead"
    );
    member::take_back_hand_over(&db, &ada, &org).await.unwrap();
    assert_eq!(member::accept_hand_over(&db, &bob, &org).await, Err(GONE));
    assert_eq!(member::decline_hand_over(&db, &bob, &org).await, Err(GONE));
    assert!(member::offers(&db, &bob).await.unwrap().is_empty());
    assert_eq!(primary(&db, &ada).await, "ada");
    invariants(&db, "acme").await;
});

db_test!(only_another_owner_can_be_asked, |db| async move {
    let [ada, bob, _, mia] = acme(&db).await;
    let stranger = person(&db, "stranger").await;
    for to in [&ada, &mia] {
        assert_eq!(ask(&db, &ada, to).await, Err(Error::Refused(Rule::NotAnOwner)), "{}", to.name);
    }
    assert_eq!(ask(&db, &ada, &stranger).await, Err(Error::NotFound));
    for (actor, error) in [
        (&bob, Error::Forbidden(Who::PrimaryOwner)),
        (&mia, Error::Forbidden(Who::PrimaryOwner)),
        (&stranger, Error::NotFound),
    ] {
        assert_eq!(ask(&db, actor, &bob).await, Err(error), "{}", actor.name);
    }
    let long_ago = unconfirmed(&ada);
    assert_eq!(ask(&db, &long_ago, &bob).await, Err(Error::field("password", Problem::PasswordAgain)));
    let now = account::confirmed(&db, long_ago, PASSWORD).await.unwrap();
    member::ask_hand_over(&db, &now, &name("acme"), &bob.name).await.unwrap();
    assert_eq!(offered(&db, &bob).await, Some("bob".into()));
});

db_test!(there_is_one_offer_at_a_time, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    let before = mails(&db, "bob@example.com").await.len();
    ask(&db, &ada, &bob).await.unwrap();
    ask(&db, &ada, &bob).await.unwrap();
    assert_eq!(mails(&db, "bob@example.com").await.len(), before + 1, "a double click asks once");
    ask(&db, &ada, &carol).await.unwrap();
    assert_eq!(mails(&db, "bob@example.com").await[0], "ada stays primary owner of The acme people (@acme)");
    assert_eq!(member::accept_hand_over(&db, &bob, &name("acme")).await, Err(GONE));
    member::accept_hand_over(&db, &carol, &name("acme")).await.unwrap();
    assert_eq!(primary(&db, &ada).await, "carol");
});

db_test!(an_offer_ends_with_the_heirs_role, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    let org = name("acme");
    ask(&db, &ada, &bob).await.unwrap();
    member::change_role(&db, &carol, &org, &bob.name, Role::Manager).await.unwrap();
    assert_eq!(member::accept_hand_over(&db, &bob, &org).await, Err(GONE));
    member::change_role(&db, &ada, &org, &bob.name, Role::Owner).await.unwrap();
    assert_eq!(member::accept_hand_over(&db, &bob, &org).await, Err(GONE), "it does not come back with the role");

    ask(&db, &ada, &bob).await.unwrap();
    member::remove(&db, &carol, &org, &bob.name, "bob").await.unwrap();
    assert_eq!(member::accept_hand_over(&db, &bob, &org).await, Err(Error::NotFound));
    assert!(member::offers(&db, &bob).await.unwrap().is_empty());
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    assert_eq!(offered(&db, &ada).await, None);

    ask(&db, &ada, &bob).await.unwrap();
    member::leave(&db, &bob, &org, "bob").await.unwrap();
    assert_eq!(offered(&db, &ada).await, None);
    assert_eq!(primary(&db, &ada).await, "ada");
    invariants(&db, "acme").await;
});

use super::store::{invariants, told};
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::account;
use crate::admin;
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Who};
use crate::id::{BatchId, InvitationId};
use crate::invitation::{self, Outcome};
use crate::log;
use crate::{Error, Problem, member, org};

/// Ada, the primary owner; bob, an Owner; carol and dan, Members.
async fn acme(db: &Db) -> [Actor; 4] {
    let [ada, bob, carol, dan] = people(db, ["ada", "bob", "carol", "dan"]).await;
    org(db, &ada, "acme").await;
    join(db, &ada, &bob, "acme", Role::Owner).await;
    join(db, &ada, &carol, "acme", Role::Member).await;
    join(db, &ada, &dan, "acme", Role::Member).await;
    [ada, bob, carol, dan]
}

fn not_typed<T>() -> Result<T, Error> {
    Err(Error::field("typed", Problem::NotTyped))
}

db_test!(a_role_is_changed_and_counted, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    let org = name("acme");
    for role in [Role::Manager, Role::Billing, Role::Owner, Role::Member] {
        member::change_role(&db, &ada, &org, &name("CAROL"), role).await.unwrap();
        let head = org::head(&db, &carol, &org).await.unwrap();
        assert_eq!(head.role, role);
        let counted = (head.members, head.owners, head.managers, head.billing_managers);
        let one = |counted| i64::from(role == counted);
        assert_eq!(counted, (4, 2 + one(Role::Owner), one(Role::Manager), one(Role::Billing)));
        invariants(&db, "acme").await;
    }
    let before = told(&db).await.mails.len();
    member::change_role(&db, &ada, &org, &carol.name, Role::Member).await.unwrap();
    assert_eq!(told(&db).await.mails.len(), before, "the same role again tells nobody");
    assert_eq!(member::change_role(&db, &ada, &org, &name("nobody"), Role::Owner).await, Err(Error::NotFound));
    member::change_role(&db, &bob, &org, &bob.name, Role::Manager).await.unwrap();
    assert_eq!(role(&db, &ada, "acme", &bob).await, Some(Role::Manager), "an Owner may step down");
});

db_test!(the_primary_owner_stays_an_owner, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    let org = name("acme");
    let refused = Error::Refused(Rule::PrimaryOwner);
    for actor in [&ada, &bob] {
        assert_eq!(member::change_role(&db, actor, &org, &ada.name, Role::Member).await, Err(refused.clone()));
        let both = [carol.name.clone(), ada.name.clone()];
        assert_eq!(member::change_roles(&db, actor, &org, &both, Role::Billing).await, Err(refused.clone()));
    }
    assert_eq!(member::remove(&db, &bob, &org, &ada.name, "ada").await, Err(refused.clone()));
    let both = [carol.name.clone(), ada.name.clone()];
    assert_eq!(member::remove_several(&db, &bob, &org, &both, "acme").await, Err(refused.clone()));
    assert_eq!(role(&db, &ada, "acme", &carol).await, Some(Role::Member), "all or none");
    member::change_role(&db, &ada, &org, &ada.name, Role::Owner).await.unwrap();
    invariants(&db, "acme").await;
});

db_test!(several_roles_change_together_or_not_at_all, |db| async move {
    let [ada, _, carol, dan] = acme(&db).await;
    let org = name("acme");
    let before = told(&db).await.mails.len();
    let unknown = [carol.name.clone(), name("nobody")];
    assert_eq!(member::change_roles(&db, &ada, &org, &unknown, Role::Manager).await, Err(Error::NotFound));
    assert_eq!(role(&db, &ada, "acme", &carol).await, Some(Role::Member));
    assert_eq!(told(&db).await.mails.len(), before, "what did not happen is told to nobody");
    let both = [carol.name.clone(), dan.name.clone()];
    assert_eq!(member::change_roles(&db, &ada, &org, &both, Role::Manager).await, Ok(2));
    assert_eq!(member::change_roles(&db, &ada, &org, &both, Role::Manager).await, Ok(0));
    let twice = [carol.name.clone(), name("Carol"), dan.name.clone()];
    assert_eq!(member::change_roles(&db, &ada, &org, &twice, Role::Billing).await, Ok(2));
    assert_eq!(org::head(&db, &ada, &org).await.unwrap().billing_managers, 2);
    invariants(&db, "acme").await;
});

db_test!(whoever_is_removed_finds_nothing_any_more, |db| async move {
    let [ada, bob, carol, dan] = acme(&db).await;
    let org = name("acme");
    for typed in ["", "dan", "carol!", "acme"] {
        assert_eq!(member::remove(&db, &ada, &org, &carol.name, typed).await, not_typed(), "{typed:?}");
    }
    member::remove(&db, &bob, &org, &carol.name, " Carol").await.unwrap();
    assert_eq!(org::head(&db, &carol, &org).await.err(), Some(Error::NotFound));
    assert!(org::mine(&db, &carol).await.unwrap().is_empty());
    assert_eq!(member::remove(&db, &bob, &org, &carol.name, "carol").await, Err(Error::NotFound));
    assert_eq!(member::remove(&db, &bob, &org, &bob.name, "bob").await, Err(Error::Refused(Rule::RemovesSelf)));
    member::remove(&db, &ada, &org, &bob.name, "bob").await.unwrap();
    assert_eq!(member::remove(&db, &bob, &org, &dan.name, "dan").await, Err(Error::NotFound), "at once");
    assert_eq!(invite(&db, &ada, "acme", "carol", Role::Member).await, Ok(vec![Outcome::Invited]), "and may come back");
    invariants(&db, "acme").await;
});

db_test!(several_are_removed_together_or_not_at_all, |db| async move {
    let [ada, bob, carol, dan] = acme(&db).await;
    let org = name("acme");
    let several = async |actor, names: &[&Actor], typed: &str| {
        let names: Vec<_> = names.iter().map(|user| user.name.clone()).collect();
        member::remove_several(&db, actor, &org, &names, typed).await
    };
    assert_eq!(several(&ada, &[&carol, &dan], "carol").await, not_typed(), "the organization's name is asked for");
    assert_eq!(several(&bob, &[&carol, &bob], "acme").await, Err(Error::Refused(Rule::RemovesSelf)));
    let stranger = person(&db, "stranger").await;
    assert_eq!(several(&ada, &[&carol, &stranger], "acme").await, Err(Error::NotFound));
    assert_eq!(org::head(&db, &ada, &org).await.unwrap().members, 4);
    assert_eq!(several(&ada, &[&carol, &dan, &bob], "ACME").await, Ok(3));
    let head = org::head(&db, &ada, &org).await.unwrap();
    assert_eq!((head.members, head.owners), (1, 1));
    invariants(&db, "acme").await;
});

db_test!(a_member_leaves_by_typing_the_own_name, |db| async move {
    let [ada, bob, carol, _] = acme(&db).await;
    let org = name("acme");
    for typed in ["", "acme", "ada"] {
        assert_eq!(member::leave(&db, &carol, &org, typed).await, not_typed(), "{typed:?}");
    }
    let long_ago = unconfirmed(&carol);
    let again = member::leave(&db, &long_ago, &org, "carol").await;
    assert_eq!(again, Err(Error::field("password", Problem::PasswordAgain)));
    let wrong = account::confirmed(&db, long_ago.clone(), "wrong").await;
    assert_eq!(wrong, Err(Error::field("password", Problem::PasswordWrong)));
    let now = account::confirmed(&db, long_ago, PASSWORD).await.unwrap();
    member::leave(&db, &now, &org, "Carol").await.unwrap();
    assert_eq!(org::head(&db, &carol, &org).await.err(), Some(Error::NotFound));
    assert_eq!(member::leave(&db, &carol, &org, "carol").await, Err(Error::NotFound));
    member::leave(&db, &bob, &org, "bob").await.unwrap();
    assert_eq!(org::head(&db, &ada, &org).await.unwrap().owners, 1);
    invariants(&db, "acme").await;
});

db_test!(owner_cannot_leave_while_last, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Manager).await;
    let leave = async || member::leave(&db, &ada, &name("acme"), "ada").await;
    assert_eq!(leave().await, Err(Error::Refused(Rule::LastOwner)));
    member::change_role(&db, &ada, &name("acme"), &bob.name, Role::Owner).await.unwrap();
    assert_eq!(leave().await, Err(Error::Refused(Rule::PrimaryOwner)), "with another Owner it can be handed over");
    member::ask_hand_over(&db, &ada, &name("acme"), &bob.name).await.unwrap();
    member::accept_hand_over(&db, &bob, &name("acme")).await.unwrap();
    leave().await.unwrap();
    invariants(&db, "acme").await;
});

/// Every act that only Owners may do, done by this actor.
async fn owners_acts(db: &Db, actor: &Actor) -> Vec<(&'static str, Error)> {
    let (org, carol, id) = (name("acme"), name("carol"), InvitationId::new());
    let carols = [carol.clone(), name("dan")];
    let lines = invitation::lines("stranger").unwrap();
    let batch = BatchId::new();
    let mut refused = Vec::new();
    let mut note = |act, error: Option<Error>| refused.push((act, error.unwrap_or_else(|| panic!("{act} was done"))));
    let sent = invitation::send(db, actor, &org, &batch, &lines, Role::Member, &greeting("")).await;
    note("invite", sent.err());
    note("read a batch", invitation::batch(db, actor, &org, &batch).await.err());
    note("list invitations", pending(db, actor, "acme", None).await.err());
    note("read how long they hold", invitation::days(db, actor, &org).await.err());
    note("revoke", invitation::revoke(db, actor, &org, &id).await.err());
    note("send again", invitation::send_again(db, actor, &org, &id).await.err());
    note("change a role", member::change_role(db, actor, &org, &carol, Role::Owner).await.err());
    note("change the own role", member::change_role(db, actor, &org, &actor.name, Role::Owner).await.err());
    note("change roles", member::change_roles(db, actor, &org, &carols, Role::Owner).await.err());
    note("remove", member::remove(db, actor, &org, &carol, "carol").await.err());
    note("remove several", member::remove_several(db, actor, &org, &carols, "acme").await.err());
    note("look at several", member::several(db, actor, &org, &carols).await.err());
    note("export", member::export(db, actor, &org, &member::Filter::default(), None).await.err());
    note("read the log", log::of_org(db, actor, &org, None).await.err());
    refused
}

/// Every act that all members may do, done by somebody who is none.
async fn members_acts(db: &Db, actor: &Actor) -> Vec<(&'static str, Error)> {
    let org = name("acme");
    let errors = [
        ("list", members(db, actor, "acme", &member::Filter::default(), None).await.err()),
        ("look at one", member::one(db, actor, &org, &name("carol")).await.err()),
        ("leave", member::leave(db, actor, &org, actor.name.as_str()).await.err()),
        ("see an offer", member::hand_over(db, actor, &org).await.err()),
        ("accept an offer", member::accept_hand_over(db, actor, &org).await.err()),
        ("decline an offer", member::decline_hand_over(db, actor, &org).await.err()),
        ("ask", member::ask_hand_over(db, actor, &org, &name("bob")).await.err()),
        ("take back", member::take_back_hand_over(db, actor, &org).await.err()),
    ];
    errors.into_iter().map(|(act, error)| (act, error.unwrap_or_else(|| panic!("{act} was done")))).collect()
}

db_test!(people_are_the_owners_matter, |db| async move {
    let [ada, _, carol, _] = acme(&db).await;
    let stranger = person(&db, "stranger").await;
    let before = told(&db).await.mails.len();
    for (act, error) in owners_acts(&db, &stranger).await.into_iter().chain(members_acts(&db, &stranger).await) {
        assert_eq!(error, Error::NotFound, "a stranger may not know that there is something to {act}");
    }
    assert_eq!(told(&db).await.mails.len(), before);
    for role in [Role::Manager, Role::Billing, Role::Member] {
        member::change_role(&db, &ada, &name("acme"), &carol.name, role).await.unwrap();
        for (act, error) in owners_acts(&db, &carol).await {
            assert_eq!(error, Error::Forbidden(Who::Owners), "{act} as {role:?}");
        }
        let ask = member::ask_hand_over(&db, &carol, &name("acme"), &name("bob")).await;
        assert_eq!(ask, Err(Error::Forbidden(Who::PrimaryOwner)));
    }
    invariants(&db, "acme").await;
});

db_test!(a_suspended_user_is_shut_out_until_restored, |db| async move {
    let [ada, bob, _, _] = acme(&db).await;
    let eve = person(&db, "eve").await;
    let session = account::sign_in(&db, &origin(), "eve", PASSWORD).await.unwrap();
    admin::suspend(&db, &name("EVE"), true).await.unwrap();
    assert_eq!(admin::suspend(&db, &eve.name, true).await, Err(Error::NotFound), "once");
    let account::SignIn::In(secret) = session else { panic!("signed in") };
    assert_eq!(actor(&db, &secret).await, None, "the sessions ended");
    assert_eq!(sign_in(&db, "eve", PASSWORD).await, Err(Error::WrongCredentials));
    assert_eq!(sign_in(&db, "eve@example.com", PASSWORD).await, Err(Error::WrongCredentials));
    assert_eq!(invite(&db, &ada, "acme", "eve", Role::Member).await, Ok(vec![Outcome::UnknownUser]));
    admin::restore(&db, &eve.name).await.unwrap();
    assert!(sign_in(&db, "eve", PASSWORD).await.is_ok());
    assert_eq!(invite(&db, &ada, "acme", "eve", Role::Member).await, Ok(vec![Outcome::Invited]));

    admin::suspend(&db, &bob.name, true).await.unwrap();
    let before = mails(&db, "bob@example.com").await.len();
    member::change_role(&db, &ada, &name("acme"), &name("carol"), Role::Manager).await.unwrap();
    assert_eq!(mails(&db, "bob@example.com").await.len(), before, "an Owner who cannot sign in decides nothing");
});

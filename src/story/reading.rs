//! What a line of the log says depends on who reads it.

use super::verbs::*;
use crate::access::{Actor, Caller, Role};
use crate::application;
use crate::db::Db;
use crate::db::test::db_test;
use crate::id::BatchId;
use crate::invitation::{self, lines};
use crate::text::Note;
use crate::{Error, member};

async fn read(db: &Db, reader: &Actor) -> String {
    let events = activity(db, reader, "acme").await.unwrap();
    format!("{:?}", events.into_iter().map(|event| event.change).collect::<Vec<_>>())
}

db_test!(members_do_not_read_what_the_audit_log_keeps_from_them, |db| async move {
    let warden = admin(&db, "warden").await;
    let [ada, olga, mia, bea, max, bob] = people(&db, ["ada", "olga", "mia", "bea", "max", "bob"]).await;
    let id = application(&db, &ada, "acme").await;
    let seen = application::review(&db, &warden, &id).await.unwrap().application.version;
    application::approve(&db, &warden, &id, seen, &Note::parse("PRIVATE note").unwrap()).await.unwrap();
    let readers = [(&olga, Role::Owner), (&mia, Role::Manager), (&bea, Role::Billing), (&max, Role::Member)];
    for (person, role) in readers {
        join(&db, &ada, person, "acme", role).await;
    }
    let without = read(&db, &max).await;
    assert!(
        without.contains("OrgFounded") || without.contains("InvitationAccepted"),
        "some lines are for all: {without}"
    );

    let hidden = async |what: &str, act: &str| {
        for (person, role) in readers {
            let text = read(&db, person).await;
            assert_eq!(text.contains(act), role == Role::Owner, "{act} {what} read by a {role:?}: {text}");
        }
    };
    let send = async |who: &str| {
        let (lines, greeting) = (lines(who).unwrap(), greeting("PRIVATE greeting"));
        invitation::send(&db, &ada, &name("acme"), &BatchId::new(), &lines, Role::Member, &greeting).await.unwrap();
    };
    send("PRIVATE@example.com").await;
    hidden("an address", "Invited").await;
    send("bob").await;
    let key = own(&db, &bob, "acme").await;
    let caller = Caller { actor: Some(bob.clone()), origin: origin() };
    invitation::decline(&db, &caller, &key, &greeting("PRIVATE answer")).await.unwrap();
    hidden("a name", "InvitationDeclined").await;
    member::ask_hand_over(&db, &ada, &name("acme"), &name("olga")).await.unwrap();
    hidden("an offer", "HandOverAsked").await;
    member::take_back_hand_over(&db, &ada, &name("acme")).await.unwrap();
    hidden("an offer", "HandOverTakenBack").await;
    for (person, role) in readers {
        let text = read(&db, person).await;
        assert!(role == Role::Owner || !text.contains("PRIVATE"), "{role:?}: {text}");
    }
    assert_eq!(activity(&db, &bob, "acme").await.err(), Some(Error::NotFound));

    member::change_role(&db, &ada, &name("acme"), &name("max"), Role::Manager).await.unwrap();
    for (person, _) in readers {
        assert!(read(&db, person).await.contains("RoleChanged"), "what everybody sees in the list of members");
    }
});

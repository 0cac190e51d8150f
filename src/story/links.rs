use super::store::{expire, invariants, invitations};
use super::verbs::*;
use crate::access::{Actor, Caller, Role};
use crate::admin;
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale};
use crate::invitation::{self, Invitation, Key, Seen};
use crate::log;
use crate::token::Secret;
use crate::{Error, Problem, member, org};

/// What stands at a link's page, in a word.
async fn look(db: &Db, actor: Option<&Actor>, key: &Key) -> &'static str {
    match invitation::look(db, actor, key).await.unwrap() {
        Seen::Yours(_) => "yours",
        Seen::SignIn { has_account: true, .. } => "sign in",
        Seen::SignIn { has_account: false, .. } => "sign up",
        Seen::Member(_) => "member",
        Seen::ForSomebodyElse => "for somebody else",
        Seen::Accepted(_) => "accepted",
        Seen::Declined(_) => "declined",
        Seen::Revoked(_) => "revoked",
        Seen::Expired(_) => "expired",
        Seen::Replaced(_) => "replaced",
    }
}

async fn yours(db: &Db, actor: &Actor, key: &Key) -> Invitation {
    match invitation::look(db, Some(actor), key).await.unwrap() {
        Seen::Yours(invitation) => invitation,
        other => panic!("expected one's own, got {other:?}"),
    }
}

fn by(actor: &Actor) -> Caller {
    Caller { actor: Some(actor.clone()), origin: origin() }
}

fn nobody() -> Caller {
    Caller { actor: None, origin: origin() }
}

const STALE: Error = Error::Stale(Stale::Invitation);

db_test!(a_link_is_shown_to_whom_it_is_for, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Billing).await.unwrap();
    let key = link(&db, "bob@example.com").await;
    for _ in 0..2 {
        assert_eq!(look(&db, Some(&bob), &key).await, "yours", "looking changes nothing");
        assert_eq!(look(&db, None, &key).await, "sign in");
        assert_eq!(look(&db, Some(&carol), &key).await, "for somebody else");
    }
    let seen = yours(&db, &bob, &key).await;
    assert_eq!((seen.org.name, seen.role, seen.inviter_left), (name("acme"), Role::Billing, false));
    assert_eq!(invitation::accept(&db, &carol, &key).await, Err(Error::NotFound));
    assert_eq!(invitation::decline(&db, &by(&carol), &key, &greeting("")).await, Err(Error::NotFound));
    assert_eq!(invitation::decline(&db, &nobody(), &key, &greeting("")).await, Err(Error::SignInNeeded));
    assert_eq!(invitation::accept(&db, &bob, &key).await, Ok(name("acme")));
    assert_eq!(org::head(&db, &bob, &name("acme")).await.map(|head| head.role), Ok(Role::Billing));
    assert_eq!(look(&db, Some(&bob), &key).await, "accepted");
    assert_eq!(look(&db, None, &key).await, "accepted");
    assert_eq!(invitation::accept(&db, &bob, &key).await, Err(STALE), "it is accepted once");
    assert_eq!(invitation::decline(&db, &by(&bob), &key, &greeting("")).await, Err(STALE));
    invariants(&db, "acme").await;
});

db_test!(a_newer_link_kills_the_older, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    let old = link(&db, "bob@example.com").await;
    let id = invitations(&db, "acme").await.remove(0);
    invitation::send_again(&db, &ada, &name("acme"), &id).await.unwrap();
    let new = link(&db, "bob@example.com").await;
    assert_eq!((look(&db, Some(&bob), &old).await, look(&db, None, &old).await), ("replaced", "replaced"));
    assert_eq!(look(&db, Some(&bob), &new).await, "yours");
    assert_eq!(invitation::accept(&db, &bob, &old).await, Err(STALE));
    assert_eq!(invitation::decline(&db, &by(&bob), &old, &greeting("")).await, Err(STALE));
    invitation::revoke(&db, &ada, &name("acme"), &id).await.unwrap();
    for key in [&old, &new, &Key::Own(id.clone())] {
        assert_eq!(look(&db, Some(&bob), key).await, "revoked");
        assert_eq!(invitation::accept(&db, &bob, key).await, Err(STALE));
    }
    assert_eq!(invitation::send_again(&db, &ada, &name("acme"), &id).await, Err(STALE), "what is over stays over");
    invariants(&db, "acme").await;
});

db_test!(an_expired_link_says_so_and_can_be_sent_again, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    let old = link(&db, "bob@example.com").await;
    expire(&db, "acme").await;
    assert_eq!((look(&db, Some(&bob), &old).await, look(&db, None, &old).await), ("expired", "expired"));
    assert_eq!(invitation::accept(&db, &bob, &old).await, Err(STALE));
    let id = invitations(&db, "acme").await.remove(0);
    assert_eq!(invitation::accept(&db, &bob, &Key::Own(id.clone())).await, Err(STALE));
    invitation::send_again(&db, &ada, &name("acme"), &id).await.unwrap();
    assert_eq!(look(&db, Some(&bob), &old).await, "replaced");
    invitation::accept(&db, &bob, &link(&db, "bob@example.com").await).await.unwrap();
});

db_test!(a_tampered_link_is_no_link, |db| async move {
    let bob = person(&db, "bob").await;
    let forged = Secret::new();
    let key = Key::Link(forged.clone());
    assert_eq!(invitation::look(&db, None, &key).await.err(), Some(Error::NotFound));
    assert_eq!(invitation::accept(&db, &bob, &key).await, Err(Error::NotFound));
    assert_eq!(invitation::decline(&db, &nobody(), &key, &greeting("")).await, Err(Error::NotFound));
    let sign_up = invitation::sign_up(&db, &origin(), &forged, &name("zoe"), &password(PASSWORD)).await;
    assert_eq!(sign_up.err(), Some(Error::NotFound));
});

db_test!(whoever_signs_up_from_the_link_needs_no_second_mail, |db| async move {
    let [ada, _] = people(&db, ["ada", "taken"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "zoe@example.com", Role::Manager).await.unwrap();
    let key = link(&db, "zoe@example.com").await;
    let secret = token(&db, "zoe@example.com").await;
    assert_eq!(look(&db, None, &key).await, "sign up");
    let sign_up = async |username: &str, text: &str| {
        invitation::sign_up(&db, &origin(), &secret, &name(username), &password(text)).await
    };
    assert_eq!(sign_up("zoe", "password123").await.err(), Some(Error::field("password", Problem::PasswordCommon)));
    assert_eq!(sign_up("taken", PASSWORD).await.err(), Some(Error::field("name", Problem::NameTaken)));
    let zoe = actor(&db, &sign_up("zoe", PASSWORD).await.unwrap()).await.expect("signed in");
    assert_eq!((zoe.email.as_str(), viewer(&db, &zoe).await.waiting), ("zoe@example.com", 1));
    assert_eq!(mails(&db, "zoe@example.com").await.len(), 1, "the link was the proof");
    assert_eq!(sign_up("zoe-2", PASSWORD).await.err(), Some(Error::field("email", Problem::EmailTaken)));
    assert_eq!(look(&db, Some(&zoe), &key).await, "yours", "it waits for its answer");
    assert_eq!(look(&db, None, &key).await, "sign in");
    assert_eq!(invitation::accept(&db, &zoe, &key).await, Ok(name("acme")));
    assert_eq!(role(&db, &ada, "acme", &zoe).await, Some(Role::Manager));
    assert!(sign_in(&db, "zoe", PASSWORD).await.is_ok());
    assert_eq!(sign_up("zoe-3", PASSWORD).await.err(), Some(STALE), "an answered link makes no users");
    invariants(&db, "acme").await;
});

db_test!(a_users_link_makes_no_other_user, |db| async move {
    let [ada, _] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    let secret = token(&db, "bob@example.com").await;
    let made = invitation::sign_up(&db, &origin(), &secret, &name("bob-2"), &password(PASSWORD)).await;
    assert_eq!(made.err(), Some(STALE));
});

db_test!(whoever_reads_the_mail_of_an_address_may_answer, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Member).await;
    invite(&db, &ada, "acme", "work@corp.example", Role::Member).await.unwrap();
    let key = link(&db, "work@corp.example").await;
    assert_eq!(look(&db, Some(&bob), &key).await, "member");
    assert_eq!(invitation::accept(&db, &bob, &key).await, Err(Error::Refused(Rule::AlreadyMember)));
    assert_eq!(look(&db, Some(&carol), &key).await, "yours", "with another account, too");
    assert!(invitation::waiting(&db, &carol).await.unwrap().is_empty(), "but only with the link");
    invitation::accept(&db, &carol, &key).await.unwrap();
    assert_eq!(role(&db, &ada, "acme", &carol).await, Some(Role::Member));
    invariants(&db, "acme").await;
});

db_test!(an_address_declines_without_an_account, |db| async move {
    let ada = person(&db, "ada").await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "zoe@example.com", Role::Member).await.unwrap();
    let key = link(&db, "zoe@example.com").await;
    invitation::decline(&db, &nobody(), &key, &greeting("I have no time.")).await.unwrap();
    assert_eq!(look(&db, None, &key).await, "declined");
    assert_eq!(
        mails(&db, "ada@example.com").await[0],
        "zoe@example.com declined the invitation to The acme people (@acme)"
    );
    let log = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert_eq!((log[0].change.detail(), log[0].actor.is_none()), ("I have no time.", true));
    assert_eq!(invitation::decline(&db, &nobody(), &key, &greeting("")).await, Err(STALE));
    invariants(&db, "acme").await;
});

db_test!(whoever_is_invited_twice_joins_once, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob@example.com", Role::Manager).await.unwrap();
    let by_address = link(&db, "bob@example.com").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    let by_name = link(&db, "bob@example.com").await;
    assert_eq!(invitation::waiting(&db, &bob).await.unwrap().len(), 2);
    invitation::accept(&db, &bob, &by_name).await.unwrap();
    assert!(invitation::waiting(&db, &bob).await.unwrap().is_empty());
    assert_eq!(invitation::accept(&db, &bob, &by_address).await, Err(STALE));
    assert_eq!(role(&db, &ada, "acme", &bob).await, Some(Role::Member), "the accepted role");
    invariants(&db, "acme").await;
});

db_test!(an_invitation_outlives_its_inviter, |db| async move {
    let [ada, bob, carol, dan] = people(&db, ["ada", "bob", "carol", "dan"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    invite(&db, &bob, "acme", "carol dan", Role::Member).await.unwrap();
    let key = link(&db, "carol@example.com").await;
    member::change_role(&db, &ada, &name("acme"), &bob.name, Role::Member).await.unwrap();
    assert!(!yours(&db, &carol, &key).await.inviter_left, "a lesser role is not gone");
    member::remove(&db, &ada, &name("acme"), &bob.name, "bob").await.unwrap();
    let seen = yours(&db, &carol, &key).await;
    assert_eq!((seen.inviter.map(|inviter| inviter.name), seen.inviter_left), (Some(name("bob")), true));
    admin::suspend(&db, &bob.name, true).await.unwrap();
    invitation::accept(&db, &carol, &key).await.unwrap();
    let id = invitations(&db, "acme").await.pop().unwrap();
    invitation::send_again(&db, &ada, &name("acme"), &id).await.unwrap();
    let seen = yours(&db, &dan, &own(&db, &dan, "acme").await).await;
    assert_eq!((seen.inviter.map(|inviter| inviter.name), seen.inviter_left), (Some(name("ada")), false));
    invariants(&db, "acme").await;
});

db_test!(a_full_organization_takes_nobody_in, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let acme = org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    seats(&db, &acme, 1).await;
    let key = own(&db, &bob, "acme").await;
    assert_eq!(invitation::accept(&db, &bob, &key).await, Err(Error::Refused(Rule::NoSeat)));
    seats(&db, &acme, 2).await;
    invitation::accept(&db, &bob, &key).await.unwrap();
    invariants(&db, "acme").await;
});

db_test!(the_address_of_a_suspended_user_is_taken, |db| async move {
    let [ada, _] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    admin::suspend(&db, &name("bob"), true).await.unwrap();
    invite(&db, &ada, "acme", "bob@example.com", Role::Member).await.unwrap();
    let key = link(&db, "bob@example.com").await;
    assert_eq!(look(&db, None, &key).await, "sign in", "a second account would be refused");
    let Key::Link(secret) = key else { unreachable!("a mailed link") };
    let strong = password("violet harbour 41 x");
    let second = invitation::sign_up(&db, &origin(), &secret, &name("bobby"), &strong).await;
    assert_eq!(second, Err(Error::field("email", Problem::EmailTaken)));
    sign_up(&db, "bobby", "bob@example.com").await.unwrap();
    assert!(
        mails(&db, "bob@example.com").await.iter().any(|subject| subject.contains("already")),
        "the holder is told"
    );
});

db_test!(an_invitation_to_the_address_of_a_user_is_that_users_alone, |db| async move {
    let [ada, bob, eve] = people(&db, ["ada", "bob", "eve"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob@example.com", Role::Manager).await.unwrap();
    let forwarded = link(&db, "bob@example.com").await;
    assert_eq!(invitation::look(&db, Some(&eve), &forwarded).await, Ok(Seen::ForSomebodyElse));
    assert_eq!(invitation::accept(&db, &eve, &forwarded).await, Err(Error::NotFound));
    invitation::accept(&db, &bob, &forwarded).await.unwrap();
    assert_eq!((role(&db, &ada, "acme", &eve).await, role(&db, &ada, "acme", &bob).await), (None, Some(Role::Manager)));
});

db_test!(who_came_for_which_address_is_told_to_owners_alone, |db| async move {
    let [ada, eve, max] = people(&db, ["ada", "eve", "max"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    invite(&db, &ada, "acme", "work@corp.example", Role::Member).await.unwrap();
    let by_mail = link(&db, "work@corp.example").await;
    invitation::accept(&db, &eve, &by_mail).await.unwrap();
    let newest = crate::mail::inbox(&db, Some("ada@example.com")).await.unwrap().rows.remove(0);
    let mail = crate::mail::inbox_mail(&db, &newest.id, "https://hall.example").await.unwrap();
    assert!(mail.text.contains("eve accepted the invitation that was sent to work@corp.example"), "{}", mail.text);
    let log = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert!(
        log[0].change.phrase().to_string().ends_with("as Member, invited at work@corp.example"),
        "{}",
        log[0].change.phrase()
    );
    let read = activity(&db, &max, "acme").await.unwrap().remove(0).change.phrase().to_string();
    assert!(read.ends_with("as Member"), "{read}");
});

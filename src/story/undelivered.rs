use super::store::{give_up, invariants};
use super::verbs::*;
use crate::access::Role;
use crate::account::{self, SignIn};
use crate::clock::{DAY, HOUR, Timestamp};
use crate::db::test::db_test;
use crate::error::Stale;
use crate::invitation::{self, Seen};
use crate::{Error, job, log};

const SAID: &str = "550 5.1.1 <zoe@exmaple.com>: Recipient address rejected: User unknown";

db_test!(whoever_invited_is_told_when_the_mail_was_refused_for_good, |db| async move {
    let [ada, _] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "zoe@exmaple.com\nbob", Role::Member).await.unwrap();
    give_up(&db, "zoe@exmaple.com", SAID).await;
    give_up(&db, "bob@example.com", "550 <bob@example.com>: mailbox full").await;
    let unread = viewer(&db, &ada).await.unread;
    for _ in 0..2 {
        job::undelivered(&db, Timestamp::now()).await.unwrap();
    }
    assert_eq!(viewer(&db, &ada).await.unread, unread + 2, "once for each");
    let rows = pending(&db, &ada, "acme", None).await.unwrap().rows;
    let said = |at: usize| rows[at].undelivered.as_ref().map(|said| said.to_string());
    assert_eq!(said(1).as_deref(), Some(SAID));
    assert_eq!(said(0).as_deref(), Some(""), "nobody learns the address of a user");
    let seen = crate::org::see(&db, &ada, &name("acme")).await.unwrap();
    let waiting = crate::org::waiting(&db, &ada, &seen.org.reads().unwrap()).await.unwrap();
    assert_eq!((waiting.undelivered, waiting.undelivered_first.as_deref()), (2, Some("zoe@exmaple.com")));
    let log = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert!(log.iter().any(|line| {
        line.change.phrase().to_string().starts_with("could not deliver the invitation for zoe@exmaple.com")
    }));
    assert!(log.iter().all(|line| !line.change.detail().contains("bob@example.com")));
});

db_test!(a_wrong_address_is_corrected, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let acme = org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Member).await;
    invite(&db, &ada, "acme", "Zoe Zed <zoe@exmaple.com>", Role::Billing).await.unwrap();
    let wrong = link(&db, "zoe@exmaple.com").await;
    give_up(&db, "zoe@exmaple.com", SAID).await;
    job::undelivered(&db, Timestamp::now()).await.unwrap();
    seats(&db, &acme, 3).await;
    let id = pending(&db, &ada, "acme", None).await.unwrap().rows.remove(0).id;
    let correct = async |id, to: &str| invitation::correct(&db, &ada, &name("acme"), id, &address(to)).await;
    assert!(correct(&id, "bob@example.com").await.is_err(), "a member already");
    correct(&id, "zoe@example.com").await.unwrap();
    let rows = pending(&db, &ada, "acme", None).await.unwrap().rows;
    assert_eq!((rows.len(), rows[0].to.as_str(), rows[0].role), (1, "zoe@example.com", Role::Billing));
    assert_eq!(rows[0].called.as_ref().map(ToString::to_string).as_deref(), Some("Zoe Zed"));
    assert_eq!(rows[0].undelivered, None);
    assert!(matches!(invitation::look(&db, None, &wrong).await, Ok(Seen::Revoked(_))), "the old link is dead");
    assert_eq!(correct(&id, "zoe@example.com").await, Err(Error::Stale(Stale::Invitation)), "once");
    invariants(&db, "acme").await;
});

db_test!(the_mail_of_an_older_link_says_nothing, |db| async move {
    let ada = person(&db, "ada").await;
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "zoe@example.com", Role::Member).await.unwrap();
    let id = pending(&db, &ada, "acme", None).await.unwrap().rows.remove(0).id;
    give_up(&db, "zoe@example.com", "450 greylisted").await;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    invitation::send_again(&db, &ada, &name("acme"), &id).await.unwrap();
    job::undelivered(&db, Timestamp::now()).await.unwrap();
    assert_eq!(pending(&db, &ada, "acme", None).await.unwrap().rows[0].undelivered, None);
});

db_test!(whoever_changes_their_address_learns_that_no_mail_arrives_there, |db| async move {
    let ada = person(&db, "ada").await;
    let change = async |to: &str| account::change_email(&db, &ada, PASSWORD, &address(to)).await.unwrap();
    let waiting = async || account::pending_email_change(&db, &ada).await.unwrap().unwrap();
    change("ada@exmaple.com").await;
    give_up(&db, "ada@exmaple.com", SAID).await;
    job::undelivered(&db, Timestamp::now()).await.unwrap();
    assert_eq!(waiting().await.undelivered.map(|said| said.to_string()).as_deref(), Some(SAID));
    assert_eq!(viewer(&db, &ada).await.unread, 1);
    let notice = log::notices(&db, &ada, None).await.unwrap().rows.remove(0);
    assert_eq!(notice.line.change.phrase().to_string(), "could not deliver the mail that confirms ada@exmaple.com");

    // The same address once more: what became of the older mail says nothing.
    change("ada@other.example").await;
    give_up(&db, "ada@other.example", "450 greylisted").await;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    change("ada@other.example").await;
    job::undelivered(&db, Timestamp::now()).await.unwrap();
    assert_eq!(waiting().await.undelivered, None);
});

db_test!(a_sign_up_whose_mail_was_refused_leads_to_where_the_address_is_mended, |db| async move {
    sign_up(&db, "zoe", "zoe@exmaple.com").await.unwrap();
    let sign_in = async || account::sign_in(&db, &origin(), "zoe", PASSWORD).await.unwrap();
    assert!(matches!(sign_in().await, SignIn::Unconfirmed { refused: false }));
    give_up(&db, "zoe@exmaple.com", SAID).await;
    job::undelivered(&db, Timestamp::now()).await.unwrap();
    assert!(matches!(sign_in().await, SignIn::Unconfirmed { refused: true }));
    assert!(matches!(sign_in().await, SignIn::Unconfirmed { refused: false }), "another mail is on its way");
    give_up(&db, "zoe@exmaple.com", SAID).await;
    job::undelivered(&db, Timestamp::now()).await.unwrap();
    account::correct_sign_up(&db, &origin(), "zoe", PASSWORD, &address("zoe@example.com")).await.unwrap();
    assert!(matches!(sign_in().await, SignIn::Unconfirmed { refused: false }));
});

db_test!(a_user_whom_no_mail_reaches_is_told_once_a_day, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    for org_name in ["acme", "zeta"] {
        org(&db, &ada, org_name).await;
        invite(&db, &ada, org_name, "bob", Role::Member).await.unwrap();
    }
    let now = Timestamp::now();
    let undelivered = async |at: Timestamp| {
        give_up(&db, "bob@example.com", "552 mailbox full").await;
        job::undelivered(&db, at).await.unwrap();
        let rows = log::notices(&db, &bob, None).await.unwrap().rows;
        rows.iter().filter(|row| row.line.change.detail() == "552 mailbox full").count()
    };
    assert_eq!(undelivered(now).await, 1, "of two mails");
    org(&db, &ada, "more").await;
    invite(&db, &ada, "more", "bob", Role::Member).await.unwrap();
    assert_eq!(undelivered(now.plus(HOUR)).await, 1);
    org(&db, &ada, "most").await;
    invite(&db, &ada, "most", "bob", Role::Member).await.unwrap();
    assert_eq!(undelivered(now.plus(DAY)).await, 2);
});

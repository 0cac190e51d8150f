//! Who comes in, who tries to, and who is kept waiting by it.

use std::time::Duration;

use tokio::time::timeout;

use super::rounds::{both, race};
use super::store::{hash, sessions_age, set_hash, unseen, unseen_in};
use super::verbs::*;
use crate::access::Origin;
use crate::account::{self, SignIn};
use crate::admin;
use crate::db::Db;
use crate::db::test::db_test;
use crate::log;
use crate::{Error, Problem};

fn from(network: &str, device: &str) -> Origin {
    Origin::new(network, "story").with(device.into())
}

async fn tried(db: &Db, origin: &Origin, login: &str, password: &str) -> Result<SignIn, Error> {
    account::sign_in(db, origin, login, password).await
}

db_test!(who_fails_keeps_nobody_else_waiting, |db| async move {
    user(&db, "ada").await;
    let stranger = from("203.0.113.9", "the stranger's browser");
    for number in 1..=5 {
        let failed = tried(&db, &stranger, "ada", "wrong").await;
        assert!(matches!(failed, Err(Error::WrongCredentials)), "{number}: {failed:?}");
    }
    // The right password, the address, another browser: it is the place that waits.
    let browser = from("203.0.113.9", "another browser there");
    for (origin, login) in [(&stranger, "ada"), (&stranger, "ada@example.com"), (&browser, "ADA")] {
        let waits = tried(&db, origin, login, PASSWORD).await;
        assert!(matches!(waits, Err(Error::TooMany { seconds: 1..=60 })), "{login}: {waits:?}");
    }
    for (place, origin) in [
        ("her browser", origin()),
        ("her browser, travelling", from("198.51.100.7", &origin().device)),
        ("a new browser at home", from("192.0.2.1", "her new browser")),
        ("a new browser somewhere", from("198.51.100.8", "a borrowed browser")),
    ] {
        assert!(tried(&db, &origin, "ada", PASSWORD).await.is_ok(), "{place}");
    }
});

db_test!(strangers_everywhere_are_few_tries_and_her_browser_is_let_in, |db| async move {
    user(&db, "ada").await;
    let mut evaluated = 0;
    for network in 0..60 {
        let stranger = from(&format!("203.0.113.{network}"), "a bot");
        match tried(&db, &stranger, "ada", "wrong").await {
            Err(Error::WrongCredentials) => evaluated += 1,
            other => assert!(matches!(other, Err(Error::TooMany { .. })), "{other:?}"),
        }
    }
    assert_eq!(evaluated, 50);
    assert!(tried(&db, &origin(), "ada", PASSWORD).await.is_ok());
});

db_test!(tries_at_one_time_are_no_more_tries, |db| async move {
    user(&db, "ada").await;
    for login in ["ada", "nobody"] {
        let stranger = from("203.0.113.9", "the stranger's browser");
        let tries: Vec<_> = (0..40)
            .map(|_| {
                let (db, stranger) = (db.clone(), stranger.clone());
                tokio::spawn(async move { tried(&db, &stranger, login, "wrong").await })
            })
            .collect();
        let mut evaluated = 0;
        for one in tries {
            match one.await.unwrap() {
                Err(Error::WrongCredentials) => evaluated += 1,
                other => assert!(matches!(other, Err(Error::TooMany { .. })), "{other:?}"),
            }
        }
        assert_eq!(evaluated, 5, "{login}");
    }
});

db_test!(a_new_browser_is_told_by_mail_and_a_failed_try_in_the_log, |db| async move {
    let ada = user(&db, "ada").await;
    let said = |mails: &[String]| mails.iter().filter(|subject| subject.contains("new browser")).count();
    sign_in(&db, "ada", PASSWORD).await.unwrap();
    assert_eq!(said(&mails(&db, "ada@example.com").await), 0, "it is the one that signed up");
    let new = from("198.51.100.7", "her new browser");
    tried(&db, &new, "ada", PASSWORD).await.unwrap();
    tried(&db, &new, "ada", PASSWORD).await.unwrap();
    assert_eq!(said(&mails(&db, "ada@example.com").await), 1, "and once is enough");

    assert!(tried(&db, &from("203.0.113.9", ""), "ada", "wrong").await.is_err());
    let log = log::own(&db, &ada, None).await.unwrap();
    assert_eq!(
        (&log.lines[0].change, log.lines[0].address.as_str()),
        (&account::Change::SignInFailed.into(), "203.0.113.9")
    );
    assert!(log.lines[0].actor.is_none(), "nobody knows who it was");
});

db_test!(a_link_of_anothers_sign_up_gives_nothing_away, |db| async move {
    // Somebody else types Ada's address, and waits for her to confirm it.
    let (theirs, hers) = (from("203.0.113.9", "the stranger's browser"), from("192.0.2.1", "her browser"));
    let sign_up = async |origin: &Origin, username: &str| {
        account::sign_up(&db, origin, &name(username), &address("ada@example.com"), &password(PASSWORD)).await.unwrap();
        token(&db, "ada@example.com").await
    };
    let link = sign_up(&theirs, "not-ada").await;
    let waiting = account::waiting_sign_up(&db, &hers, &link).await.unwrap();
    assert_eq!((waiting.name.as_str(), waiting.elsewhere), ("not-ada", true));
    let confirm = async |origin: &Origin, link, text: &str| account::confirm_sign_up(&db, origin, link, text).await;
    assert_eq!(confirm(&hers, &link, "").await.err(), Some(Error::field("password", Problem::Empty)));
    let wrong = Some(Error::field("password", Problem::PasswordWrong));
    for _ in 0..5 {
        assert_eq!(confirm(&hers, &link, "her own idea of one").await.err(), wrong);
    }
    assert!(matches!(confirm(&hers, &link, PASSWORD).await, Err(Error::TooMany { .. })), "and guessing is slow");

    // Her own, on the telephone that reads the mail, and in the browser that asked.
    let link = sign_up(&hers, "ada").await;
    assert!(confirm(&from("198.51.100.7", "her telephone"), &link, PASSWORD).await.is_ok());
    account::sign_up(&db, &hers, &name("bob"), &address("bob@example.com"), &password(PASSWORD)).await.unwrap();
    let link = token(&db, "bob@example.com").await;
    assert!(!account::waiting_sign_up(&db, &hers, &link).await.unwrap().elsewhere);
    assert!(confirm(&hers, &link, "").await.is_ok());
});

db_test!(who_reads_does_not_wait_for_who_writes, |db| async move {
    let ada = user(&db, "ada").await;
    let SignIn::In(secret) = tried(&db, &origin(), "ada", PASSWORD).await.unwrap() else { panic!("a session") };
    unseen(&db).await;
    let seen = async || {
        let sessions = account::sessions(&db, &ada).await.unwrap();
        sessions.iter().map(|session| session.seen_at).max().unwrap()
    };
    let before = seen().await;
    let mut writer = db.begin().await.unwrap();
    unseen_in(&mut writer).await;
    for _ in 0..20 {
        // A failure rather than the half minute after which the database gives up.
        let found = timeout(Duration::from_secs(10), actor(&db, &secret)).await;
        assert!(found.expect("at once").is_some());
    }
    drop(writer);
    // What found no place to wait is left to the next request.
    while seen().await == before {
        assert!(actor(&db, &secret).await.is_some());
    }
});

db_test!(a_hash_of_earlier_days_is_renewed_when_its_password_is_given, |db| async move {
    let ada = person(&db, "ada").await;
    let cheap = account::cheap_hash(PASSWORD);
    set_hash(&db, &ada, &cheap).await;
    assert!(sign_in(&db, "ada", "not her password").await.is_err());
    assert_eq!(hash(&db, &ada).await, cheap, "nobody knows the password yet");
    sign_in(&db, "ada", PASSWORD).await.unwrap();
    let renewed = hash(&db, &ada).await;
    assert!(renewed.contains("$m=19456,"), "{renewed}");
    sign_in(&db, "ada", PASSWORD).await.unwrap();
    assert_eq!(hash(&db, &ada).await, renewed, "and stays");
});

db_test!(a_new_password_lets_its_owner_in_whatever_strangers_tried, |db| async move {
    user(&db, "ada").await;
    for network in 0..60 {
        let stranger = from(&format!("203.0.113.{network}"), "a bot");
        assert!(tried(&db, &stranger, "ada", "wrong").await.is_err());
    }
    let abroad = from("198.51.100.7", "a borrowed browser");
    assert!(matches!(tried(&db, &abroad, "ada", PASSWORD).await, Err(Error::TooMany { .. })));
    account::forget(&db, &abroad, &address("ada@example.com")).await.unwrap();
    let link = token(&db, "ada@example.com").await;
    account::reset_password(&db, &abroad, &link, &password("another set of wheels")).await.unwrap();
    assert!(tried(&db, &abroad, "ada", "another set of wheels").await.is_ok());
});

db_test!(a_session_ends_when_it_is_not_used_and_after_its_longest_time, |db| async move {
    user(&db, "ada").await;
    for (age, alive) in [((89, 13), true), ((20, 14), false), ((90, 0), false)] {
        let SignIn::In(secret) = tried(&db, &origin(), "ada", PASSWORD).await.unwrap() else { panic!("a session") };
        sessions_age(&db, age).await;
        assert_eq!(actor(&db, &secret).await.is_some(), alive, "days since it began and was seen: {age:?}");
    }
});

db_test!(an_address_is_changed_with_the_own_password_only, |db| async move {
    let ada = user(&db, "ada").await;
    let new = address("new@example.com");
    let wrong = account::change_email(&db, &ada, "not her password", &new).await;
    assert_eq!(wrong.err(), Some(Error::field("password", Problem::PasswordWrong)));
    assert_eq!(account::pending_email_change(&db, &ada).await, Ok(None));
    account::change_email(&db, &ada, PASSWORD, &new).await.unwrap();
    assert!(account::pending_email_change(&db, &ada).await.unwrap().is_some());
});

db_test!(a_sign_in_under_way_does_not_outlive_what_ends_all_sessions, |db| async move {
    for round in race("a_sign_in_under_way_does_not_outlive_what_ends_all_sessions") {
        let called = format!("ada-{round}");
        let ada = person(&db, &called).await;
        let here = origin();
        let signing_in = tried(&db, &here, &called, PASSWORD);
        let (signed_in, ended) = if round % 2 == 0 {
            account::forget(&db, &here, &ada.email).await.unwrap();
            let link = token(&db, ada.email.as_str()).await;
            let new = password("another set of wheels");
            both(round, signing_in, account::reset_password(&db, &here, &link, &new)).await
        } else {
            both(round, signing_in, async {
                // About as long as the hash takes.
                tokio::time::sleep(Duration::from_millis(round as u64)).await;
                admin::suspend(&db, &ada.name, true).await.map(drop)
            })
            .await
        };
        assert_eq!(ended, Ok(()));
        if round % 2 == 1 {
            admin::restore(&db, &ada.name).await.unwrap();
        }
        if let Ok(SignIn::In(secret)) = signed_in {
            assert!(actor(&db, &secret).await.is_none(), "round {round}");
        }
    }
});

db_test!(a_thief_in_a_session_does_not_outrun_a_new_password_from_a_link, |db| async move {
    for round in race("a_thief_in_a_session_does_not_outrun_a_new_password_from_a_link") {
        let called = format!("ada-{round}");
        let (ada, here) = (person(&db, &called).await, origin());
        account::forget(&db, &here, &ada.email).await.unwrap();
        let link = token(&db, ada.email.as_str()).await;
        let (new, theirs) = (password("another set of wheels"), password("the thief knows the old one"));
        let thiefs = address(&format!("thief-{round}@example.com"));
        let steal = async {
            if round % 2 == 0 {
                account::change_password(&db, &ada, PASSWORD, &theirs).await
            } else {
                tokio::time::sleep(Duration::from_millis(round as u64)).await;
                account::change_email(&db, &ada, PASSWORD, &thiefs).await
            }
        };
        let (stolen, reset) = both(round / 2, steal, account::reset_password(&db, &here, &link, &new)).await;
        if reset.is_ok() {
            assert!(tried(&db, &here, &called, "another set of wheels").await.is_ok(), "{round}: {stolen:?}");
            assert_eq!(account::pending_email_change(&db, &ada).await, Ok(None), "{round}: {stolen:?}");
        }
        for outcome in [stolen.err(), reset.err()] {
            assert_ne!(outcome, Some(Error::Internal), "{round}");
        }
    }
});

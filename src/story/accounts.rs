use super::verbs::*;
use crate::account::{self, Theme};
use crate::admin;
use crate::db::test::db_test;
use crate::error::Stale;
use crate::log;
use crate::site::{SettingsForm, SiteSettings};
use crate::{Error, Problem};

db_test!(a_user_exists_once_the_address_is_confirmed, |db| async move {
    sign_up(&db, "ada", "ada@example.com").await.unwrap();
    assert_eq!(sign_in(&db, "ada", PASSWORD).await, Err(Error::SignInNeeded), "the link is sent again");
    assert_eq!(mails(&db, "ada@example.com").await.len(), 2);
    let link = token(&db, "ada@example.com").await;
    let session = account::confirm_sign_up(&db, &origin(), &link, "").await.unwrap();
    let ada = actor(&db, &session).await.expect("signed in");
    assert_eq!(ada.name, name("ada"));
    let again = account::confirm_sign_up(&db, &origin(), &link, "").await;
    assert_eq!(again.err(), Some(Error::Stale(Stale::Confirmed)), "a link works once");
    assert!(sign_in(&db, "ADA@example.com", PASSWORD).await.is_ok(), "by address, in any case");
    assert!(sign_in(&db, "Ada", PASSWORD).await.is_ok(), "by name, in any case");
});

db_test!(a_used_address_answers_like_a_free_one, |db| async move {
    user(&db, "ada").await;
    sign_up(&db, "impostor", "ada@example.com").await.unwrap();
    assert!(!is_free(&db, "impostor").await, "the name is held as for anybody");
    assert!(mails(&db, "ada@example.com").await[0].contains("already"), "only the mail tells");
    assert_eq!(sign_in(&db, "impostor", PASSWORD).await, Err(Error::SignInNeeded));
    assert_eq!(sign_in(&db, "impostor", "wrong").await, Err(Error::WrongCredentials));
});

db_test!(a_name_is_held_by_one, |db| async move {
    user(&db, "ada").await;
    for same in ["ada", "ADA"] {
        let taken = sign_up(&db, same, "other@example.com").await;
        assert_eq!(taken, Err(Error::field("name", Problem::NameTaken)));
    }
    assert!(is_free(&db, "ada-2").await);
});

db_test!(wrong_passwords_slow_down, |db| async move {
    user(&db, "ada").await;
    for login in ["ada", "nobody"] {
        for _ in 0..6 {
            let _ = sign_in(&db, login, "wrong").await;
        }
        let slowed = sign_in(&db, login, PASSWORD).await;
        assert!(matches!(slowed, Err(Error::TooMany { seconds: 1..=2 })), "{login}: {slowed:?}");
    }
});

db_test!(a_forgotten_password_is_set_by_a_link_once, |db| async move {
    let ada = user(&db, "ada").await;
    account::forget(&db, &origin(), &address("ada@example.com")).await.unwrap();
    account::forget(&db, &origin(), &address("nobody@example.com")).await.unwrap();
    assert_eq!(mails(&db, "nobody@example.com").await.len(), 1, "an address without a user is told so");
    let link = token(&db, "ada@example.com").await;
    let new = password("another set of wheels");
    account::reset_password(&db, &origin(), &link, &new).await.unwrap();
    assert_eq!(account::reset_password(&db, &origin(), &link, &new).await, Err(Error::Stale(Stale::PasswordSet)));
    assert_eq!(sign_in(&db, "ada", PASSWORD).await, Err(Error::WrongCredentials));
    let again = sign_in(&db, "ada", new.expose()).await.unwrap();
    let sessions = account::sessions(&db, &again).await.unwrap();
    assert_eq!(sessions.len(), 1, "the earlier session {} ended", ada.session());
});

db_test!(a_new_password_is_held_to_one_rule_however_it_came, |db| async move {
    let ada = user(&db, "ada").await;
    for (text, problem) in [("zvfnfyffhexb", Problem::PasswordCommon), ("ada@example.com", Problem::PasswordWeak)] {
        account::forget(&db, &origin(), &address("ada@example.com")).await.unwrap();
        let (link, new) = (token(&db, "ada@example.com").await, password(text));
        let refused = |field: &str| Some(Error::field(field, problem.clone()));
        assert_eq!(account::reset_password(&db, &origin(), &link, &new).await.err(), refused("password"));
        assert_eq!(account::change_password(&db, &ada, PASSWORD, &new).await.err(), refused("new"));
        let signed_up = account::sign_up(&db, &origin(), &name("adam"), &address("ada@example.com"), &new).await;
        assert_eq!(signed_up.err(), refused("password"));
    }
});

db_test!(a_changed_password_ends_the_other_sessions, |db| async move {
    let ada = user(&db, "ada").await;
    sign_in(&db, "ada", PASSWORD).await.unwrap();
    let wrong = account::change_password(&db, &ada, "wrong", &password("another set of wheels")).await;
    assert_eq!(wrong, Err(Error::field("current", Problem::PasswordWrong)));
    account::change_password(&db, &ada, PASSWORD, &password("another set of wheels")).await.unwrap();
    let sessions = account::sessions(&db, &ada).await.unwrap();
    assert_eq!(sessions.iter().map(|session| session.current).collect::<Vec<_>>(), [true]);
});

db_test!(sessions_end_one_by_one_and_only_the_own, |db| async move {
    let ada = user(&db, "ada").await;
    let other = sign_in(&db, "ada", PASSWORD).await.unwrap();
    let bob = user(&db, "bob").await;
    assert_eq!(account::end_session(&db, &bob, other.session()).await, Err(Error::NotFound));
    account::end_session(&db, &ada, other.session()).await.unwrap();
    assert_eq!(account::sessions(&db, &ada).await.unwrap().len(), 1);
    account::sign_out(&db, &ada).await.unwrap();
    assert!(account::sessions(&db, &ada).await.unwrap().is_empty());
});

db_test!(a_new_address_is_confirmed_and_can_be_undone_from_the_old, |db| async move {
    let ada = user(&db, "ada").await;
    let new = address("ada@new.example");
    let same = account::change_email(&db, &ada, PASSWORD, &address("ADA@example.com")).await;
    assert_eq!(same, Err(Error::field("email", Problem::SameEmail)));
    account::change_email(&db, &ada, PASSWORD, &new).await.unwrap();
    assert_eq!(account::pending_email_change(&db, &ada).await.unwrap().map(|change| change.new), Some(new));
    account::confirm_email(&db, &origin(), &token(&db, "ada@new.example").await).await.unwrap();
    assert!(sign_in(&db, "ada@new.example", PASSWORD).await.is_ok());
    let undo = token(&db, "ada@example.com").await;
    account::cancel_email_change(&db, &origin(), &undo).await.unwrap();
    assert!(sign_in(&db, "ada@example.com", PASSWORD).await.is_ok());
    assert_eq!(sign_in(&db, "ada@new.example", PASSWORD).await, Err(Error::WrongCredentials));
    assert_eq!(account::cancel_email_change(&db, &origin(), &undo).await, Err(Error::Stale(Stale::EmailKept)));
});

db_test!(undoing_a_change_of_address_undoes_the_later_ones, |db| async move {
    let ada = user(&db, "ada").await;
    account::change_email(&db, &ada, PASSWORD, &address("thief@example.net")).await.unwrap();
    account::confirm_email(&db, &origin(), &token(&db, "thief@example.net").await).await.unwrap();
    let undo = token(&db, "ada@example.com").await;
    account::change_email(&db, &ada, PASSWORD, &address("thief@example.org")).await.unwrap();
    let (onwards, back) = (token(&db, "thief@example.org").await, token(&db, "thief@example.net").await);
    account::cancel_email_change(&db, &origin(), &undo).await.unwrap();
    let stale = Err(Error::Stale(Stale::Link));
    assert_eq!(account::confirm_email(&db, &origin(), &onwards).await, stale);
    assert_eq!(account::cancel_email_change(&db, &origin(), &back).await, stale);
    assert!(sign_in(&db, "ada@example.com", PASSWORD).await.is_ok());
});

db_test!(a_changed_password_drops_a_waiting_change_of_address, |db| async move {
    let ada = user(&db, "ada").await;
    account::change_email(&db, &ada, PASSWORD, &address("thief@example.net")).await.unwrap();
    let link = token(&db, "thief@example.net").await;
    account::change_password(&db, &ada, PASSWORD, &password("another set of wheels")).await.unwrap();
    assert_eq!(account::confirm_email(&db, &origin(), &link).await, Err(Error::Stale(Stale::Link)));
});

db_test!(a_mailbox_is_not_filled, |db| async move {
    for username in ["one", "two", "three", "four", "five"] {
        sign_up(&db, username, "victim@example.com").await.unwrap();
    }
    let slowed = sign_up(&db, "six", "Victim@example.com").await;
    assert!(matches!(slowed, Err(Error::TooMany { .. })), "{slowed:?}");
    assert!(is_free(&db, "six").await);
});

db_test!(of_one_address_the_oldest_sign_up_gives_way, |db| async move {
    for username in ["one", "two", "three", "four"] {
        sign_up(&db, username, "ada@example.com").await.unwrap();
    }
    assert!(is_free(&db, "one").await, "its name is free at once");
    for held in ["two", "three", "four"] {
        assert!(!is_free(&db, held).await, "{held}");
    }
    let link = token(&db, "ada@example.com").await;
    assert!(account::confirm_sign_up(&db, &origin(), &link, "").await.is_ok(), "the newest link works");
});

db_test!(a_network_holds_only_so_many_names, |db| async move {
    let warden = admin(&db, "warden").await;
    let settings = SiteSettings { sign_ups_of_network: 2, ..SiteSettings::default() };
    admin::change_settings(&db, &warden, &SettingsForm::from(&settings)).await.unwrap();
    let from =
        async |network, username: &str| sign_up_from(&db, network, username, &format!("{username}@example.com")).await;
    from("2001:db8::1", "one").await.unwrap();
    from("2001:db8::2", "two").await.unwrap();
    let refused = Err(Error::field("name", Problem::TooManyUnconfirmed));
    assert_eq!(from("2001:db8::3", "three").await, refused, "all of a network are one");
    assert!(is_free(&db, "three").await);
    from("2001:db8:0:1::1", "four").await.unwrap();
    account::confirm_sign_up(&db, &origin(), &token(&db, "one@example.com").await, "").await.unwrap();
    assert_eq!(from("2001:db8::3", "three").await, Ok(()), "whoever confirms makes room");
});

db_test!(an_address_of_another_user_is_never_given_away, |db| async move {
    let ada = user(&db, "ada").await;
    user(&db, "bob").await;
    account::change_email(&db, &ada, PASSWORD, &address("bob@example.com")).await.unwrap();
    assert!(mails(&db, "bob@example.com").await[0].contains("Another user asked"));
    assert!(sign_in(&db, "bob@example.com", PASSWORD).await.is_ok_and(|bob| bob.name == name("bob")));
    let log = log::own(&db, &ada, None).await.unwrap();
    let told = &log.lines[0].change;
    assert!(
        matches!(told, log::Change::Account(account::Change::EmailChangeAsked { holder: None, .. })),
        "the log tells it: {told:?}"
    );
});

db_test!(the_site_is_set_up_once, |db| async move {
    let first = account::needs_set_up(&db).await.unwrap().expect("an empty site");
    let second = account::needs_set_up(&db).await.unwrap().expect("still empty");
    let set_up = |link| {
        let db = db.clone();
        async move {
            let (email, password) = (address("root@example.com"), password(PASSWORD));
            account::set_up(&db, &origin(), &link, &name("warden"), &email, &password).await
        }
    };
    assert_eq!(set_up(first).await.err(), Some(Error::Stale(Stale::Link)), "a newer link kills the older");
    let session = set_up(second.clone()).await.unwrap();
    assert!(actor(&db, &session).await.is_some());
    let warden = actor(&db, &session).await.unwrap();
    assert!(viewer(&db, &warden).await.site_admin);
    assert_eq!(set_up(second).await.err(), Some(Error::Stale(Stale::SetUp)));
    assert!(account::needs_set_up(&db).await.unwrap().is_none());
});

db_test!(every_change_of_the_account_is_in_the_own_log, |db| async move {
    let ada = user(&db, "ada").await;
    let mut profile = account::profile(&db, &ada).await.unwrap();
    profile.display_name = crate::text::DisplayName::parse("Ada Lovelace").unwrap();
    account::change_profile(&db, &ada, &profile).await.unwrap();
    account::change_theme(&db, &ada, Theme::Dark).await.unwrap();
    let log = log::own(&db, &ada, None).await.unwrap();
    let phrases: Vec<_> = log.lines.iter().map(|event| event.change.phrase().to_string()).collect();
    assert_eq!(phrases, ["changed the theme to dark", "changed the profile", "joined"]);
    assert_eq!(log.lines[0].address, "192.0.2.1");
});

db_test!(a_mistyped_address_is_corrected_by_whoever_has_the_password, |db| async move {
    sign_up(&db, "ada", "ada@exmaple.com").await.unwrap();
    let wrong = token(&db, "ada@exmaple.com").await;
    let right = address("ada@example.com");
    let correct =
        async |login: &str, password: &str| account::correct_sign_up(&db, &origin(), login, password, &right).await;
    let refused = Err(Error::WrongCredentials);
    assert_eq!(correct("ada", "not this password").await, refused);
    assert_eq!(correct("nobody", PASSWORD).await, refused, "the same for a name that nobody asked for");
    assert_eq!(correct("@Ada", PASSWORD).await, Ok(()));
    let dead = account::confirm_sign_up(&db, &origin(), &wrong, "").await;
    assert_eq!(dead.err(), Some(Error::Stale(Stale::Link)), "whoever reads the other mailbox gets no account");
    account::confirm_sign_up(&db, &origin(), &token(&db, "ada@example.com").await, "").await.unwrap();
    assert_eq!(sign_in(&db, "ada", PASSWORD).await.unwrap().email, right);
    assert_eq!(correct("ada", PASSWORD).await, refused, "an account changes its address elsewhere");
});

db_test!(guesses_at_a_sign_up_slow_down, |db| async move {
    sign_up(&db, "ada", "ada@exmaple.com").await.unwrap();
    let guess = async || {
        let to = address("eve@example.com");
        account::correct_sign_up(&db, &origin(), "ada", "not this password", &to).await
    };
    for _ in 0..5 {
        assert_eq!(guess().await, Err(Error::WrongCredentials));
    }
    assert!(matches!(guess().await, Err(Error::TooMany { .. })));
    assert!(mails(&db, "eve@example.com").await.is_empty());
});

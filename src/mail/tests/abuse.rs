//! What a stranger can do with our mails: nothing that hurts.

use super::{BASE, address, delivery, letter, some_event, write_to};
use crate::account;
use crate::admin;
use crate::clock::{DAY, Timestamp};
use crate::db::{Db, test::db_test};
use crate::error::Stale;
use crate::mail::outbox::claim;
use crate::mail::sink::{Behavior, Sink};
use crate::mail::{Delivery, MailState, Smtp, inbox, is_used_up, queue, send_due};
use crate::site::{SettingsForm, SiteSettings};
use crate::story::{PASSWORD, admin, user};
use crate::token::Secret;
use crate::{Error, Problem, access::Origin};

async fn write(db: &Db, delivery: Delivery, to: &str) {
    let mut tx = db.begin().await.unwrap();
    let event = some_event(&mut tx).await;
    queue(&mut tx, &letter(), delivery, &address(to), &event, Some(&Secret::new())).await.unwrap();
    tx.commit().await.unwrap();
}

/// What nobody waits for.
fn news() -> Delivery {
    Delivery::default()
}

async fn taken(db: &Db, urgent: bool) -> Option<String> {
    let mut tx = db.begin().await.unwrap();
    let mail = claim(&mut tx, Timestamp::now(), urgent).await.unwrap();
    tx.commit().await.unwrap();
    mail.map(|mail| mail.to_address.to_string())
}

db_test!(what_somebody_waits_for_goes_first_and_the_rest_still_moves, |db| async move {
    for number in 0..3 {
        write(&db, news(), &format!("reader{number}@example.com")).await;
    }
    write_to(&db, &["ada@example.com", "bob@example.com"]).await;
    assert_eq!(taken(&db, true).await.as_deref(), Some("ada@example.com"));
    assert_eq!(taken(&db, false).await.as_deref(), Some("reader0@example.com"), "its own turn");
    assert_eq!(taken(&db, true).await.as_deref(), Some("bob@example.com"));
    assert_eq!(taken(&db, true).await.as_deref(), Some("reader1@example.com"), "nobody waits any more");
    assert_eq!(taken(&db, false).await.as_deref(), Some("reader2@example.com"));
    assert_eq!(taken(&db, false).await, None);
});

db_test!(a_letter_whose_link_ran_out_is_not_sent, |db| async move {
    let warden = admin(&db, "warden").await;
    let holding = |days| Delivery { holds_for: Some(days * DAY), ..delivery() };
    let sink = Sink::start(Behavior::default()).await;
    write(&db, holding(0), "late@example.com").await;
    write(&db, holding(1), "ada@example.com").await;
    send_due(&db, &Smtp::new(&sink.settings()).unwrap(), BASE).await.unwrap();
    let of = async |to: &str| inbox(&db, Some(to)).await.unwrap().rows.remove(0);
    let late = of("late@example.com").await;
    assert_eq!((late.state, of("ada@example.com").await.state), (MailState::Failed, MailState::Sent));
    assert!(late.error.is_some_and(|said| said.as_str().contains("ran out")));
    assert_eq!(crate::admin::send_mail_again(&db, &warden, &late.id).await, Err(Error::Stale(Stale::Letter)));
    assert_eq!(sink.received().len(), 1);
});

db_test!(a_budget_that_is_used_up_kills_no_link, |db| async move {
    user(&db, "ada").await;
    let ask = async || account::forget(&db, &Origin::default(), &address("ada@example.com")).await.unwrap();
    ask().await;
    let link = crate::story::token(&db, "ada@example.com").await;
    // A stranger has used the day up.
    for _ in 0..10 {
        write_to(&db, &["ada@example.com"]).await;
    }
    ask().await;
    assert!(account::reset_link_holder(&db, &link).await.is_ok());
});

db_test!(a_mailbox_and_the_site_have_a_budget, |db| async move {
    let warden = admin(&db, "warden").await;
    let ada = user(&db, "ada").await;
    let set = async |daily: &str, hourly: &str| {
        let form = SettingsForm {
            daily_mails: daily.into(),
            hourly_mails: hourly.into(),
            ..SettingsForm::from(&SiteSettings::default())
        };
        admin::change_settings(&db, &warden, &form).await.unwrap();
    };
    let used_up = async |kind: &str, to: &str| is_used_up(&mut db.begin().await.unwrap(), kind, &address(to)).await;
    set("2", "500").await;
    write_to(&db, &["ada@example.com", "ADA@Example.com"]).await;
    assert_eq!(used_up("reset-password", "Ada@example.com").await, Ok(true), "in whatever case it is written");
    assert_eq!(used_up("invitation", "ada@example.com").await, Ok(false), "each kind for itself");
    assert_eq!(used_up("reset-password", "bob@example.com").await, Ok(false));

    // Whoever asks hears the same, and a letter that only she can cause is written all the same.
    let count = async || inbox(&db, Some("ada@example.com")).await.unwrap().rows.len();
    let before = count().await;
    assert_eq!(account::forget(&db, &Origin::default(), &address("ada@example.com")).await, Ok(()));
    assert_eq!(count().await, before);
    let new = crate::text::Password::parse("another set of wheels").unwrap();
    account::change_password(&db, &ada, crate::story::PASSWORD, &new).await.unwrap();
    assert_eq!(count().await, before + 1);

    set("10", "3").await;
    assert_eq!(used_up("invitation", "bob@example.com").await, Ok(true), "the site has written three this hour");
});

db_test!(an_address_that_was_written_to_often_enough_is_refused_whether_or_not_it_has_a_user, |db| async move {
    let warden = admin(&db, "warden").await;
    let form = SettingsForm { daily_mails: "2".into(), ..SettingsForm::from(&SiteSettings::default()) };
    admin::change_settings(&db, &warden, &form).await.unwrap();
    let too_many = Some(Error::field("email", Problem::TooManyToday));
    for (asking, text) in [("ada", "warden@example.com"), ("bob", "zoe@example.com")] {
        let (asking, address) = (user(&db, asking).await, address(text));
        let ask = async || account::change_email(&db, &asking, PASSWORD, &address).await.err();
        let answers = [ask().await, ask().await, ask().await];
        assert_eq!(answers, [None, None, too_many.clone()], "{address}");
        let waiting = account::pending_email_change(&db, &asking).await.unwrap();
        assert!(waiting.is_some(), "the link that was mailed last stays good");
    }
    // That the address has a user by now changes nothing.
    user(&db, "zoe").await;
    let carol = user(&db, "carol").await;
    assert_eq!(account::change_email(&db, &carol, PASSWORD, &address("zoe@example.com")).await.err(), too_many);
});

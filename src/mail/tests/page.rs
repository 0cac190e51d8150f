use super::{BASE, write_to};
use crate::Error;
use crate::db::test::db_test;
use crate::error::Stale;
use crate::id::MailId;
use crate::log;
use crate::mail::sink::{Behavior, Sink};
use crate::mail::{MailState, Smtp, send_due};
use crate::story::{admin, letters_of_another_version, user};

db_test!(only_site_admins_see_mail_and_never_a_secret, |db| async move {
    let (admin, ada) = (admin(&db, "root-admin").await, user(&db, "ada").await);
    let secret = write_to(&db, &["ada@example.com"]).await;
    let page = crate::admin::mails(&db, &admin, None, None).await.unwrap();
    let id = &page.rows[0].id;
    assert_eq!(page.rows[0].to, "ada@example.com");
    assert_eq!(page.rows[0].subject, "Choose a new password for ada");

    let shown = crate::admin::mail(&db, &admin, id, BASE).await.unwrap();
    assert!(shown.text.contains("https://guild.example/reset?token=…"));
    assert!(!shown.text.contains(secret.expose()) && !shown.html.contains(secret.expose()));

    assert_eq!(crate::admin::mails(&db, &ada, None, None).await, Err(Error::NotFound));
    assert_eq!(crate::admin::mail(&db, &ada, id, BASE).await, Err(Error::NotFound));
    assert_eq!(crate::admin::send_mail_again(&db, &ada, id).await, Err(Error::NotFound));
    assert_eq!(crate::admin::mail(&db, &admin, &MailId::new(), BASE).await, Err(Error::NotFound));
});

db_test!(mails_are_listed_by_state_and_page, |db| async move {
    let admin = admin(&db, "root-admin").await;
    let addresses: Vec<_> = (0..53).map(|n| format!("reader{n}@example.com")).collect();
    write_to(&db, &addresses.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let first = crate::admin::mails(&db, &admin, Some(MailState::Waiting), None).await.unwrap();
    assert_eq!(first.rows.len(), 50);
    assert!(first.older.is_some());
    let second = crate::admin::mails(&db, &admin, Some(MailState::Waiting), first.older.as_ref()).await.unwrap();
    assert_eq!(second.rows.len(), 3);
    assert_eq!(second.older, None);
    assert!(crate::admin::mails(&db, &admin, Some(MailState::Failed), None).await.unwrap().rows.is_empty());
});

db_test!(only_a_mail_that_was_given_up_is_sent_again, |db| async move {
    let admin = admin(&db, "root-admin").await;
    let refusing = Behavior { refuse: Some(("ada", "550 5.1.1 no such mailbox")), ..Behavior::default() };
    let smtp = Smtp::new(&Sink::start(refusing).await.settings()).unwrap();
    let secret = write_to(&db, &["ada@example.com"]).await;
    let id = crate::admin::mails(&db, &admin, None, None).await.unwrap().rows[0].id.clone();
    assert_eq!(crate::admin::send_mail_again(&db, &admin, &id).await, Err(Error::Stale(Stale::Mail)));
    send_due(&db, &smtp, BASE).await.unwrap();
    assert_eq!(crate::admin::mails(&db, &admin, Some(MailState::Failed), None).await.unwrap().failed, 1);

    crate::admin::send_mail_again(&db, &admin, &id).await.unwrap();
    assert_eq!(crate::admin::send_mail_again(&db, &admin, &id).await, Err(Error::Stale(Stale::Mail)));

    let sink = Sink::start(Behavior::default()).await;
    send_due(&db, &Smtp::new(&sink.settings()).unwrap(), BASE).await.unwrap();
    assert!(sink.received().iter().any(|mail| mail.data.contains(&secret.expose()[..20])));
    let log = log::own(&db, &admin, None).await.unwrap().lines;
    let told = log
        .iter()
        .filter(|event| matches!(event.change, log::Change::Admin(crate::admin::Change::MailSentAgain { .. })))
        .count();
    assert_eq!(told, 1);
});

db_test!(a_mail_of_a_version_that_wrote_otherwise_is_shown_and_tried_again, |db| async move {
    let admin = admin(&db, "warden").await;
    write_to(&db, &["ada@example.com"]).await;
    letters_of_another_version(&db).await;
    let sink = Sink::start(Behavior::default()).await;
    send_due(&db, &Smtp::new(&sink.settings()).unwrap(), BASE).await.unwrap();
    let row = crate::admin::mails(&db, &admin, None, None).await.unwrap().rows.remove(0);
    assert_eq!(row.state, MailState::Waiting, "a server that can read it sends it later");
    let shown = crate::admin::mail(&db, &admin, &row.id, BASE).await.unwrap();
    assert!(shown.text.contains("another version"), "{}", shown.text);
});

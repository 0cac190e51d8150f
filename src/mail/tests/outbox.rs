use std::collections::HashSet;

use super::{BASE, address, delivery, letter, some_event, write_to};
use crate::clock::{DAY, MINUTE, Timestamp};
use crate::db::{Db, test::db_test};
use crate::mail::outbox::{Claimed, claim, mark_failed, mark_sent};
use crate::mail::sink::{Behavior, Sink};
use crate::mail::{Delivery, MailState, Smtp, inbox, inbox_mail, queue, release, send_due, tidy};
use crate::token::Secret;

async fn take(db: &Db, now: Timestamp) -> Option<Claimed> {
    let mut tx = db.begin().await.unwrap();
    let mail = claim(&mut tx, now, true).await.unwrap();
    tx.commit().await.unwrap();
    mail
}

async fn give_up_on(db: &Db, mail: &Claimed, for_good: bool, now: Timestamp) {
    let mut tx = db.begin().await.unwrap();
    mark_failed(&mut tx, mail, "451 later", for_good, now).await.unwrap();
    tx.commit().await.unwrap();
}

db_test!(two_workers_take_each_mail_once, |db| async move {
    let addresses: Vec<_> = (0..20).map(|n| format!("reader{n}@example.com")).collect();
    write_to(&db, &addresses.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let work = |db: Db| async move {
        let mut taken = vec![];
        // The loser of a race comes away with nothing, so nothing does not mean that all is done.
        for _ in 0..40 {
            taken.extend(take(&db, Timestamp::now()).await.map(|mail| mail.id));
        }
        taken
    };
    let (one, other) = tokio::join!(tokio::spawn(work(db.clone())), tokio::spawn(work(db.clone())));
    let taken: Vec<_> = [one.unwrap(), other.unwrap()].concat();
    assert_eq!(taken.len(), 20);
    assert_eq!(taken.into_iter().collect::<HashSet<_>>().len(), 20);
});

db_test!(a_mail_that_failed_waits_its_turn, |db| async move {
    write_to(&db, &["ada@example.com"]).await;
    let mut now = Timestamp::now();
    for minutes in [1, 5, 15, 60, 180, 360, 720] {
        let mail = take(&db, now).await.unwrap();
        give_up_on(&db, &mail, false, now).await;
        now = now.plus(minutes * MINUTE);
        assert!(take(&db, now.plus(-1)).await.is_none(), "too early after {minutes} minutes");
    }
    let mail = take(&db, now).await.unwrap();
    assert_eq!(mail.attempts, 8);
    give_up_on(&db, &mail, false, now).await;
    assert!(take(&db, now.plus(10_000 * MINUTE)).await.is_none());
    let page = inbox(&db, None).await.unwrap();
    assert_eq!(page.rows[0].state, MailState::Failed);
    assert_eq!(page.rows[0].error.as_ref().map(|said| said.as_str()), Some("451 later"));
    assert_eq!(page.failed, 1);
});

db_test!(a_mail_whose_worker_is_gone_is_taken_again, |db| async move {
    write_to(&db, &["ada@example.com"]).await;
    let now = Timestamp::now();
    let first = take(&db, now).await.unwrap();
    assert!(take(&db, now.plus(5 * MINUTE)).await.is_none());
    let later = now.plus(5 * MINUTE + 1);
    let second = take(&db, later).await.unwrap();
    assert_eq!((&second.id, second.attempts), (&first.id, 2));
    // The first worker comes back late: its failure no longer counts, its success does.
    give_up_on(&db, &first, true, later).await;
    assert_eq!(inbox(&db, None).await.unwrap().rows[0].state, MailState::Sending);
    let mut tx = db.begin().await.unwrap();
    mark_sent(&mut tx, &first.id, later).await.unwrap();
    tx.commit().await.unwrap();
    give_up_on(&db, &second, true, later).await;
    assert_eq!(inbox(&db, None).await.unwrap().rows[0].state, MailState::Sent);
});

db_test!(what_is_rolled_back_is_never_sent, |db| async move {
    let mut tx = db.begin().await.unwrap();
    let event = some_event(&mut tx).await;
    queue(&mut tx, &letter(), delivery(), &address("ada@example.com"), &event, None).await.unwrap();
    drop(tx);
    assert!(take(&db, Timestamp::now()).await.is_none());
});

db_test!(a_sent_mail_forgets_its_secret, |db| async move {
    let sink = Sink::start(Behavior::default()).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    let secret = write_to(&db, &["ada@example.com"]).await;
    let id = inbox(&db, Some("ada@example.com")).await.unwrap().rows[0].id.clone();
    assert!(inbox_mail(&db, &id, BASE).await.unwrap().text.contains(secret.expose()));

    assert_eq!(send_due(&db, &smtp, BASE).await.unwrap(), 1);
    assert_eq!(send_due(&db, &smtp, BASE).await.unwrap(), 0);

    let arrived = sink.received();
    assert_eq!(arrived.len(), 1);
    assert!(arrived[0].data.contains(&format!("Message-ID: <{id}@guild.example>")));
    let mail = inbox_mail(&db, &id, BASE).await.unwrap();
    assert_eq!(mail.row.state, MailState::Sent);
    assert!(mail.row.sent_at.is_some());
    assert!(!mail.text.contains(secret.expose()));
    assert!(mail.text.contains("/reset?token=…"));
});

db_test!(a_secret_is_kept_as_long_as_its_link_works, |db| async move {
    let mut tx = db.begin().await.unwrap();
    let event = some_event(&mut tx).await;
    let month = Delivery { holds_for: Some(30 * DAY), ..delivery() };
    queue(&mut tx, &letter(), month, &address("ada@example.com"), &event, Some(&Secret::new())).await.unwrap();
    tx.commit().await.unwrap();
    let id = inbox(&db, None).await.unwrap().rows[0].id.clone();
    let shows = async || !inbox_mail(&db, &id, BASE).await.unwrap().text.contains("token=…");
    tidy(&db, Timestamp::now().plus(29 * DAY)).await.unwrap();
    assert!(shows().await);
    tidy(&db, Timestamp::now().plus(31 * DAY)).await.unwrap();
    assert!(!shows().await);
});

db_test!(a_refused_recipient_fails_at_once_and_does_not_hold_up_the_next, |db| async move {
    let behavior = Behavior { refuse: Some(("gone", "550 5.1.1 no such mailbox")), ..Behavior::default() };
    let sink = Sink::start(behavior).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    write_to(&db, &["gone@example.com", "ada@example.com"]).await;
    assert_eq!(send_due(&db, &smtp, BASE).await.unwrap(), 2);
    let page = inbox(&db, None).await.unwrap();
    assert_eq!([page.rows[0].state, page.rows[1].state], [MailState::Sent, MailState::Failed]);
    assert!(page.rows[1].error.as_ref().unwrap().as_str().contains("no such mailbox"));
});

db_test!(a_busy_server_is_tried_again, |db| async move {
    let behavior = Behavior { refuse: Some(("ada", "450 4.2.1 mailbox busy")), ..Behavior::default() };
    let sink = Sink::start(behavior).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    write_to(&db, &["ada@example.com"]).await;
    send_due(&db, &smtp, BASE).await.unwrap();
    let row = inbox(&db, None).await.unwrap().rows.remove(0);
    assert_eq!((row.state, row.attempts), (MailState::Waiting, 1));
    assert!(row.next_at > Timestamp::now());
    assert!(row.error.unwrap().as_str().contains("mailbox busy"));
});

db_test!(the_worker_sends_and_stops_when_told, |db| async move {
    let sink = Sink::start(Behavior::default()).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(crate::mail::run(db.clone(), Some(smtp), BASE.into(), stopped));
    write_to(&db, &["ada@example.com"]).await;
    for _ in 0..100 {
        crate::mail::wake();
        if !sink.received().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    stop.send(true).unwrap();
    tokio::time::timeout(std::time::Duration::from_secs(5), worker).await.unwrap().unwrap();
    assert_eq!(sink.received().len(), 1);
    assert_eq!(inbox(&db, None).await.unwrap().rows[0].state, MailState::Sent);
});

db_test!(mails_wait_for_a_server_that_takes_nothing_and_go_out_once_it_does, |db| async move {
    let blocked = Sink::start(Behavior { block: Some(("MAIL", "553 5.1.8 who?")), ..Behavior::default() }).await;
    write_to(&db, &["ada@example.com", "bob@example.com", "carol@example.com"]).await;
    let smtp = Smtp::new(&blocked.settings()).unwrap();
    for _ in 0..20 {
        assert_eq!(send_due(&db, &smtp, BASE).await.unwrap(), 1, "after the first there is no use in another");
        let mut tx = db.begin().await.unwrap();
        assert_eq!(release(&mut tx, Timestamp::now()).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }
    send_due(&db, &smtp, BASE).await.unwrap();
    let page = inbox(&db, None).await.unwrap();
    assert!(page.rows.iter().all(|row| (row.state, row.attempts) == (MailState::Waiting, 0)), "{page:?}");
    let held = page.held.unwrap();
    assert!(held.count == 3 && held.said.unwrap().as_str().contains("553"));
    assert_eq!(page.failed, 0);

    let mended = Sink::start(Behavior::default()).await;
    let smtp = Smtp::new(&mended.settings()).unwrap();
    assert_eq!(send_due(&db, &smtp, BASE).await.unwrap(), 3, "the first that is taken lets all others go");
    assert_eq!(mended.received().len(), 3);
    assert_eq!(inbox(&db, None).await.unwrap().held, None);
});

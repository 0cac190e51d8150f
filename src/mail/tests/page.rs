use super::{BASE, write_to};
use crate::Error;
use crate::access::{Actor, Origin};
use crate::account::Theme;
use crate::clock::Timestamp;
use crate::db::{Db, test::db_test};
use crate::error::Stale;
use crate::id::{MailId, SessionId, UserId};
use crate::mail::sink::{Manners, Sink};
use crate::mail::{MailState, Smtp, list, mail, send_again, send_due};
use crate::text::{AccountName, DisplayName};

async fn user(db: &Db, name: &str, site_admin: bool) -> Actor {
    let user = UserId::new();
    let mut tx = db.begin().await.unwrap();
    sqlx::query(
        "insert into accounts (id, kind, name, name_key, display_name, created_at) values ($1, 'user', $2, $2, $2, 0)",
    )
    .bind(user.as_str())
    .bind(name)
    .execute(&mut *tx)
    .await
    .unwrap();
    sqlx::query("insert into users (id, email, email_key, password_hash, site_admin) values ($1, $2, $2, '', $3)")
        .bind(user.as_str())
        .bind(format!("{name}@example.com"))
        .bind(i64::from(site_admin))
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Actor {
        user,
        session: SessionId::new(),
        name: AccountName::parse(name).unwrap(),
        display_name: DisplayName::parse(name).unwrap(),
        email: super::address(&format!("{name}@example.com")),
        site_admin,
        theme: Theme::System,
        unread: 0,
        confirmed_at: Timestamp(0),
        origin: Origin::default(),
    }
}

db_test!(only_site_admins_see_mail_and_never_a_secret, |db| async move {
    let (admin, ada) = (user(&db, "root-admin", true).await, user(&db, "ada", false).await);
    let secret = write_to(&db, &["ada@example.com"]).await;
    let page = list(&db, &admin, None, None).await.unwrap();
    let id = &page.rows[0].id;
    assert_eq!(page.rows[0].to, "ada@example.com");
    assert_eq!(page.rows[0].subject, "Choose a new password for ada");

    let shown = mail(&db, &admin, id, BASE).await.unwrap();
    assert!(shown.text.contains("https://guild.example/reset?token=…"));
    assert!(!shown.text.contains(secret.expose()) && !shown.html.contains(secret.expose()));

    assert_eq!(list(&db, &ada, None, None).await, Err(Error::NotFound));
    assert_eq!(mail(&db, &ada, id, BASE).await, Err(Error::NotFound));
    assert_eq!(send_again(&db, &ada, id).await, Err(Error::NotFound));
    assert_eq!(mail(&db, &admin, &MailId::new(), BASE).await, Err(Error::NotFound));
});

db_test!(mails_are_listed_by_state_and_page, |db| async move {
    let admin = user(&db, "root-admin", true).await;
    let addresses: Vec<_> = (0..53).map(|n| format!("reader{n}@example.com")).collect();
    write_to(&db, &addresses.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let first = list(&db, &admin, Some(MailState::Waiting), None).await.unwrap();
    assert_eq!(first.rows.len(), 50);
    assert!(first.older.is_some());
    let second = list(&db, &admin, Some(MailState::Waiting), first.older.as_ref()).await.unwrap();
    assert_eq!(second.rows.len(), 3);
    assert_eq!(second.older, None);
    assert!(list(&db, &admin, Some(MailState::Failed), None).await.unwrap().rows.is_empty());
});

db_test!(only_a_mail_that_was_given_up_is_sent_again, |db| async move {
    let admin = user(&db, "root-admin", true).await;
    let refusing = Manners { refuse: Some(("ada", "550 5.1.1 no such mailbox")), ..Manners::default() };
    let smtp = Smtp::new(&Sink::start(refusing).await.settings()).unwrap();
    let secret = write_to(&db, &["ada@example.com"]).await;
    let id = list(&db, &admin, None, None).await.unwrap().rows[0].id.clone();
    assert_eq!(send_again(&db, &admin, &id).await, Err(Error::Stale(Stale::Mail)));
    send_due(&db, &smtp, BASE).await.unwrap();
    assert_eq!(list(&db, &admin, Some(MailState::Failed), None).await.unwrap().failed, 1);

    send_again(&db, &admin, &id).await.unwrap();
    assert_eq!(send_again(&db, &admin, &id).await, Err(Error::Stale(Stale::Mail)));

    let sink = Sink::start(Manners::default()).await;
    send_due(&db, &Smtp::new(&sink.settings()).unwrap(), BASE).await.unwrap();
    assert!(sink.received()[0].data.contains(&secret.expose()[..20]));
    let mut conn = db.read().await.unwrap();
    let told: i64 =
        sqlx::query_scalar("select count(*) from events where change like '%mail_sent_again%' and actor_id = $1")
            .bind(admin.user.as_str())
            .fetch_one(&mut *conn)
            .await
            .unwrap();
    assert_eq!(told, 1);
});

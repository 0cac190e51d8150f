use super::verbs::*;
use crate::application;
use crate::db::test::db_test;
use crate::log;
use crate::notice;

db_test!(reviewers_are_told_of_new_applications_and_answers, |db| async move {
    let (one, two, ada) = (admin(&db, "warden-1").await, admin(&db, "warden-2").await, user(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    application::ask(&db, &one, &id, &message("Is acme.example yours?")).await.unwrap();
    application::answer(&db, &ada, &id, &message("Yes.")).await.unwrap();
    for warden in [&one, &two] {
        assert_eq!(mails(&db, warden.email.as_str()).await.len(), 2, "{}", warden.name);
        assert_eq!(log::notices(&db, warden, None).await.unwrap().rows.len(), 2);
    }
    assert_eq!(mails(&db, "ada@example.com").await.len(), 3, "confirm, received, question");
});

db_test!(a_reviewer_is_not_told_of_the_own_acts, |db| async move {
    let warden = admin(&db, "warden").await;
    application(&db, &warden, "acme").await;
    let told = mails(&db, "warden@example.com").await;
    assert_eq!(told.len(), 1, "as applicant only: {told:?}");
});

db_test!(notices_are_read_once_for_all, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    approve(&db, &warden, &id).await.unwrap();
    let unread = viewer(&db, &ada).await.unread;
    assert_eq!(unread, 1);
    notice::mark_read(&db, &ada).await.unwrap();
    assert_eq!(viewer(&db, &ada).await.unread, 0);
});

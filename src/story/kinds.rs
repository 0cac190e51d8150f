//! What becomes of an application whose kind changes while it waits.

use super::store::{invariants, told};
use super::verbs::*;
use crate::access::Actor;
use crate::application::{self, BillingForm, Filter, MessageKind, ProposalForm, State, Submitted};
use crate::clock::{DAY, HOUR, SECOND, Timestamp};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Stale;
use crate::id::ApplicationId;
use crate::{Error, Result, admin as site, job};

fn billing() -> crate::application::Billing {
    let form = BillingForm {
        legal_name: "Initech Inc.".into(),
        email: "billing@initech.example".into(),
        address: "4120 Freidrich Lane\nAustin".into(),
        country: "United States".into(),
        ..BillingForm::default()
    };
    form.parse().unwrap()
}

/// Makes the application one of another kind.
async fn become_a(db: &Db, actor: &Actor, id: &ApplicationId, kind: &str) -> Result<Submitted> {
    let form = ProposalForm { kind: kind.into(), ..community("acme") };
    application::edit(db, actor, id, &form.parse().unwrap()).await
}

/// The applications that wait, as a site admin finds them.
async fn queue(db: &Db, warden: &Actor) -> Vec<ApplicationId> {
    let queue = application::queue(db, warden, &Filter::default(), None).await.unwrap();
    queue.rows.into_iter().map(|row| row.id).collect()
}

db_test!(a_company_leaves_the_queue_for_its_billing_details_and_comes_back_to_its_place, |db| async move {
    let warden = admin(&db, "warden").await;
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let (first, second) = (application(&db, &ada, "acme").await, application(&db, &bob, "zenith").await);
    let before = application::view(&db, &ada, &first).await.unwrap().application;
    assert_eq!(become_a(&db, &ada, &first, "company").await, Ok(Submitted::NeedsBilling(first.clone())));
    assert_eq!(queue(&db, &warden).await, std::slice::from_ref(&second));
    let left = application::view(&db, &ada, &first).await.unwrap().application;
    assert!(left.has_left_the_queue() && !before.has_left_the_queue());
    assert_eq!((left.created_at, left.submitted_at), (before.created_at, before.submitted_at), "it keeps its age");

    let told_before = told(&db).await;
    let back = application::bill(&db, &ada, &first, &billing()).await;
    assert_eq!(back, Ok(Submitted::Waiting(first.clone())));
    assert_eq!(queue(&db, &warden).await, [first.clone(), second]);
    let review = application::review(&db, &warden, &first).await.unwrap();
    assert_eq!((review.position, review.waiting), (1, 2));
    assert_eq!(told(&db).await.since(&told_before).mails, [], "and nobody is told twice that it waits");
    assert_eq!(approve(&db, &warden, &first).await.map(|_| ()), Ok(()));
    invariants(&db, "acme").await;
});

db_test!(a_reviewer_with_the_old_page_learns_that_it_was_changed, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    let seen = application::review(&db, &warden, &id).await.unwrap().application.version;
    become_a(&db, &ada, &id, "company").await.unwrap();
    let changed = Some(Error::Stale(Stale::Changed));
    assert_eq!(approve_seen(&db, &warden, &id, seen).await.err(), changed);
    assert_eq!(application::decline(&db, &warden, &id, &message("No.")).await.err(), changed);
    assert_eq!(application::ask(&db, &warden, &id, &message("Why?")).await.err(), changed);
    let review = application::review(&db, &warden, &id).await.unwrap();
    assert!(review.application.has_left_the_queue(), "the page says where it is");
    application::withdraw(&db, &ada, &id).await.unwrap();
    assert_eq!(approve_seen(&db, &warden, &id, seen).await.err(), Some(Error::Stale(Stale::Application)));

    // One that never was with the site admins is not there for them.
    let draft = apply(&db, &ada, &ProposalForm { kind: "company".into(), ..community("other") }).await.unwrap();
    let Submitted::NeedsBilling(draft) = draft else { panic!("{draft:?}") };
    assert_eq!(application::review(&db, &warden, &draft).await.err(), Some(Error::NotFound));
});

db_test!(a_question_is_not_lost_on_the_way_over_billing, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    application::ask(&db, &warden, &id, &message("Is acme.example yours?")).await.unwrap();
    become_a(&db, &ada, &id, "company").await.unwrap();
    application::bill(&db, &ada, &id, &billing()).await.unwrap();
    let state = application::view(&db, &ada, &id).await.unwrap().application.state;
    assert_eq!(state, State::InformationRequested);
    application::answer(&db, &ada, &id, &message("Yes.")).await.unwrap();
    let back = application::review(&db, &warden, &id).await.unwrap().application;
    assert_eq!(back.state, State::Submitted);
    assert_eq!(back.thread.iter().filter(|said| said.kind == MessageKind::Answer).count(), 1);
});

db_test!(billing_details_go_with_the_company, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    for kind in ["community", "personal"] {
        let company = ProposalForm { kind: "company".into(), ..community("acme") };
        let Submitted::NeedsBilling(id) = apply(&db, &ada, &company).await.unwrap() else { panic!("no draft") };
        application::bill(&db, &ada, &id, &billing()).await.unwrap();
        become_a(&db, &ada, &id, "company").await.unwrap();
        assert!(application::view(&db, &ada, &id).await.unwrap().application.billing.is_some(), "it stays one");
        become_a(&db, &ada, &id, kind).await.unwrap();
        assert_eq!(application::view(&db, &ada, &id).await.unwrap().application.billing, None, "{kind}");
        if kind == "community" {
            assert_eq!(application::review(&db, &warden, &id).await.unwrap().application.billing, None);
            assert_eq!(application::bill(&db, &ada, &id, &billing()).await, Err(Error::NotFound));
            assert_eq!(become_a(&db, &ada, &id, "company").await, Ok(Submitted::NeedsBilling(id.clone())), "anew");
            application::withdraw(&db, &ada, &id).await.unwrap();
        }
    }
});

db_test!(whoever_forgets_the_billing_details_is_reminded_once, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    let waiting = application(&db, &ada, "acme").await;
    application(&db, &carol, "zenith").await;
    become_a(&db, &ada, &waiting, "company").await.unwrap();
    let company = ProposalForm { kind: "company".into(), ..community("initech") };
    apply(&db, &bob, &company).await.unwrap();
    let now = Timestamp::now();
    let reminded = async |at: i64| {
        let before = told(&db).await;
        job::remind(&db, now.plus(at)).await.unwrap();
        told(&db).await.since(&before)
    };
    assert_eq!(reminded(DAY - 10 * SECOND).await.mails, [], "they have a day");
    let subject = |org: &str| format!("Your application for {org} waits for its billing details");
    let sent = reminded(DAY + SECOND).await;
    let mails = [("ada", "acme"), ("bob", "initech")].map(|(who, org)| (format!("{who}@example.com"), subject(org)));
    assert_eq!(sent.mails, mails);
    assert_eq!(sent.notices[0], ("ada".to_owned(), "reminded of the billing details for acme".to_owned()));
    assert_eq!(reminded(DAY + HOUR).await.mails, []);
    // Once is once, even when it waits for them again.
    become_a(&db, &ada, &waiting, "community").await.unwrap();
    become_a(&db, &ada, &waiting, "company").await.unwrap();
    assert_eq!(reminded(10 * DAY).await.mails, []);
});

db_test!(whoever_has_given_them_or_cannot_sign_in_is_not_reminded, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    let mut drafts = Vec::new();
    for (person, org) in [(&ada, "acme"), (&bob, "initech"), (&carol, "zenith")] {
        let company = ProposalForm { kind: "company".into(), ..community(org) };
        let Submitted::NeedsBilling(id) = apply(&db, person, &company).await.unwrap() else { panic!("no draft") };
        drafts.push(id);
    }
    application::bill(&db, &ada, &drafts[0], &billing()).await.unwrap();
    application::withdraw(&db, &bob, &drafts[1]).await.unwrap();
    site::suspend(&db, &carol.name, true).await.unwrap();
    let before = told(&db).await;
    job::remind(&db, Timestamp::now().plus(2 * DAY)).await.unwrap();
    assert_eq!(told(&db).await.since(&before).mails, []);
});

use super::verbs::*;
use crate::access::Role;
use crate::admin;
use crate::application::{self, BillingForm, Filter, ProposalForm, State, Submitted};
use crate::db::test::db_test;
use crate::error::Stale;
use crate::log;
use crate::name::Standing;
use crate::org::{self, Kind};
use crate::site::{SettingsForm, SiteSettings};
use crate::{Error, Problem};

fn settings(approvals: &str, open: &str) -> SettingsForm {
    SettingsForm {
        approvals: approvals.into(),
        open_applications: open.into(),
        ..SettingsForm::from(&SiteSettings::default())
    }
}

fn billing() -> BillingForm {
    BillingForm {
        legal_name: "Initech Inc.".into(),
        email: "billing@initech.example".into(),
        address: "4120 Freidrich Lane\nAustin".into(),
        country: "United States".into(),
        ..BillingForm::default()
    }
}

db_test!(from_application_to_owner, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    let id = application(&db, &ada, "acme-widgets").await;
    let queue = application::queue(&db, &warden, &Filter::default(), None).await.unwrap();
    assert_eq!(queue.rows.iter().map(|row| &row.id).collect::<Vec<_>>(), [&id]);

    application::ask(&db, &warden, &id, &message("Is acme.example yours?")).await.unwrap();
    application::note(&db, &warden, &id, &message("Looks fine to me.")).await.unwrap();
    let seen = application::view(&db, &ada, &id).await.unwrap().application;
    assert_eq!((seen.state, seen.thread.len(), seen.open_questions()), (State::InformationRequested, 1, 1));
    application::answer(&db, &ada, &id, &message("Yes, since 1952.")).await.unwrap();
    let review = application::review(&db, &warden, &id).await.unwrap();
    assert_eq!((review.application.state, review.application.thread.len()), (State::Submitted, 3));
    assert_eq!(review.application.open_questions(), 0);

    assert_eq!(approve(&db, &warden, &id).await, Ok(None));
    let head = org::head(&db, &ada, &name("Acme_Widgets")).await.unwrap();
    assert_eq!(
        (head.name, head.role, head.primary, head.members, head.owners),
        (name("acme-widgets"), Role::Owner, true, 1, 1)
    );
    assert!(mails(&db, "ada@example.com").await[0].contains("approved"), "{:?}", mails(&db, "ada@example.com").await);
    assert_eq!(log::notices(&db, &ada, None).await.unwrap().rows.len(), 2, "a question and an approval");
    assert_eq!(org::mine(&db, &ada).await.unwrap().len(), 1);
    let view = application::view(&db, &ada, &id).await.unwrap();
    assert_eq!(view.organization, Some(name("acme-widgets")));
    assert!(view.usual_time.is_some());
    let from = |events: Vec<log::Line>| events.into_iter().map(|event| event.address).collect::<Vec<_>>();
    let log = log::of_org(&db, &ada, &name("acme-widgets"), None).await.unwrap().lines;
    assert_eq!(from(log), ["192.0.2.1", "192.0.2.1"], "the Owner reads from where each act came");
    let activity = activity(&db, &ada, "acme-widgets").await.unwrap();
    assert_eq!(from(activity), ["", ""], "what every member sees does not tell");
});

db_test!(a_decision_is_taken_once, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    application::decline(&db, &warden, &id, &message("Not yet.")).await.unwrap();
    let gone = Some(Error::Stale(Stale::Application));
    assert_eq!(approve(&db, &warden, &id).await.err(), gone);
    assert_eq!(application::decline(&db, &warden, &id, &message("No.")).await.err(), gone);
    assert_eq!(application::ask(&db, &warden, &id, &message("Why?")).await.err(), gone);
    assert_eq!(application::withdraw(&db, &ada, &id).await.err(), gone);
    assert_eq!(application::edit(&db, &ada, &id, &community("acme").parse().unwrap()).await.err(), gone);
    assert_eq!(apply(&db, &ada, &community("acme")).await.map(|_| ()), Ok(()), "the name is free at once");
});

db_test!(approving_one_declines_its_rivals, |db| async move {
    let (warden, ada, bob) = (admin(&db, "warden").await, user(&db, "ada").await, user(&db, "bob").await);
    let first = application(&db, &ada, "acme").await;
    let second = application(&db, &bob, "Acme").await;
    let third = application(&db, &bob, "zenith").await;
    let review = application::review(&db, &warden, &first).await.unwrap();
    assert_eq!(review.rivals.len(), 1);
    assert_eq!((review.position, review.waiting), (1, 3));
    assert_eq!(approve(&db, &warden, &first).await, Ok(Some(third)), "the next oldest that still waits");
    assert_eq!(application::view(&db, &bob, &second).await.unwrap().application.state, State::Declined);
    let told = mails(&db, "bob@example.com").await;
    assert!(told[0].contains("another application"), "{told:?}");
    let taken = apply(&db, &bob, &community("ACME")).await;
    assert_eq!(taken, Err(Error::field("name", Problem::NameTaken)));
});

db_test!(a_name_that_waits_for_its_decision_goes_to_nobody_else, |db| async move {
    let (warden, ada, bob) = (admin(&db, "warden").await, user(&db, "ada").await, user(&db, "bob").await);
    let id = application(&db, &ada, "acme").await;
    let taken = Some(Error::field("name", Problem::NameTaken));
    assert_eq!(apply(&db, &bob, &personal("Acme")).await.err(), taken);
    assert_eq!(apply(&db, &ada, &personal("acme")).await.err(), taken, "nor past the review to whoever applied");
    assert_eq!(sign_up(&db, "acme", "zoe@example.com").await.err(), taken);
    assert_eq!(standing(&db, "acme").await, Standing::AppliedFor);
    let rival = application(&db, &bob, "acme").await;
    application::withdraw(&db, &bob, &rival).await.unwrap();
    assert!(approve(&db, &warden, &id).await.is_ok());
    assert_eq!(standing(&db, "acme").await, Standing::Taken);

    // Who decided otherwise in the meantime lets one application be an organization at once, but not the one before it.
    let waits = application(&db, &ada, "zenith").await;
    let settings = SettingsForm { approvals: "none".into(), ..SettingsForm::from(&SiteSettings::default()) };
    admin::change_settings(&db, &warden, &settings).await.unwrap();
    assert_eq!(apply(&db, &bob, &community("zenith")).await.err(), taken);
    assert!(matches!(apply(&db, &bob, &community("nadir")).await, Ok(Submitted::Founded(_))));
    application::withdraw(&db, &ada, &waits).await.unwrap();
    assert!(matches!(apply(&db, &bob, &community("zenith")).await, Ok(Submitted::Founded(_))));
});

db_test!(a_company_goes_by_way_of_billing, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    let form = ProposalForm { kind: "company".into(), ..community("initech") };
    let Ok(Submitted::NeedsBilling(id)) = apply(&db, &ada, &form).await else { panic!("billing comes next") };
    assert_eq!(application::waiting(&db, &warden).await, Ok(0), "reviewers do not see a draft");
    assert_eq!(application::review(&db, &warden, &id).await.err(), Some(Error::NotFound));
    assert_eq!(approve_seen(&db, &warden, &id, 1).await.err(), Some(Error::Stale(Stale::Application)));
    let details = billing().parse().unwrap();
    assert_eq!(application::bill(&db, &ada, &id, &details).await, Ok(Submitted::Waiting(id.clone())));
    let review = application::review(&db, &warden, &id).await.unwrap();
    assert_eq!(review.application.billing, Some(details));
    approve(&db, &warden, &id).await.unwrap();
    let head = org::head(&db, &ada, &name("initech")).await.unwrap();
    assert_eq!((head.kind, head.seats), (Kind::Company, 50));
    assert!(application::review(&db, &warden, &id).await.unwrap().application.billing.is_some());
});

db_test!(a_personal_organization_is_active_at_once, |db| async move {
    let ada = user(&db, "ada").await;
    let form = ProposalForm { kind: "personal".into(), purpose: String::new(), ..community("ada-lab") };
    assert_eq!(apply(&db, &ada, &form).await, Ok(Submitted::Founded(name("ada-lab"))));
    assert_eq!(org::head(&db, &ada, &name("ada-lab")).await.map(|head| head.seats), Ok(1));
});

db_test!(the_site_decides_who_is_reviewed, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    admin::change_settings(&db, &warden, &settings("company", "3")).await.unwrap();
    assert_eq!(apply(&db, &ada, &community("acme")).await, Ok(Submitted::Founded(name("acme"))));
    admin::change_settings(&db, &warden, &settings("none", "3")).await.unwrap();
    let form = ProposalForm { kind: "company".into(), ..community("initech") };
    let Ok(Submitted::NeedsBilling(id)) = apply(&db, &ada, &form).await else { panic!("billing comes next") };
    let details = billing().parse().unwrap();
    assert_eq!(application::bill(&db, &ada, &id, &details).await, Ok(Submitted::Founded(name("initech"))));
    assert_eq!(
        admin::change_settings(&db, &ada, &settings("all", "3")).await,
        Err(Error::NotFound),
        "only for site admins"
    );
});

db_test!(undecided_applications_are_limited, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    admin::change_settings(&db, &warden, &settings("all", "2")).await.unwrap();
    let first = application(&db, &ada, "one-org").await;
    application(&db, &ada, "two-org").await;
    let third = apply(&db, &ada, &community("three-org")).await;
    assert_eq!(third, Err(Error::field("kind", Problem::TooManyOpen { max: 2 })));
    application::withdraw(&db, &ada, &first).await.unwrap();
    application(&db, &ada, "three-org").await;
});

db_test!(an_application_that_is_handed_in_again_is_not_announced_again, |db| async move {
    let (_warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    let told = mails(&db, "warden@example.com").await.len();
    let company = ProposalForm { kind: "company".into(), ..community("acme") }.parse().unwrap();
    for _ in 0..3 {
        assert_eq!(application::edit(&db, &ada, &id, &company).await, Ok(Submitted::NeedsBilling(id.clone())));
        let community = community("acme").parse().unwrap();
        assert_eq!(application::edit(&db, &ada, &id, &community).await, Ok(Submitted::Waiting(id.clone())));
    }
    assert_eq!(mails(&db, "warden@example.com").await.len(), told);
});

db_test!(asking_and_withdrawing_again_and_again_comes_to_an_end, |db| async move {
    let ada = user(&db, "ada").await;
    for _ in 0..20 {
        let id = application(&db, &ada, "acme-widgets").await;
        application::withdraw(&db, &ada, &id).await.unwrap();
    }
    let further = apply(&db, &ada, &community("acme-widgets")).await;
    assert_eq!(further, Err(Error::field("kind", Problem::TooManyToday)));
    application(&db, &user(&db, "bob").await, "acme-widgets").await;
});

db_test!(an_open_application_can_be_edited, |db| async move {
    let (warden, ada, bob) = (admin(&db, "warden").await, user(&db, "ada").await, user(&db, "bob").await);
    let id = application(&db, &ada, "acme").await;
    let changed = community("acme-widgets").parse().unwrap();
    assert_eq!(application::edit(&db, &bob, &id, &changed).await.err(), Some(Error::NotFound), "another person's");
    assert_eq!(application::edit(&db, &ada, &id, &changed).await, Ok(Submitted::Waiting(id.clone())));
    let review = application::review(&db, &warden, &id).await.unwrap();
    assert_eq!(review.application.proposal.name, name("acme-widgets"));
    let company = ProposalForm { kind: "company".into(), ..community("acme-widgets") }.parse().unwrap();
    assert_eq!(application::edit(&db, &ada, &id, &company).await, Ok(Submitted::NeedsBilling(id.clone())));
    assert_eq!(application::waiting(&db, &warden).await, Ok(0));
});

db_test!(only_what_the_reviewer_saw_is_approved, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, user(&db, "ada").await);
    let id = application(&db, &ada, "acme").await;
    let seen = application::review(&db, &warden, &id).await.unwrap().application.version;
    application::edit(&db, &ada, &id, &community("not-acme").parse().unwrap()).await.unwrap();
    assert_eq!(approve_seen(&db, &warden, &id, seen).await.err(), Some(Error::Stale(Stale::Changed)));
    assert_eq!(approve(&db, &warden, &id).await, Ok(None), "once looked at again");
});

db_test!(strangers_find_nothing, |db| async move {
    let (ada, bob) = (user(&db, "ada").await, user(&db, "bob").await);
    let id = application(&db, &ada, "acme").await;
    assert_eq!(application::view(&db, &bob, &id).await.err(), Some(Error::NotFound));
    assert_eq!(application::withdraw(&db, &bob, &id).await.err(), Some(Error::NotFound));
    assert_eq!(application::answer(&db, &bob, &id, &message("hi")).await.err(), Some(Error::NotFound));
    assert_eq!(application::queue(&db, &bob, &Filter::default(), None).await.err(), Some(Error::NotFound));
    assert_eq!(application::review(&db, &ada, &id).await.err(), Some(Error::NotFound));
    assert_eq!(approve(&db, &ada, &id).await.err(), Some(Error::NotFound));
    assert_eq!(org::head(&db, &bob, &name("acme")).await.err(), Some(Error::NotFound));
});

db_test!(the_queue_is_searched_filtered_and_paged, |db| async move {
    let warden = admin(&db, "warden").await;
    admin::change_settings(&db, &warden, &settings("all", "100")).await.unwrap();
    let ada = user(&db, "ada").await;
    for number in 0..60 {
        application(&db, &ada, &format!("org-{number:02}")).await;
    }
    let queue = |text: &str, state, after: Option<crate::id::ApplicationId>| {
        let (db, warden, filter) = (db.clone(), warden.clone(), Filter { text: text.into(), state, kind: None });
        async move { application::queue(&db, &warden, &filter, after.as_ref()).await.unwrap() }
    };
    let first = queue("", None, None).await;
    assert_eq!((first.rows.len(), first.waiting), (50, 60));
    let second = queue("", None, first.next).await;
    assert_eq!((second.rows.len(), second.next), (10, None));
    assert_eq!(queue("ORG-07", None, None).await.rows.len(), 1);
    assert_eq!(queue("ada", None, None).await.rows.len(), 50);
    assert_eq!(queue("100%", None, None).await.rows.len(), 0, "a wildcard is a letter");
    assert_eq!(queue("", Some(State::Approved), None).await.rows.len(), 0);
});

db_test!(the_same_form_sent_twice_asks_once, |db| async move {
    let ada = user(&db, "ada").await;
    let once = apply(&db, &ada, &community("acme")).await.unwrap();
    assert_eq!(apply(&db, &ada, &community("acme")).await, Ok(once), "a double click");
    assert_eq!(application::mine(&db, &ada).await.unwrap().len(), 1);
    let own = personal("ada-lab");
    let founded = Submitted::Founded(name("ada-lab"));
    assert_eq!(apply(&db, &ada, &own).await, Ok(founded.clone()));
    assert_eq!(apply(&db, &ada, &own).await, Ok(founded));
    let another = ProposalForm { display_name: "Other".into(), ..own };
    assert_eq!(apply(&db, &ada, &another).await, Err(Error::field("name", Problem::NameTaken)));
});

db_test!(a_person_founds_so_many_personal_organizations_a_day, |db| async move {
    let warden = admin(&db, "warden").await;
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let settings = SiteSettings { daily_personal: 2, ..SiteSettings::default() };
    admin::change_settings(&db, &warden, &SettingsForm::from(&settings)).await.unwrap();
    for own in ["own-1", "own-2"] {
        apply(&db, &ada, &personal(own)).await.unwrap();
    }
    let refused = Err(Error::field("kind", Problem::TooManyToday));
    assert_eq!(apply(&db, &ada, &personal("own-3")).await, refused);
    let id = application(&db, &ada, "own-4").await;
    let edited = application::edit(&db, &ada, &id, &personal("own-4").parse().unwrap()).await;
    assert_eq!(edited, Err(Error::field("kind", Problem::TooManyToday)), "nor by way of an edit");
    assert!(is_free(&db, "own-3").await);
    assert!(apply(&db, &bob, &personal("own-3")).await.is_ok(), "others may");
});

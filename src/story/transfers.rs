use super::project_verbs::*;
use super::verbs::*;
use crate::access::{Actor, Right, Role};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale, Who};
use crate::id::OfferId;
use crate::project::offer::{self, Transferred};
use crate::project::{self, Outcome};
use crate::text::{Description, ProjectAt, TeamName};
use crate::{Error, Problem, admin, job, log, member, team};

const GONE: Error = Error::Stale(Stale::Offer);

async fn transfer(db: &Db, actor: &Actor, at: &ProjectAt, to: &str) -> Result<Transferred, Error> {
    offer::transfer(db, actor, at, &name(to), &at.word).await
}

/// Offers a project, and returns the offer.
async fn offered(db: &Db, actor: &Actor, at: &ProjectAt, to: &str) -> OfferId {
    match transfer(db, actor, at, to).await.expect("offered") {
        Transferred::Offered(id) => id,
        Transferred::Now => panic!("it moved at once"),
    }
}

async fn owner(db: &Db, actor: &Actor, at: &ProjectAt) -> String {
    seen(db, actor, at).await.expect("a project").owner.named.name.to_string()
}

db_test!(a_transferred_project_keeps_no_right_of_its_former_organization, |db| async move {
    let [ada, bob, _, mia] = acme(&db).await;
    let [max, tess, zoe] = people(&db, ["max", "tess", "zoe"]).await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    org(&db, &zoe, "other").await;
    let at = at(&make(&db, &mia, "acme", "app", "engine").await.unwrap());
    let (crew, none) = (TeamName::parse("Crew").unwrap(), Description::parse("").unwrap());
    let crew = team::create(&db, &mia, &name("acme"), &crew, &none).await.unwrap();
    team::add(&db, &mia, &name("acme"), &crew, std::slice::from_ref(&max.name)).await.unwrap();
    project::give_team(&db, &mia, &at, &crew, Right::Maintain).await.unwrap();
    give(&db, &ada, &at, "tess", Right::Publish).await.unwrap();
    let offer = project::offer::waiting(&db, &tess).await.unwrap().remove(0).id;
    offer::accept(&db, &tess, &offer).await.unwrap();

    let id = offered(&db, &ada, &at, "other").await;
    assert_eq!(owner(&db, &ada, &at).await, "acme", "nothing happens until then");
    assert!(mails(&db, "zoe@example.com").await[0].contains("offers The other people (@other) the app engine"));
    offer::accept(&db, &zoe, &id).await.unwrap();
    assert_eq!(owner(&db, &zoe, &at).await, "other");
    for actor in [&ada, &bob, &mia, &max] {
        assert_eq!(seen(&db, actor, &at).await, Err(Error::NotFound), "{}", actor.name);
    }
    assert_eq!(right(&db, &tess, &at).await, Some(Right::Publish), "by name");
    assert_eq!(right(&db, &zoe, &at).await, Some(Right::Admin));
    let of = |lines: Vec<log::Line>| lines[0].change.phrase().to_string();
    let acme_log = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert_eq!(of(acme_log), "moved engine to The other people (@other)");
    let history = log::of_project(&db, &zoe, &at, None).await.unwrap().lines;
    assert!(history.iter().any(|line| line.change.phrase().to_string() == "created the app engine"));
    let mine = project::counts(&mut db.read().await.unwrap(), &org_id(&db, &ada, "acme").await).await.unwrap();
    let theirs = project::counts(&mut db.read().await.unwrap(), &org_id(&db, &zoe, "other").await).await.unwrap();
    assert_eq!((mine.all(), theirs.all()), (0, 1));
});

db_test!(whoever_may_create_there_moves_a_project_at_once, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let at = at(&make(&db, &mia, "mia", "app", "engine").await.unwrap());
    assert_eq!(transfer(&db, &mia, &at, "acme").await, Ok(Transferred::Now));
    assert_eq!(right(&db, &mia, &at).await, Some(Right::Maintain), "by the role");
    assert_eq!(transfer(&db, &mia, &at, "mia").await, Err(Error::Forbidden(Who::ProjectOwner)), "out needs an Owner");
    assert_eq!(transfer(&db, &ada, &at, "acme").await, Err(Error::Refused(Rule::SameOwner)));
    assert_eq!(transfer(&db, &ada, &at, "nobody").await, Err(Error::field("to", Problem::NoSuchUser)));
    let long_ago = unconfirmed(&ada);
    assert_eq!(transfer(&db, &long_ago, &at, "mia").await, Err(Error::field("password", Problem::PasswordAgain)));
    let wrong = offer::transfer(&db, &ada, &at, &name("mia"), "engin").await;
    assert_eq!(wrong, Err(Error::field("typed", Problem::NotTyped)));
    assert_eq!(transfer(&db, &ada, &at, "ada").await, Ok(Transferred::Now), "to oneself");
    assert_eq!(seen(&db, &mia, &at).await, Err(Error::NotFound));
});

db_test!(an_offer_is_declined_taken_back_or_expires, |db| async move {
    let [ada, bob, eve] = people(&db, ["ada", "bob", "eve"]).await;
    let at = at(&make(&db, &ada, "ada", "app", "engine").await.unwrap());
    let id = offered(&db, &ada, &at, "bob").await;
    assert_eq!(transfer(&db, &ada, &at, "eve").await, Err(Error::Refused(Rule::OfferedAlready)));
    for act in [offer::accept(&db, &eve, &id).await.map(drop), offer::decline(&db, &eve, &id).await] {
        assert_eq!(act, Err(Error::NotFound), "it is between the two");
    }
    assert!(offer::one(&db, &eve, &id).await.is_err());
    assert_eq!(offer::accept(&db, &ada, &id).await, Err(Error::NotFound), "not one's own");
    offer::decline(&db, &bob, &id).await.unwrap();
    assert_eq!(mails(&db, "ada@example.com").await[0], "bob declined engine");
    assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE));

    let id = offered(&db, &ada, &at, "bob").await;
    offer::take_back(&db, &ada, &id).await.unwrap();
    assert_eq!(offer::take_back(&db, &ada, &id).await, Err(GONE));
    assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE));
    assert_eq!(mails(&db, "bob@example.com").await[0], "The offer of engine was taken back");

    let id = offered(&db, &ada, &at, "bob").await;
    crate::story::projects::store::age_offers(&db, crate::clock::DAY * 8).await;
    assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE));
    job::run_due(&db).await;
    assert_eq!(mails(&db, "ada@example.com").await[0], "The offer of engine has expired");
    assert_eq!(owner(&db, &ada, &at).await, "ada");
    let id = offered(&db, &ada, &at, "bob").await;
    offer::accept(&db, &bob, &id).await.unwrap();
    assert_eq!(owner(&db, &bob, &at).await, "bob");
});

db_test!(an_offer_ends_when_the_project_is_archived_deleted_or_moves, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    let at = ProjectAt::from(&make(&db, &ada, "ada", "app", "engine").await.unwrap());
    let id = offered(&db, &ada, &at, "bob").await;
    project::lock(&db, &ada, &at).await.unwrap();
    project::archive(&db, &ada, &at).await.unwrap();
    project::restore(&db, &ada, &at).await.unwrap();
    assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE), "it was offered no longer");
    let id = offered(&db, &ada, &at, "bob").await;
    assert_eq!(transfer(&db, &ada, &at, "acme").await, Ok(Transferred::Now));
    assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE));
    let id = offered(&db, &ada, &at, "bob").await;
    project::delete(&db, &ada, &at, "engine").await.unwrap();
    assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE));
});

db_test!(nobody_gives_or_takes_who_is_suspended, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let at = at(&make(&db, &ada, "ada", "app", "engine").await.unwrap());
    let id = offered(&db, &ada, &at, "bob").await;
    for suspended in ["ada", "bob"] {
        admin::suspend(&db, &name(suspended), true).await.unwrap();
        assert_eq!(offer::accept(&db, &bob, &id).await, Err(GONE), "{suspended}");
        admin::restore(&db, &name(suspended)).await.unwrap();
    }
    admin::suspend(&db, &bob.name, true).await.unwrap();
    let to_nobody = transfer(&db, &ada, &at, "bob").await;
    assert_eq!(to_nobody, Err(Error::field("to", Problem::NoSuchUser)));
});

/// Brings all of somebody's own projects into an organization.
async fn bring_all(db: &Db, actor: &Actor, org: &str) -> Result<project::Import, Error> {
    let id = project::prepare_import(db, actor, &name(org), None).await?;
    project::begin_import(db, actor, &id).await?;
    project::go_on(db, Some(actor), &id).await?;
    project::import(db, actor, &id).await
}

db_test!(each_project_of_an_import_comes_or_stays_for_itself, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let mut projects = Vec::new();
    for number in 0..60 {
        projects.push(ProjectAt::from(&make(&db, &mia, "mia", "app", &format!("engine-{number:02}")).await.unwrap()));
    }
    make(&db, &ada, "ada", "app", "not-mine").await.unwrap();
    projects.push(ProjectAt::parse("app", "not-mine").unwrap());
    projects.push(ProjectAt::parse("app", "nowhere").unwrap());
    projects.push(projects[0].clone());
    let before = mails(&db, "ada@example.com").await.len();
    let org = name("acme");
    let id = project::prepare_import(&db, &mia, &org, Some(&projects)).await.unwrap();
    let looked_at = project::import(&db, &mia, &id).await.unwrap();
    assert_eq!((looked_at.all, looked_at.tried, looked_at.begun), (60, 0, false));
    assert_eq!(project::import(&db, &ada, &id).await, Err(Error::NotFound), "of another");
    // What happens between looking and doing.
    project::archive(&db, &mia, &projects[3]).await.unwrap();
    let bob = name("bob");
    offer::transfer(&db, &mia, &projects[4], &bob, &projects[4].word).await.unwrap();
    project::delete(&db, &mia, &projects[5], "engine-05").await.unwrap();
    project::begin_import(&db, &mia, &id).await.unwrap();
    project::begin_import(&db, &mia, &id).await.unwrap();
    tokio::join!(async { project::go_on(&db, Some(&mia), &id).await.unwrap() }, async {
        project::go_on(&db, None, &id).await.unwrap()
    });
    let done = project::import(&db, &mia, &id).await.unwrap();
    assert_eq!((done.finished, done.tried, done.came), (true, 60, 58));
    let why: Vec<_> = done.items.iter().map(|item| item.outcome).collect();
    assert_eq!(why, [Some(Outcome::Archived), Some(Outcome::NotYours)]);
    let head = crate::org::head(&db, &ada, &org).await.unwrap();
    assert_eq!(head.projects, 58);
    let told = mails(&db, "ada@example.com").await;
    assert_eq!((told.len() - before, told[0].as_str()), (1, "mia brought 58 projects into The acme people (@acme)"));
});

db_test!(an_import_that_was_left_is_gone_on_with, |db| async move {
    let [_, _, _, mia] = acme(&db).await;
    for number in 0..3 {
        make(&db, &mia, "mia", "app", &format!("engine-{number}")).await.unwrap();
    }
    let id = project::prepare_import(&db, &mia, &name("acme"), None).await.unwrap();
    job::run_due(&db).await;
    assert!(!project::import(&db, &mia, &id).await.unwrap().begun, "what is only looked at does not begin");
    project::begin_import(&db, &mia, &id).await.unwrap();
    let later = crate::clock::Timestamp::now().plus(crate::clock::MINUTE);
    for import in project::unfinished(&db, later).await.unwrap() {
        project::go_on(&db, None, &import).await.unwrap();
    }
    let done = project::import(&db, &mia, &id).await.unwrap();
    assert_eq!((done.finished, done.came), (true, 3));
});

db_test!(whoever_loses_the_right_to_bring_projects_brings_no_more, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let stranger = stranger(&db).await;
    make(&db, &mia, "mia", "app", "engine").await.unwrap();
    assert_eq!(bring_all(&db, &stranger, "acme").await.map(drop), Err(Error::NotFound));
    let id = project::prepare_import(&db, &mia, &name("acme"), None).await.unwrap();
    project::begin_import(&db, &mia, &id).await.unwrap();
    member::remove(&db, &ada, &name("acme"), &mia.name, "mia").await.unwrap();
    project::go_on(&db, None, &id).await.unwrap();
    let done = project::import(&db, &mia, &id).await.unwrap();
    assert_eq!((done.came, done.items[0].outcome), (0, Some(Outcome::NotAllowed)));
    assert_eq!(project::prepare_import(&db, &mia, &name("acme"), None).await, Err(Error::NotFound));
});

use super::project_verbs::*;
use super::verbs::*;
use crate::access::{Actor, ProjectPermission, Right, Role, SeeInside};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale, Who};
use crate::project::{self, AccessFilter, Given, ProjectFor, Reason, Source};
use crate::text::{Description, ProjectAt, TeamName};
use crate::{Error, Problem, member, team};

/// An organization with a project `engine`; max, a Member; bea, a Billing manager.
async fn workshop(db: &Db) -> ([Actor; 4], ProjectAt) {
    let [ada, _, _, mia] = acme(db).await;
    let [max, bea] = people(db, ["max", "bea"]).await;
    join(db, &ada, &max, "acme", Role::Member).await;
    join(db, &ada, &bea, "acme", Role::Billing).await;
    let at = at(&make(db, &ada, "acme", "app", "engine").await.unwrap());
    ([ada, mia, max, bea], at)
}

async fn crew(db: &Db, manager: &Actor, people: &[&Actor]) -> String {
    let (name, none) = (TeamName::parse("Release crew").unwrap(), Description::parse("").unwrap());
    let crew = team::create(db, manager, &super::verbs::name("acme"), &name, &none).await.unwrap();
    let names: Vec<_> = people.iter().map(|actor| actor.name.clone()).collect();
    team::add(db, manager, &super::verbs::name("acme"), &crew, &names).await.unwrap();
    crew
}

/// People of a project with what they may do and why, as the page tells it.
async fn explained(db: &Db, actor: &Actor, at: &ProjectAt, filter: AccessFilter) -> Vec<String> {
    let project = ProjectFor::<SeeInside>::check(&mut db.read().await.unwrap(), actor, at).await.unwrap();
    let page = project::access(db, &project, filter, None).await.unwrap();
    let why = |reason: &Reason| match reason {
        Reason::Owner => "owner".to_owned(),
        Reason::Role(role) => role.as_str().to_owned(),
        Reason::Base => "base".to_owned(),
        Reason::Team { name, .. } => name.to_string(),
        Reason::Name => "name".to_owned(),
    };
    page.rows
        .iter()
        .map(|row| {
            let reasons: Vec<_> =
                row.reasons.iter().map(|(reason, right)| format!("{} {}", why(reason), right.as_str())).collect();
            format!("{}: {}", row.named.name, reasons.join(", "))
        })
        .collect()
}

db_test!(everybody_and_every_reason_is_explained, |db| async move {
    let ([ada, mia, max, bea], at) = workshop(&db).await;
    let crew = crew(&db, &mia, &[&max, &bea]).await;
    project::give_team(&db, &mia, &at, &crew, Right::Maintain).await.unwrap();
    give(&db, &ada, &at, "bea", Right::Admin).await.unwrap();
    let all = AccessFilter::default();
    assert_eq!(
        explained(&db, &ada, &at, all).await,
        [
            "ada: owner admin",
            "bea: name admin, Release crew maintain",
            "bob: owner admin",
            "carol: owner admin",
            "max: Release crew maintain, base publish",
            "mia: manager maintain",
        ]
    );
    let of = |right| AccessFilter { right: Some(right), source: None };
    let names = async |filter| -> Vec<String> {
        let rows = explained(&db, &ada, &at, filter).await;
        rows.into_iter().map(|row| row.split(':').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(of(Right::Admin)).await, ["ada", "bea", "bob", "carol"]);
    assert_eq!(names(of(Right::Maintain)).await, ["max", "mia"]);
    assert_eq!(names(of(Right::Publish)).await, Vec::<String>::new());
    let from = |source| AccessFilter { right: None, source: Some(source) };
    assert_eq!(names(from(Source::Role)).await, ["ada", "bob", "carol", "mia"]);
    assert_eq!(names(from(Source::Base)).await, ["max"]);
    assert_eq!(names(from(Source::Team)).await, ["bea", "max"]);
    assert_eq!(names(from(Source::Name)).await, ["bea"]);

    let project = ProjectFor::<SeeInside>::check(&mut db.read().await.unwrap(), &ada, &at).await.unwrap();
    let counted = project::publishers(&db, &project).await.unwrap();
    assert_eq!((counted.by_role, counted.by_team, counted.by_name), (5, 1, 0), "bea by the team, all others by role");
    let stranger = stranger(&db).await;
    let checked = project::check(&db, &project, &stranger.name).await.unwrap();
    assert_eq!((checked.reach.right(), checked.reasons.len()), (None, 0));
    assert_eq!(project::check(&db, &project, &name("nobody")).await, Err(Error::NotFound));
});

db_test!(nobody_gives_more_than_their_own, |db| async move {
    let ([ada, mia, max, _], at) = workshop(&db).await;
    let more = Err(Error::field("right", Problem::MoreThanOwn));
    assert_eq!(give(&db, &mia, &at, "max", Right::Admin).await, more);
    assert_eq!(give(&db, &mia, &at, "mia", Right::Admin).await, more, "not even to themselves");
    assert_eq!(give(&db, &max, &at, "max", Right::Admin).await, Err(Error::Forbidden(Who::ProjectManagers)));
    give(&db, &ada, &at, "max", Right::Admin).await.unwrap();
    let higher = Err(Error::Forbidden(Who::ProjectAdmins));
    assert_eq!(give(&db, &mia, &at, "max", Right::Read).await, higher, "an admin is above a Manager");
    assert_eq!(project::take(&db, &mia, &at, &max.name).await.map(|()| Given::Now), higher);
    let crew = crew(&db, &mia, &[&max]).await;
    assert_eq!(project::give_team(&db, &mia, &at, &crew, Right::Admin).await.map(|()| Given::Now), more);
    project::give_team(&db, &ada, &at, &crew, Right::Admin).await.unwrap();
    assert_eq!(project::take_team(&db, &mia, &at, &crew).await.map(|()| Given::Now), higher);
    project::take_team(&db, &ada, &at, &crew).await.unwrap();
    assert_eq!(project::take_team(&db, &ada, &at, &crew).await, Err(Error::Stale(Stale::Right)));
});

db_test!(rights_through_a_team_do_not_outlive_the_membership, |db| async move {
    let ([ada, mia, max, bea], at) = workshop(&db).await;
    let crew = crew(&db, &mia, &[&max, &bea]).await;
    project::give_team(&db, &mia, &at, &crew, Right::Maintain).await.unwrap();
    give(&db, &ada, &at, "max", Right::Publish).await.unwrap();
    assert_eq!(right(&db, &max, &at).await, Some(Right::Maintain));
    member::remove(&db, &ada, &name("acme"), &max.name, "max").await.unwrap();
    assert_eq!(right(&db, &max, &at).await, None);
    assert_eq!(seen(&db, &max, &at).await, Err(Error::NotFound));
    let seen_by_ada = crate::org::see(&db, &ada, &name("acme")).await.unwrap();
    assert_eq!(team::one(&db, &ada, &seen_by_ada.org, &crew).await.unwrap().members, 1, "bea alone");
    member::leave(&db, &bea, &name("acme"), "bea").await.unwrap();
    assert_eq!(right(&db, &bea, &at).await, None);
    // Whoever comes back begins anew.
    join(&db, &ada, &max, "acme", Role::Billing).await;
    assert_eq!(right(&db, &max, &at).await, None);
});

db_test!(a_team_has_members_of_its_organization_alone, |db| async move {
    let ([ada, mia, max, _], at) = workshop(&db).await;
    let crew = crew(&db, &mia, &[&max]).await;
    let stranger = stranger(&db).await;
    let org = name("acme");
    let nobody = Error::field("people", Problem::NobodyHere { name: "stranger".into() });
    let both = [stranger.name.clone(), ada.name.clone()];
    assert_eq!(team::add(&db, &mia, &org, &crew, &both).await, Err(nobody));
    assert_eq!(team::add(&db, &mia, &org, &crew, &[max.name.clone(), ada.name.clone()]).await, Ok(1), "max is in it");
    assert_eq!(
        team::add(&db, &max, &org, &crew, std::slice::from_ref(&max.name)).await,
        Err(Error::Forbidden(Who::Managers))
    );
    assert_eq!(
        mails(&db, "max@example.com").await[0],
        "You are in the team Release crew of The acme people (@acme) now"
    );
    let (taken, none) = (TeamName::parse("release CREW").unwrap(), Description::parse("").unwrap());
    let again = team::create(&db, &ada, &org, &taken, &none).await;
    assert_eq!(again, Err(Error::field("name", Problem::TeamTaken)));
    team::remove(&db, &max, &org, &crew, &max.name).await.unwrap();
    assert_eq!(team::remove(&db, &max, &org, &crew, &max.name).await, Err(Error::Stale(Stale::Team)));
    project::give_team(&db, &mia, &at, &crew, Right::Maintain).await.unwrap();
    let renamed = TeamName::parse("Night shift").unwrap();
    let crew = team::edit(&db, &mia, &org, &crew, &renamed, &none).await.unwrap();
    assert_eq!(crew, "night-shift");
    assert_eq!(team::delete(&db, &mia, &org, &crew, "night").await, Err(Error::field("typed", Problem::NotTyped)));
    team::delete(&db, &mia, &org, &crew, "Night shift").await.unwrap();
    assert_eq!(explained(&db, &ada, &at, AccessFilter { right: None, source: Some(Source::Team) }).await, [""; 0]);
});

db_test!(a_personal_organization_has_no_teams, |db| async move {
    let ada = person(&db, "ada").await;
    apply(&db, &ada, &personal("lab")).await.unwrap();
    let (crew, none) = (TeamName::parse("Crew").unwrap(), Description::parse("").unwrap());
    assert_eq!(team::create(&db, &ada, &name("lab"), &crew, &none).await, Err(Error::Refused(Rule::NoTeams)));
});

db_test!(a_contractor_is_asked_takes_no_seat_and_sees_nothing_else, |db| async move {
    let ([ada, ..], at) = workshop(&db).await;
    let other = ProjectAt::from(&make(&db, &ada, "acme", "app", "secret-engine").await.unwrap());
    let tess = person(&db, "tess").await;
    assert_eq!(give(&db, &ada, &at, "tess", Right::Publish).await, Ok(Given::Offered));
    assert_eq!(give(&db, &ada, &at, "tess", Right::Read).await, Err(Error::Refused(Rule::OfferedAlready)));
    assert_eq!(right(&db, &tess, &at).await, None, "nothing happens until then");
    let offers = project::offer::waiting(&db, &tess).await.unwrap();
    assert_eq!((offers.len(), offers[0].right), (1, Some(Right::Publish)));
    assert_eq!(viewer(&db, &tess).await.waiting, 1);
    let members = crate::org::head(&db, &ada, &name("acme")).await.unwrap().members;
    project::offer::accept(&db, &tess, &offers[0].id).await.unwrap();
    assert_eq!(right(&db, &tess, &at).await, Some(Right::Publish));
    assert_eq!(project::offer::accept(&db, &tess, &offers[0].id).await, Err(Error::Stale(Stale::Offer)));
    assert_eq!(crate::org::head(&db, &ada, &name("acme")).await.unwrap().members, members);
    assert_eq!(seen(&db, &tess, &other).await, Err(Error::NotFound));
    assert!(crate::org::head(&db, &tess, &name("acme")).await.is_err());
    // What leavers' managers ask for: everything in one act.
    let org = crate::org::see(&db, &ada, &name("acme")).await.unwrap().org;
    let (_, reach) = project::person_reach(&db, &ada, &org, &tess.name).await.unwrap();
    assert_eq!((reach.by_role, reach.by_name.len()), (None, 1));
    assert_eq!(project::end_all(&db, &ada, &name("acme"), &tess.name).await, Ok(1));
    assert_eq!(right(&db, &tess, &at).await, None);
    assert_eq!(project::end_all(&db, &ada, &name("acme"), &tess.name).await, Err(Error::Stale(Stale::Right)));
    assert!(project::person_reach(&db, &ada, &org, &tess.name).await.is_err());
});

db_test!(whoever_reads_the_mail_of_an_address_is_asked_there, |db| async move {
    let ([ada, ..], at) = workshop(&db).await;
    let known = person(&db, "known").await;
    for address in ["known@example.com", "new@example.com"] {
        assert_eq!(give(&db, &ada, &at, address, Right::Read).await, Ok(Given::Offered), "the same for both");
        assert_eq!(mails(&db, address).await[0], "ada offers you the right to read engine");
    }
    let offer = project::offer::waiting(&db, &known).await.unwrap().remove(0);
    project::offer::accept(&db, &known, &offer.id).await.unwrap();
    assert_eq!(right(&db, &known, &at).await, Some(Right::Read));
    let new = user(&db, "new").await;
    let offer = project::offer::waiting(&db, &new).await.unwrap().remove(0);
    assert_eq!(project::offer::accept(&db, &known, &offer.id).await, Err(Error::NotFound), "of another");
    project::offer::decline(&db, &new, &offer.id).await.unwrap();
    assert_eq!(right(&db, &new, &at).await, None);
    assert_eq!(mails(&db, "ada@example.com").await[0], "new declined engine");
});

db_test!(whoever_has_a_right_by_name_can_give_it_up, |db| async move {
    let ([ada, _, max, _], at) = workshop(&db).await;
    give(&db, &ada, &at, "max", Right::Admin).await.unwrap();
    assert!(crate::access::allows_project(
        &seen(&db, &max, &at).await.unwrap().reach,
        ProjectPermission::RenameProject
    ));
    project::give_up(&db, &max, &at).await.unwrap();
    assert_eq!(right(&db, &max, &at).await, Some(Right::Publish), "the base right stays");
    assert_eq!(project::give_up(&db, &max, &at).await, Err(Error::Stale(Stale::Right)));
});

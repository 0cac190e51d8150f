//! What must not be had by a detour: rights that outlive their reason, and what others should not learn.

use super::project_verbs::*;
use super::verbs::*;
use crate::access::{Actor, Right, Role};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale, Who};
use crate::project::{self, Given, Hindered, Owner, Several, Standing, State, offer};
use crate::site::{SettingsForm, SiteSettings};
use crate::text::{Description, ProjectAt, ProjectKind, ProjectName, TeamName};
use crate::{Error, Problem, admin as site_admin, log, member, team};

/// An organization with a project `engine`, and max, a Member.
async fn workshop(db: &Db) -> ([Actor; 4], ProjectAt) {
    let [ada, bob, _, mia] = acme(db).await;
    let max = person(db, "max").await;
    join(db, &ada, &max, "acme", Role::Member).await;
    let at = at(&make(db, &ada, "acme", "app", "engine").await.unwrap());
    ([ada, bob, mia, max], at)
}

/// What waits for somebody, and what became of accepting the first of it.
async fn accepted(db: &Db, actor: &Actor) -> Result<(), Error> {
    let first = offer::waiting(db, actor).await.unwrap().remove(0);
    offer::accept(db, actor, &first.id).await.map(drop)
}

/// Few mails, where other stories may send any number.
async fn few_mails(db: &Db, warden: &Actor) {
    let usual = SettingsForm::from(&SiteSettings::default());
    let few = SettingsForm { daily_mails: "9".into(), few_invitations: "9".into(), ..usual };
    site_admin::change_settings(db, warden, &few).await.unwrap();
}

const STALE: Result<(), Error> = Err(Error::Stale(Stale::Offer));

db_test!(an_offer_is_worth_what_whoever_made_it_may_do, |db| async move {
    let ([ada, bob, _, max], at) = workshop(&db).await;
    let tess = person(&db, "tess").await;
    // An Owner offers the project to a stranger and is an Owner no more.
    offer::transfer(&db, &bob, &at, &tess.name, &at.word).await.unwrap();
    member::change_role(&db, &ada, &name("acme"), &bob.name, Role::Manager).await.unwrap();
    assert_eq!(accepted(&db, &tess).await, STALE);
    member::change_role(&db, &ada, &name("acme"), &bob.name, Role::Owner).await.unwrap();
    site_admin::suspend(&db, &bob.name, true).await.unwrap();
    assert_eq!(accepted(&db, &tess).await, STALE);
    site_admin::restore(&db, &bob.name).await.unwrap();
    let waiting = offer::waiting(&db, &tess).await.unwrap().remove(0);
    offer::take_back(&db, &ada, &waiting.id).await.unwrap();
    // Somebody with a right by name offers it on, and it is taken away.
    give(&db, &ada, &at, "max", Right::Admin).await.unwrap();
    assert_eq!(give(&db, &max, &at, "tess", Right::Admin).await, Ok(Given::Offered));
    give(&db, &ada, &at, "max", Right::Read).await.unwrap();
    assert_eq!(accepted(&db, &tess).await, STALE);
    project::take(&db, &ada, &at, &max.name).await.unwrap();
    assert!(offer::waiting(&db, &tess).await.unwrap().is_empty(), "it does not even wait");
    assert_eq!(right(&db, &tess, &at).await, None);
});

db_test!(what_a_member_was_offered_and_offers_ends_with_the_membership, |db| async move {
    let ([ada, _, _, max], at) = workshop(&db).await;
    let [tess, uma] = people(&db, ["tess", "uma"]).await;
    give(&db, &ada, &at, "max", Right::Admin).await.unwrap();
    give(&db, &max, &at, "uma", Right::Maintain).await.unwrap();
    give(&db, &ada, &at, "tess", Right::Admin).await.unwrap();
    give(&db, &ada, &at, "tess@example.com", Right::Read).await.unwrap();
    join(&db, &ada, &tess, "acme", Role::Member).await;
    for gone in [&tess, &max] {
        member::remove(&db, &ada, &name("acme"), &gone.name, gone.name.as_str()).await.unwrap();
    }
    for person in [&tess, &uma] {
        assert!(offer::waiting(&db, person).await.unwrap().is_empty(), "{}", person.name);
        assert_eq!(right(&db, person, &at).await, None);
    }
});

db_test!(a_manager_rises_above_no_team, |db| async move {
    let ([ada, _, mia, max], at) = workshop(&db).await;
    let (crew, none) = (TeamName::parse("Leads").unwrap(), Description::parse("").unwrap());
    let acme = name("acme");
    let crew = team::create(&db, &ada, &acme, &crew, &none).await.unwrap();
    project::give_team(&db, &ada, &at, &crew, Right::Admin).await.unwrap();
    let owners = Error::Forbidden(Who::Owners);
    let only = std::slice::from_ref;
    assert_eq!(team::add(&db, &mia, &acme, &crew, only(&mia.name)).await, Err(owners.clone()));
    assert_eq!(team::add(&db, &mia, &acme, &crew, only(&max.name)).await, Err(owners.clone()));
    team::add(&db, &ada, &acme, &crew, only(&max.name)).await.unwrap();
    assert_eq!(team::remove(&db, &mia, &acme, &crew, &max.name).await, Err(owners.clone()));
    assert_eq!(team::delete(&db, &mia, &acme, &crew, "Leads").await, Err(owners));
    assert_eq!(right(&db, &mia, &at).await, Some(Right::Maintain));
    team::remove(&db, &max, &acme, &crew, &max.name).await.unwrap();
    project::give_team(&db, &ada, &at, &crew, Right::Maintain).await.unwrap();
    team::add(&db, &mia, &acme, &crew, only(&mia.name)).await.unwrap();
});

db_test!(whoever_gives_a_project_away_learns_nothing_of_the_people_there, |db| async move {
    let ([ada, ..], at) = workshop(&db).await;
    let tess = person(&db, "tess").await;
    let own = ProjectAt::from(&make(&db, &tess, "tess", "app", "lathe").await.unwrap());
    let gains = async |actor: &Actor, at: &ProjectAt| {
        let seen = project::see(&db, Some(actor), at).await.unwrap();
        let acme = project::see(&db, Some(&ada), &ProjectAt::parse("app", "engine").unwrap()).await.unwrap();
        let to = Owner { named: acme.project.owner.named, is_org: true };
        let gain = project::consequences(&db, actor, &seen, &to).await.unwrap().gain;
        gain.into_iter().map(|crowd| (crowd.count, crowd.names.len())).collect::<Vec<_>>()
    };
    assert_eq!(gains(&tess, &own).await, [(0, 0)], "neither numbers nor names");
    assert_eq!(gains(&ada, &at).await, [(3, 3), (1, 1), (1, 1)], "its members know them");
});

db_test!(a_history_tells_readers_of_no_offers, |db| async move {
    let ([ada, _, mia, max], at) = workshop(&db).await;
    give(&db, &ada, &at, "somebody@elsewhere.example", Right::Read).await.unwrap();
    give(&db, &ada, &at, "max", Right::Maintain).await.unwrap();
    person(&db, "tess").await;
    give(&db, &ada, &at, "tess", Right::Read).await.unwrap();
    give(&db, &ada, &at, "max", Right::Read).await.unwrap();
    let lines = async |actor: &Actor| {
        let log = log::of_project(&db, actor, &at, None).await.unwrap();
        log.lines.iter().map(|line| line.change.json()).collect::<Vec<_>>().join("\n")
    };
    let (reader, manager) = (lines(&max).await, lines(&mia).await);
    assert!(reader.contains("project_created") && !reader.contains("offered") && !reader.contains("tess"), "{reader}");
    assert!(manager.contains("tess") && !manager.contains("elsewhere"), "{manager}");
});

db_test!(a_new_account_writes_to_few_strangers, |db| async move {
    let (warden, tess) = (admin(&db, "warden").await, person(&db, "tess").await);
    few_mails(&db, &warden).await;
    let at = ProjectAt::from(&make(&db, &tess, "tess", "app", "lathe").await.unwrap());
    for number in 0..9 {
        give(&db, &tess, &at, &format!("x{number}@elsewhere.example"), Right::Read).await.unwrap();
    }
    let one_more = give(&db, &tess, &at, "y@elsewhere.example", Right::Read).await;
    assert_eq!(one_more, Err(Error::Refused(Rule::InvitedEnough)));
    // Whoever founded an organization that was approved is known by that.
    let [ada, ..] = acme(&db).await;
    let at = ProjectAt::from(&make(&db, &ada, "acme", "app", "drill").await.unwrap());
    for number in 0..10 {
        give(&db, &ada, &at, &format!("z{number}@elsewhere.example"), Right::Read).await.unwrap();
    }
});

db_test!(a_mailbox_is_not_filled_with_rights, |db| async move {
    let warden = admin(&db, "warden").await;
    few_mails(&db, &warden).await;
    let ([ada, ..], at) = workshop(&db).await;
    let before = mails(&db, "max@example.com").await.len();
    for round in 0..12 {
        let right = if round % 2 == 0 { Right::Read } else { Right::Maintain };
        give(&db, &ada, &at, "max", right).await.unwrap();
    }
    assert_eq!(mails(&db, "max@example.com").await.len() - before, 9);
});

db_test!(all_rights_of_somebody_outside_end_within_ones_own, |db| async move {
    let ([ada, _, mia, max], at) = workshop(&db).await;
    let acme = name("acme");
    give(&db, &ada, &at, "max", Right::Maintain).await.unwrap();
    assert_eq!(project::end_all(&db, &mia, &acme, &max.name).await, Err(Error::Refused(Rule::AlreadyMember)));
    let tess = person(&db, "tess").await;
    give(&db, &ada, &at, "tess", Right::Admin).await.unwrap();
    accepted(&db, &tess).await.unwrap();
    let higher = Err(Error::Forbidden(Who::Owners));
    assert_eq!(project::end_all(&db, &mia, &acme, &tess.name).await, higher);
    assert_eq!(right(&db, &tess, &at).await, Some(Right::Admin));
    assert_eq!(project::end_all(&db, &ada, &acme, &tess.name).await, Ok(1));
    assert_eq!(right(&db, &tess, &at).await, None);
    assert_eq!(
        mails(&db, "tess@example.com").await[0],
        "You have no right in the projects of The acme people (@acme) any more"
    );
});

db_test!(one_title_cannot_be_used_up, |db| async move {
    let tess = person(&db, "tess").await;
    let mut words = std::collections::BTreeSet::new();
    for _ in 0..40 {
        words.insert(make(&db, &tess, "tess", "infrastructure", "Network").await.unwrap().word().to_owned());
    }
    assert_eq!(words.len(), 40, "{words:?}");
    assert!(words.contains("network") && words.contains("network-2"), "{words:?}");
});

db_test!(what_is_only_looked_at_does_not_pile_up, |db| async move {
    let ([ada, ..], _) = workshop(&db).await;
    make(&db, &ada, "ada", "app", "lathe").await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..8 {
        ids.push(project::prepare_import(&db, &ada, &name("acme"), None).await.unwrap());
    }
    let mut kept = 0;
    for id in &ids {
        kept += i32::from(project::import(&db, &ada, id).await.is_ok());
    }
    assert_eq!(kept, 5);
    assert!(project::import(&db, &ada, &ids[7]).await.is_ok(), "the newest are those kept");
});

db_test!(a_name_that_is_internal_is_not_told_to_whoever_types_a_like_one, |db| async move {
    let ([ada, ..], _) = workshop(&db).await;
    let tess = person(&db, "tess").await;
    let at = ProjectAt::from(&make(&db, &ada, "acme", "python", "gear-b0x").await.unwrap());
    let standing = async || {
        let typed = ProjectName::parse(ProjectKind::Python, "gearbox").unwrap();
        project::standing(&db, &tess, ProjectKind::Python, &typed).await.unwrap()
    };
    let made = async || make(&db, &tess, "tess", "python", "gearbox").await.unwrap_err();
    assert_eq!(standing().await, Standing::LooksLike(None));
    assert_eq!(made().await, Error::field("name", Problem::LooksLikeAnother));
    project::show(&db, &ada, &at, crate::access::Visibility::Public).await.unwrap();
    let name = ProjectName::parse(ProjectKind::Python, "gear-b0x").unwrap();
    assert_eq!(standing().await, Standing::LooksLike(Some(name)));
    assert_eq!(made().await, Error::field("name", Problem::LooksLike { name: "gear-b0x".into() }));
    // Apps are not installed by name.
    make(&db, &ada, "acme", "app", "quiet-1").await.unwrap();
    let app = ProjectName::parse(ProjectKind::App, "quiet-l").unwrap();
    assert_eq!(project::standing(&db, &tess, ProjectKind::App, &app).await, Ok(Standing::Free));
});

db_test!(whoever_is_let_in_keeps_what_is_higher, |db| async move {
    let ([ada, _, mia, _], at) = workshop(&db).await;
    let tess = person(&db, "tess").await;
    give(&db, &ada, &at, "tess", Right::Admin).await.unwrap();
    join(&db, &ada, &tess, "acme", Role::Member).await;
    project::lock(&db, &ada, &at).await.unwrap();
    project::ask_join(&db, &tess, &at).await.unwrap();
    accepted(&db, &tess).await.unwrap();
    assert_eq!(project::let_in(&db, &mia, &at, &tess.name).await, Err(Error::Stale(Stale::Right)));
    assert_eq!(right(&db, &tess, &at).await, Some(Right::Admin));
});

db_test!(whoever_sees_a_locked_project_and_is_no_member_is_told_who_may_ask, |db| async move {
    let ([ada, ..], at) = workshop(&db).await;
    let tess = person(&db, "tess").await;
    project::lock(&db, &ada, &at).await.unwrap();
    assert_eq!(project::ask_join(&db, &tess, &at).await, Err(Error::NotFound));
    project::show(&db, &ada, &at, crate::access::Visibility::Public).await.unwrap();
    assert_eq!(project::ask_join(&db, &tess, &at).await, Err(Error::Forbidden(Who::Members)));
});

db_test!(several_are_changed_each_for_itself, |db| async move {
    let ([ada, _, mia, max], engine) = workshop(&db).await;
    let others = ["drill", "press"];
    let mut all = vec![engine];
    for other in others {
        all.push(at(&make(&db, &ada, "acme", "app", other).await.unwrap()));
    }
    let own = at(&make(&db, &mia, "mia", "app", "lathe").await.unwrap());
    project::archive(&db, &ada, &all[2]).await.unwrap();
    let chosen = async |actor: &Actor| {
        let org = crate::org::see(&db, actor, &name("acme")).await.unwrap().org;
        let with_own = [all.clone(), vec![own.clone(), ProjectAt::parse("app", "nowhere").unwrap()]].concat();
        project::chosen(&db, actor, &org, &with_own).await.unwrap()
    };
    let found = chosen(&mia).await;
    assert_eq!(found.len(), 3, "of the organization alone");
    let hindered = |act: Several| found.iter().map(|project| act.hindered(project)).collect::<Vec<_>>();
    assert_eq!(hindered(Several::Lock), [None, None, Some(Hindered::Archived)]);
    assert_eq!(
        hindered(Several::Unlock),
        [Some(Hindered::SoAlready), Some(Hindered::SoAlready), Some(Hindered::Archived)]
    );
    assert_eq!(hindered(Several::Show), [Some(Hindered::NotAllowed); 3], "a Manager is no admin");
    // What says that it can be done is what does it.
    for actor in [&ada, &mia, &max] {
        let found = chosen(actor).await;
        for act in Several::ALL.iter().filter(|act| **act != Several::Team) {
            for (project, at) in found.iter().zip(&all) {
                let done = project::act_on(&db, actor, *act, std::slice::from_ref(at), None).await;
                let hindered = act.hindered(project);
                if hindered == Some(Hindered::SoAlready) && matches!(act, Several::Show | Several::Hide) {
                    assert_eq!(done, Ok(1), "to show twice is once");
                    continue;
                }
                assert_eq!(done == Ok(1), hindered.is_none(), "{} {act:?} {}", actor.name, at.word);
                if done == Ok(1) {
                    let back = match act {
                        Several::Lock => Several::Unlock,
                        Several::Unlock => Several::Lock,
                        Several::Show => Several::Hide,
                        Several::Hide => Several::Show,
                        Several::Archive => Several::Restore,
                        _ => Several::Archive,
                    };
                    assert_eq!(project::act_on(&db, &ada, back, std::slice::from_ref(at), None).await, Ok(1));
                }
            }
        }
    }
    assert_eq!(project::act_on(&db, &mia, Several::Lock, &[], None).await, Err(Error::BadRequest));
    assert_eq!(project::act_on(&db, &mia, Several::Show, &all, None).await, Err(Error::Forbidden(Who::ProjectAdmins)));
    assert_eq!(project::act_on(&db, &mia, Several::Lock, &all, None).await, Ok(2));
    let states: Vec<_> = chosen(&ada).await.iter().map(|project| project.state).collect();
    assert_eq!(states, [State::Locked, State::Locked, State::Archived]);
    let (crew, none) = (TeamName::parse("Crew").unwrap(), Description::parse("").unwrap());
    let crew = team::create(&db, &mia, &name("acme"), &crew, &none).await.unwrap();
    team::add(&db, &mia, &name("acme"), &crew, std::slice::from_ref(&max.name)).await.unwrap();
    let with = |right| Some((crew.as_str(), right));
    let more = project::act_on(&db, &mia, Several::Team, &all, with(Right::Admin)).await;
    assert_eq!(more, Err(Error::field("right", Problem::MoreThanOwn)));
    assert_eq!(project::act_on(&db, &mia, Several::Team, &all, with(Right::Publish)).await, Ok(2));
    assert_eq!(right(&db, &max, &all[1]).await, Some(Right::Publish));
    crate::story::projects::store::invariants(&db).await;
});

pub(super) mod store;

use super::project_verbs::*;
use super::verbs::*;
use crate::access::{BaseRight, Right, Role, Visibility};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Who};
use crate::org::ProjectSettings;
use crate::project::{self, Details, Filter, LastAct, NewProjectForm, State};
use crate::text::{Description, ProjectAt, ProjectKind};
use crate::{Error, Problem, log};

const HIDDEN: Error = Error::NotFound;

async fn taken(db: &Db, actor: &crate::access::Actor, kind: &str, name: &str) -> Result<(), Error> {
    make(db, actor, actor.name.as_str(), kind, name).await.map(drop)
}

db_test!(a_name_belongs_to_one_project_of_its_kind, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    taken(&db, &ada, "python", "Gear-Box").await.unwrap();
    let error = Err(Error::field("name", Problem::ProjectTaken));
    assert_eq!(taken(&db, &bob, "python", "gear_box").await, error);
    taken(&db, &bob, "nuget", "gear.box").await.unwrap();
    taken(&db, &bob, "app", "gear-box").await.unwrap();
    assert_eq!(taken(&db, &ada, "app", "gear-box").await, error);
    let gearbox = ProjectAt::parse("python", "gear-box").unwrap();
    project::show(&db, &ada, &gearbox, Visibility::Public).await.unwrap();
    let alike = Err(Error::field("name", Problem::LooksLike { name: "Gear-Box".into() }));
    assert_eq!(taken(&db, &bob, "python", "gearb0x").await, alike, "what the eye confuses");
    taken(&db, &ada, "python", "gearb0x").await.unwrap();
    assert_eq!(taken(&db, &ada, "app", "Gear").await, Err(Error::field("name", Problem::AppName)));
});

db_test!(infrastructure_may_be_called_alike_and_is_told_apart, |db| async move {
    let ada = person(&db, "ada").await;
    let mut words = Vec::new();
    for _ in 0..3 {
        words.push(make(&db, &ada, "ada", "infrastructure", "Rolling mill, hall 3").await.unwrap().word().to_owned());
    }
    assert_eq!(words, ["rolling-mill-hall-3", "rolling-mill-hall-3-2", "rolling-mill-hall-3-3"]);
    let made_up = make(&db, &ada, "ada", "app", "").await.unwrap();
    assert!(made_up.name.as_str().split('-').count() == 3, "{made_up}");
});

db_test!(a_project_keeps_its_address_and_its_former_names_lead_to_it, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let old = at(&make(&db, &ada, "ada", "python", "gearbox").await.unwrap());
    let typed = project::rename(&db, &ada, &old, "gears", "gearboxx").await;
    assert_eq!(typed, Err(Error::field("typed", Problem::NotTyped)));
    project::rename(&db, &ada, &old, "gears", "gearbox").await.unwrap();
    assert_eq!(seen(&db, &ada, &old).await.unwrap().named.name.as_str(), "gears");
    assert_eq!(taken(&db, &bob, "python", "gearbox").await, Err(Error::field("name", Problem::ProjectTaken)));
    // Back to a name it had.
    project::rename(&db, &ada, &old, "gearbox", "gears").await.unwrap();
    assert_eq!(
        seen(&db, &ada, &ProjectAt { word: "gears".into(), ..old }).await.unwrap().named.name.as_str(),
        "gearbox"
    );
});

db_test!(what_is_internal_is_found_by_nobody_else, |db| async move {
    let [ada, bob, carol, mia] = acme(&db).await;
    let stranger = person(&db, "stranger").await;
    let at = at(&make(&db, &mia, "acme", "app", "engine").await.unwrap());
    for member in [&ada, &bob, &carol, &mia] {
        assert!(seen(&db, member, &at).await.is_ok());
    }
    assert_eq!(seen(&db, &stranger, &at).await, Err(HIDDEN));
    assert!(project::see(&db, None, &at).await.is_err());
    for act in ["edit", "lock", "rename", "delete"] {
        assert_eq!(try_act(&db, &stranger, &at, act).await, Err(HIDDEN), "{act}");
    }
    project::show(&db, &ada, &at, Visibility::Public).await.unwrap();
    assert!(project::see(&db, None, &at).await.is_ok());
    assert_eq!(seen(&db, &stranger, &at).await.unwrap().reach.right(), None);
    for act in ["edit", "lock", "rename", "delete"] {
        assert!(matches!(try_act(&db, &stranger, &at, act).await, Err(Error::Forbidden(_))), "{act}");
    }
    assert_eq!(log::of_project(&db, &stranger, &at, None).await, Err(Error::Forbidden(Who::WithRight)));
});

db_test!(members_create_projects_unless_the_settings_forbid_it, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let [max, bea, stranger] = people(&db, ["max", "bea", "stranger"]).await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    join(&db, &ada, &bea, "acme", Role::Billing).await;
    make(&db, &max, "acme", "app", "engine-one").await.unwrap();
    let settings = ProjectSettings { members_create: false, ..ProjectSettings::default() };
    let org = name("acme");
    crate::org::change_project_settings(&db, &ada, &org, &settings).await.unwrap();
    for (actor, error) in
        [(&max, Error::Forbidden(Who::Managers)), (&bea, Error::Forbidden(Who::Members)), (&stranger, HIDDEN)]
    {
        let made = make(&db, actor, "acme", "app", "engine-two").await;
        assert_eq!(made, Err(error), "{}", actor.name);
    }
    make(&db, &mia, "acme", "app", "engine-two").await.unwrap();
    let forbidden = crate::org::change_project_settings(&db, &mia, &org, &ProjectSettings::default()).await;
    assert_eq!(forbidden, Err(Error::Forbidden(Who::Owners)));
});

db_test!(a_new_project_is_as_public_as_its_organization_usually_is, |db| async move {
    let ada = person(&db, "ada").await;
    org(&db, &ada, "acme").await;
    let settings = ProjectSettings { default_visibility: Visibility::Public, ..ProjectSettings::default() };
    crate::org::change_project_settings(&db, &ada, &name("acme"), &settings).await.unwrap();
    let at = at(&make(&db, &ada, "acme", "app", "engine").await.unwrap());
    assert_eq!(seen(&db, &ada, &at).await.unwrap().visibility, Visibility::Public);
});

db_test!(the_base_right_holds_for_members_alone, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let [max, bea] = people(&db, ["max", "bea"]).await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    join(&db, &ada, &bea, "acme", Role::Billing).await;
    let at = at(&make(&db, &ada, "acme", "app", "engine").await.unwrap());
    for base in BaseRight::ALL {
        let settings = ProjectSettings { base_right: *base, ..ProjectSettings::default() };
        crate::org::change_project_settings(&db, &ada, &name("acme"), &settings).await.unwrap();
        let rights = [&ada, &mia, &max, &bea].map(|actor| seen(&db, actor, &at));
        let [ada, mia, max, bea] = rights;
        assert_eq!(ada.await.unwrap().reach.right(), Some(Right::Admin));
        assert_eq!(mia.await.unwrap().reach.right(), Some(Right::Maintain));
        assert_eq!(max.await.unwrap().reach.right(), base.right());
        assert_eq!(bea.await.unwrap().reach.right(), None, "but sees that it is there");
    }
});

db_test!(a_lock_shuts_out_who_has_the_base_right_alone, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let [max, tess] = people(&db, ["max", "tess"]).await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    join(&db, &ada, &tess, "acme", Role::Member).await;
    let at = at(&make(&db, &ada, "acme", "app", "engine").await.unwrap());
    give(&db, &ada, &at, "tess", Right::Publish).await.unwrap();
    project::lock(&db, &mia, &at).await.unwrap();
    assert_eq!(project::lock(&db, &ada, &at).await, Err(Error::Refused(Rule::SameState)), "a double click");
    let right = async |actor| seen(&db, actor, &at).await.unwrap().reach.right();
    assert_eq!(right(&max).await, None);
    assert_eq!((right(&tess).await, right(&mia).await), (Some(Right::Publish), Some(Right::Maintain)));
    assert_eq!(log::of_project(&db, &max, &at, None).await, Err(Error::Forbidden(Who::WithRight)));

    project::ask_join(&db, &max, &at).await.unwrap();
    project::ask_join(&db, &max, &at).await.unwrap();
    assert_eq!(mails(&db, "ada@example.com").await[0], "max asks to be let into engine");
    assert_eq!(project::let_in(&db, &max, &at, &max.name).await, Err(Error::Forbidden(Who::ProjectManagers)));
    project::let_in(&db, &ada, &at, &max.name).await.unwrap();
    assert_eq!(right(&max).await, Some(Right::Publish), "what the lock took");
    project::unlock(&db, &ada, &at).await.unwrap();
    project::take(&db, &ada, &at, &max.name).await.unwrap();
    assert_eq!(right(&max).await, Some(Right::Publish), "the base right again");
    assert_eq!(project::ask_join(&db, &max, &at).await, Err(Error::Refused(Rule::SameState)));
});

db_test!(what_is_archived_is_read_only_until_it_is_restored, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let at = at(&make(&db, &ada, "ada", "app", "engine").await.unwrap());
    project::lock(&db, &ada, &at).await.unwrap();
    project::archive(&db, &ada, &at).await.unwrap();
    for act in ["edit", "lock", "rename", "show", "give", "transfer"] {
        assert_eq!(try_act(&db, &ada, &at, act).await, Err(Error::Refused(Rule::Archived)), "{act}");
    }
    log::of_project(&db, &ada, &at, None).await.unwrap();
    project::restore(&db, &ada, &at).await.unwrap();
    assert_eq!(seen(&db, &ada, &at).await.unwrap().state, State::Locked, "as it was before");
    assert_eq!(project::restore(&db, &ada, &at).await, Err(Error::Refused(Rule::SameState)));
    assert_eq!(seen(&db, &bob, &at).await, Err(HIDDEN));
});

db_test!(a_deleted_project_frees_its_name_and_keeps_its_history, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let at = at(&make(&db, &ada, "acme", "python", "gearbox").await.unwrap());
    give(&db, &ada, &at, "mia", Right::Admin).await.unwrap();
    assert_eq!(try_act(&db, &mia, &at, "delete").await, Err(Error::Forbidden(Who::ProjectOwner)));
    let long_ago = unconfirmed(&ada);
    let asked = project::delete(&db, &long_ago, &at, "gearbox").await;
    assert_eq!(asked, Err(Error::field("password", Problem::PasswordAgain)));
    project::delete(&db, &ada, &at, "GearBox").await.unwrap();
    assert_eq!(seen(&db, &ada, &at).await, Err(HIDDEN));
    assert_eq!(project::delete(&db, &ada, &at, "gearbox").await, Err(HIDDEN), "a double click");
    assert!(listed(&db, &ada, "acme", &Filter::default()).await.is_empty());
    let lines = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert!(lines[0].change.phrase().to_string().contains("deleted the Python package gearbox"));
    make(&db, &mia, "mia", "python", "gearbox").await.unwrap();
    assert_eq!(seen(&db, &mia, &at).await.unwrap().reach.right(), Some(Right::Admin), "another project");
    assert_eq!(seen(&db, &ada, &at).await, Err(HIDDEN), "of which its former owner knows nothing");
});

db_test!(what_is_said_of_a_project_can_be_changed_by_who_maintains_it, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let max = person(&db, "max").await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    let at = at(&make(&db, &max, "acme", "app", "engine").await.unwrap());
    let details = Details { description: Description::parse("It runs.").unwrap(), link: None };
    assert_eq!(project::edit(&db, &max, &at, &details).await, Err(Error::Forbidden(Who::WithRight)));
    project::edit(&db, &mia, &at, &details).await.unwrap();
    let found = seen(&db, &max, &at).await.unwrap();
    assert_eq!((found.description.as_str(), found.last_act), ("It runs.", LastAct::Edited));
    assert_eq!(found.actor, Some(mia.name.clone()));
});

db_test!(lists_are_found_by_word_kind_and_state_in_either_order, |db| async move {
    let ada = person(&db, "ada").await;
    org(&db, &ada, "acme").await;
    for (kind, project) in [("app", "engine"), ("python", "gear_box"), ("nuget", "Acme.Gears"), ("app", "zebra")] {
        make(&db, &ada, "acme", kind, project).await.unwrap();
    }
    project::lock(&db, &ada, &ProjectAt::parse("app", "zebra").unwrap()).await.unwrap();
    let all = Filter::default();
    assert_eq!(listed(&db, &ada, "acme", &all).await, ["zebra", "Acme.Gears", "gear_box", "engine"]);
    let by_name = Filter { sort: Some(project::Sort::Name), ..all.clone() };
    assert_eq!(listed(&db, &ada, "acme", &by_name).await, ["Acme.Gears", "engine", "gear_box", "zebra"]);
    let gears = Filter { text: "GEAR".into(), ..by_name.clone() };
    assert_eq!(listed(&db, &ada, "acme", &gears).await, ["Acme.Gears", "gear_box"]);
    let dashed = Filter { text: "gear-b".into(), ..by_name.clone() };
    assert_eq!(listed(&db, &ada, "acme", &dashed).await, ["gear_box"], "however it is written");
    let apps = Filter { kind: Some(ProjectKind::App), ..by_name.clone() };
    assert_eq!(listed(&db, &ada, "acme", &apps).await, ["engine", "zebra"]);
    let locked = Filter { state: Some(State::Locked), ..by_name };
    assert_eq!(listed(&db, &ada, "acme", &locked).await, ["zebra"]);
    let counts = project::counts(&mut db.read().await.unwrap(), &org_id(&db, &ada, "acme").await).await.unwrap();
    assert_eq!((counts.all(), counts.of_kind(ProjectKind::App), counts.in_state(State::Locked)), (4, 2, 1));
});

db_test!(a_long_list_is_read_page_by_page, |db| async move {
    let ada = person(&db, "ada").await;
    for number in 0..120 {
        make(&db, &ada, "ada", "app", &format!("engine-{number:03}")).await.unwrap();
    }
    for sort in project::Sort::ALL {
        let filter = Filter { sort: Some(*sort), ..Filter::default() };
        let (mut names, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = project::of_account(&db, &ada, &filter, after.as_deref()).await.unwrap();
            names.extend(page.rows.into_iter().map(|row| row.named.name.to_string()));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let mut distinct = names.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!((names.len(), distinct.len()), (120, 120), "{sort:?}");
    }
    let forged = project::of_account(&db, &ada, &Filter::default(), Some("x~'; drop table projects")).await.unwrap();
    assert_eq!(forged.rows.len(), 50);
});

db_test!(two_who_want_a_name_at_once, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    for round in 0..crate::story::rounds::rounds(5) {
        let name = format!("gear-{round}");
        let (one, two) = tokio::join!(taken(&db, &ada, "python", &name), taken(&db, &bob, "python", &name));
        assert_eq!([one, two].iter().filter(|made| made.is_ok()).count(), 1, "{name}");
    }
});

#[test]
fn a_form_names_what_is_missing() {
    let form = NewProjectForm { kind: "gem".into(), ..NewProjectForm::default() };
    assert_eq!(form.parse(), Err(Error::Invalid(vec![("kind".into(), Problem::NotAChoice)])));
}

//! What a search among everything there is finds, and for whom.

use super::project_verbs::*;
use super::verbs::*;
use crate::access::{Actor, BaseRight, Right, Role, Visibility};
use crate::db::Db;
use crate::db::test::db_test;
use crate::org::ProjectSettings;
use crate::project::{self, Filter};
use crate::text::{Description, ProjectAt, TeamName};
use crate::{account, admin as site_admin, org, team};

async fn projects(db: &Db, actor: Option<&Actor>, text: &str) -> Vec<String> {
    let (found, _) = project::find(db, actor, text, 20).await.unwrap();
    found.into_iter().map(|row| row.named.name.to_string()).collect()
}

async fn accounts(db: &Db, orgs: bool, text: &str) -> Vec<String> {
    let (found, _) = account::find(db, orgs, text, 20).await.unwrap();
    found.into_iter().map(|account| account.named.name.to_string()).collect()
}

async fn show(db: &Db, actor: &Actor, kind: &str, word: &str) {
    let at = ProjectAt::parse(kind, word).unwrap();
    project::show(db, actor, &at, Visibility::Public).await.unwrap();
}

db_test!(a_project_is_found_by_whoever_may_know_of_it, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let [bea, tess] = people(&db, ["bea", "tess"]).await;
    join(&db, &ada, &bea, "acme", Role::Billing).await;
    for (kind, name) in [("python", "Gear_Box"), ("app", "gearbox-shop"), ("nuget", "Acme.Gearbox")] {
        make(&db, &ada, "acme", kind, name).await.unwrap();
    }
    make(&db, &ada, "ada", "app", "gear-of-ada").await.unwrap();
    show(&db, &ada, "nuget", "Acme.Gearbox").await;
    let all = ["gearbox-shop", "Acme.Gearbox"];
    assert_eq!(projects(&db, Some(&mia), "gearbox").await, all, "those first that begin so");
    assert_eq!(projects(&db, Some(&bea), "GEARBOX").await, all, "a role sees them without a right in them");
    assert_eq!(projects(&db, Some(&mia), "gear-box").await, ["Gear_Box"], "by any signs between the words");
    assert_eq!(projects(&db, Some(&ada), "gear").await, ["gear-of-ada", "Gear_Box", "gearbox-shop", "Acme.Gearbox"]);
    assert_eq!(projects(&db, Some(&tess), "gear").await, ["Acme.Gearbox"], "what is public");
    assert_eq!(projects(&db, None, "gear").await, ["Acme.Gearbox"]);
    assert_eq!(projects(&db, None, "ge").await, [""; 0], "two letters find what begins so");
    assert_eq!(projects(&db, Some(&ada), "ge").await.len(), 3);
    assert_eq!(projects(&db, Some(&ada), " ").await, [""; 0]);
    assert_eq!(projects(&db, Some(&ada), "g%").await, [""; 0]);
    let shop = ProjectAt::parse("app", "gearbox-shop").unwrap();
    give(&db, &ada, &shop, "tess", Right::Read).await.unwrap();
    let offer = project::offer::waiting(&db, &tess).await.unwrap().remove(0);
    assert_eq!(projects(&db, Some(&tess), "shop").await, [""; 0], "an offer is no right");
    project::offer::accept(&db, &tess, &offer.id).await.unwrap();
    assert_eq!(projects(&db, Some(&tess), "shop").await, ["gearbox-shop"]);
    project::rename(&db, &ada, &shop, "sprocket-shop", "gearbox-shop").await.unwrap();
    assert_eq!(projects(&db, Some(&tess), "sprocket").await, ["sprocket-shop"], "by its present name");
    assert_eq!(projects(&db, Some(&tess), "gearbox").await, ["Acme.Gearbox"]);
    let shop = ProjectAt::parse("app", "sprocket-shop").unwrap();
    project::delete(&db, &ada, &shop, "sprocket-shop").await.unwrap();
    assert_eq!(projects(&db, Some(&ada), "sprocket").await, [""; 0]);
});

db_test!(an_account_is_found_by_either_name, |db| async move {
    let [ada, bob, ..] = acme(&db).await;
    let profile = account::Profile {
        display_name: crate::text::DisplayName::parse("José Brückner").unwrap(),
        ..account::profile(&db, &bob).await.unwrap()
    };
    account::change_profile(&db, &bob, &profile).await.unwrap();
    assert_eq!(accounts(&db, false, "jose").await, ["bob"]);
    assert_eq!(accounts(&db, false, "BRUCK").await, ["bob"]);
    assert_eq!(accounts(&db, false, "jo").await, ["bob"], "what begins so");
    assert_eq!(accounts(&db, false, "ob").await, [""; 0]);
    assert_eq!(accounts(&db, false, "@ada").await, ["ada"]);
    assert_eq!(accounts(&db, true, "acme").await, ["acme"]);
    assert_eq!(accounts(&db, false, "acme").await, [""; 0], "an organization is no person");
    site_admin::suspend(&db, &bob.name, true).await.unwrap();
    assert_eq!(accounts(&db, false, "jose").await, [""; 0]);
    let (found, more) = account::find(&db, false, "a", 1).await.unwrap();
    assert_eq!((found.len(), more), (1, false), "only ada begins so");
    let _ = ada;
});

db_test!(many_are_found_by_their_letters_or_read_in_their_order, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    crate::story::projects::store::many(&db, &org_id(&db, &ada, "acme").await, 1_200).await;
    make(&db, &ada, "acme", "app", "engine-needle-x").await.unwrap();
    let first: Vec<_> = projects(&db, Some(&mia), "engine").await;
    assert_eq!(first.len(), 20);
    assert_eq!(projects(&db, Some(&mia), "needle").await, ["engine-needle-x"]);
    let filter = |text: &str| Filter { text: text.into(), ..Filter::default() };
    assert_eq!(listed(&db, &mia, "acme", &filter("needle")).await, ["engine-needle-x"]);
    assert_eq!(listed(&db, &mia, "acme", &filter("engine")).await.len(), 50);
    assert_eq!(projects(&db, None, "engine").await, [""; 0], "all are internal");
});

db_test!(a_list_is_narrowed_by_visibility_team_and_what_was_given, |db| async move {
    let [ada, _, _, mia] = acme(&db).await;
    let max = person(&db, "max").await;
    join(&db, &ada, &max, "acme", Role::Member).await;
    for name in ["one", "two", "three"] {
        make(&db, &ada, "acme", "app", name).await.unwrap();
    }
    show(&db, &ada, "app", "one").await;
    let settings =
        ProjectSettings { base_right: BaseRight::None, members_create: true, default_visibility: Visibility::Internal };
    org::change_project_settings(&db, &ada, &name("acme"), &settings).await.unwrap();
    let (crew, none) = (TeamName::parse("Crew").unwrap(), Description::parse("").unwrap());
    let crew = team::create(&db, &mia, &name("acme"), &crew, &none).await.unwrap();
    team::add(&db, &mia, &name("acme"), &crew, std::slice::from_ref(&max.name)).await.unwrap();
    let at = |word: &str| ProjectAt::parse("app", word).unwrap();
    project::give_team(&db, &mia, &at("two"), &crew, Right::Publish).await.unwrap();
    give(&db, &mia, &at("three"), "max", Right::Read).await.unwrap();
    let list = async |actor: &Actor, filter: Filter| {
        let mut names = listed(&db, actor, "acme", &filter).await;
        names.sort();
        names
    };
    let shown = |visibility| Filter { visibility: Some(visibility), ..Filter::default() };
    assert_eq!(list(&max, shown(Visibility::Public)).await, ["one"]);
    assert_eq!(list(&max, shown(Visibility::Internal)).await, ["three", "two"]);
    let of_team = |team: &str| Filter { team: Some(team.into()), ..Filter::default() };
    assert_eq!(list(&ada, of_team(&crew)).await, ["two"]);
    assert_eq!(list(&ada, of_team("no-team")).await, [""; 0]);
    let given = || Filter { given: true, ..Filter::default() };
    assert_eq!(list(&max, given()).await, ["three", "two"]);
    assert_eq!(list(&ada, given()).await, [""; 0], "a role is not given by name");
    assert_eq!(list(&max, Filter { text: "tw".into(), ..given() }).await, ["two"]);
});

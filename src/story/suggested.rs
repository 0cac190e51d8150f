//! Users who are suggested to whoever invites.

use super::verbs::*;
use crate::access::{Actor, Role};
use crate::account::{self, Profile};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Who;
use crate::site::{SettingsForm, SiteSettings};
use crate::text::{Description, DisplayName};
use crate::{Error, admin as site, invitation};

async fn suggested(db: &Db, actor: &Actor, typed: &str) -> Vec<String> {
    let found = invitation::suggest(db, actor, &name("acme"), typed).await.unwrap();
    found.into_iter().map(|named| named.name.to_string()).collect()
}

async fn is_called(db: &Db, actor: &Actor, called: &str) {
    let profile = Profile {
        display_name: DisplayName::parse(called).unwrap(),
        description: Description::parse("").unwrap(),
        link: None,
    };
    account::change_profile(db, actor, &profile).await.unwrap();
}

db_test!(users_are_suggested_by_how_their_names_begin, |db| async move {
    let [ada, jose, joe, mia] = people(&db, ["ada", "qq-17", "joe.b", "mia"]).await;
    is_called(&db, &jose, "José Álvarez").await;
    org(&db, &ada, "acme").await;
    org(&db, &ada, "jo-works").await;
    assert_eq!(suggested(&db, &ada, "JO").await, ["joe.b", "qq-17"], "users only, with and without accents");
    assert_eq!(suggested(&db, &ada, "@joe_").await, ["joe.b"]);
    assert_eq!(suggested(&db, &ada, "qq").await, ["qq-17"]);
    for nobody in ["j", "", "%", "joe.b@example.com", "oe"] {
        assert_eq!(suggested(&db, &ada, nobody).await, [""; 0], "{nobody}");
    }
    apply(&db, &ada, &personal("adas-own")).await.unwrap();
    assert_eq!(invitation::suggest(&db, &ada, &name("adas-own"), "jo").await, Ok(vec![]), "nobody is invited there");
    join(&db, &ada, &joe, "acme", Role::Member).await;
    invite(&db, &ada, "acme", "qq-17", Role::Member).await.unwrap();
    assert_eq!(suggested(&db, &ada, "jo").await, [""; 0], "a member and an invited one");
    site::suspend(&db, &mia.name, false).await.unwrap();
    assert_eq!(suggested(&db, &ada, "mia").await, [""; 0]);
    let forbidden = invitation::suggest(&db, &joe, &name("acme"), "mi").await;
    assert_eq!(forbidden.err(), Some(Error::Forbidden(Who::Owners)));
    let strange = invitation::suggest(&db, &jose, &name("acme"), "mi").await;
    assert_eq!(strange.err(), Some(Error::NotFound));
});

db_test!(a_site_that_suggests_nobody_says_nothing, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    org(&db, &ada, "acme").await;
    assert_eq!(suggested(&db, &ada, "war").await, ["warden"]);
    let form = SettingsForm { suggestions: "nobody".into(), ..SettingsForm::from(&SiteSettings::default()) };
    site::change_settings(&db, &warden, &form).await.unwrap();
    assert_eq!(suggested(&db, &ada, "war").await, [""; 0]);
});

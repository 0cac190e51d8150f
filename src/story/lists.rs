use super::store::{add, unfold, unfolded};
use super::verbs::*;
use crate::access::{Actor, Role};
use crate::account::{self, Profile};
use crate::db::Db;
use crate::db::test::db_test;
use crate::member::{self, Filter, Member, Sort};
use crate::text::{Description, DisplayName};

async fn call(db: &Db, user: &Actor, display_name: &str) {
    let display_name = DisplayName::parse(display_name).unwrap();
    let profile = Profile { display_name, description: Description::parse("").unwrap(), link: None };
    account::change_profile(db, user, &profile).await.unwrap();
}

async fn names(db: &Db, actor: &Actor, filter: Filter) -> Vec<String> {
    let page = members(db, actor, "acme", &filter, None).await.unwrap();
    page.rows.into_iter().map(|member| member.name.to_string()).collect()
}

fn text(text: &str) -> Filter {
    Filter { text: text.into(), ..Filter::default() }
}

/// All pages of the list; whatever comes twice is found twice here.
async fn all(db: &Db, actor: &Actor, filter: &Filter) -> Vec<Member> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = members(db, actor, "acme", filter, after.as_deref()).await.unwrap();
        assert!(page.rows.len() == member::PAGE as usize || page.next.is_none());
        all.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next),
            None => return all,
        }
    }
}

db_test!(members_are_found_by_name_and_role, |db| async move {
    let [ada, grace, charles, under] = people(&db, ["ada", "grace.h", "charles", "under_score"]).await;
    let org = org(&db, &ada, "acme").await;
    add(&db, &org, &grace, Role::Manager).await;
    add(&db, &org, &charles, Role::Billing).await;
    add(&db, &org, &under, Role::Member).await;
    call(&db, &ada, "Ada Lovelace").await;
    call(&db, &grace, "Grace Hopper").await;
    call(&db, &charles, "Ærøskøbing 100%").await;
    assert_eq!(names(&db, &ada, text("LOVE")).await, ["ada"], "by what people are called, in any case");
    assert_eq!(names(&db, &ada, text(" Grace-H ")).await, ["grace.h"], "by username, with any separator");
    assert_eq!(names(&db, &ada, text("ÆRØ")).await, ["charles"]);
    assert_eq!(names(&db, &ada, text("0%")).await, ["charles"], "wildcards are letters");
    assert_eq!(names(&db, &ada, text("r_s")).await, ["under_score"]);
    assert!(names(&db, &ada, text("%")).await.len() == 1 && names(&db, &ada, text("\\")).await.is_empty());
    assert!(names(&db, &ada, text(&"x".repeat(10_000))).await.is_empty());
    let managers = Filter { role: Some(Role::Manager), ..Filter::default() };
    assert_eq!(names(&db, &ada, managers.clone()).await, ["grace.h"]);
    assert!(names(&db, &ada, Filter { text: "ada".into(), ..managers }).await.is_empty());
});

db_test!(names_are_found_and_sorted_without_their_accents, |db| async move {
    let [ada, elodie, jose, zoe, abe] = people(&db, ["ada", "elodie", "jose", "zoe", "abe-x"]).await;
    let org = org(&db, &ada, "acme").await;
    for (user, called) in [(&elodie, "Élodie"), (&jose, "Jose\u{301} Đorić"), (&zoe, "Zoe"), (&abe, "a-be")] {
        add(&db, &org, user, Role::Member).await;
        call(&db, user, called).await;
    }
    for typed in ["josé", "JOSE\u{301}", "jose", "doric", "@jose", "\u{200b}José"] {
        assert_eq!(names(&db, &ada, text(typed)).await, ["jose"], "{typed:?}");
    }
    let by_name = names(&db, &ada, Filter::default()).await;
    assert_eq!(by_name, ["abe-x", "ada", "elodie", "jose", "zoe"], "the same order on both databases");
});

db_test!(accounts_of_a_version_before_are_folded_later, |db| async move {
    let [ada, elodie] = people(&db, ["ada", "ed"]).await;
    let org = org(&db, &ada, "acme").await;
    add(&db, &org, &elodie, Role::Member).await;
    call(&db, &elodie, "Élodie").await;
    unfold(&db).await;
    assert!(names(&db, &ada, text("elodie")).await.is_empty());
    crate::job::fold(&db, crate::clock::Timestamp::now()).await.unwrap();
    assert_eq!(names(&db, &ada, text("elodie")).await, ["ed"]);
    assert_eq!(unfolded(&db).await, 0);
});

db_test!(who_leaves_is_found_no_more_and_who_comes_back_is, |db| async move {
    let [ada, grace, other] = people(&db, ["ada", "grace", "other"]).await;
    let (acme, elsewhere) = (org(&db, &ada, "acme").await, org(&db, &other, "elsewhere").await);
    add(&db, &acme, &grace, Role::Member).await;
    add(&db, &elsewhere, &grace, Role::Member).await;
    call(&db, &grace, "Grace “Amazing” Hopper").await;
    for part in ["amazing", "“ama", "grace", "pper"] {
        assert_eq!(names(&db, &ada, text(part)).await, ["grace"], "{part}");
    }
    call(&db, &grace, "Rear Admiral").await;
    assert!(names(&db, &ada, text("amazing")).await.is_empty(), "the name of before");
    assert_eq!(names(&db, &ada, text("admiral")).await, ["grace"]);
    member::leave(&db, &grace, &name("acme"), "grace").await.unwrap();
    assert!(names(&db, &ada, text("admiral")).await.is_empty(), "still a member elsewhere");
    add(&db, &acme, &grace, Role::Member).await;
    assert_eq!(names(&db, &ada, text("admiral")).await, ["grace"]);
    assert!(names(&db, &ada, text("\" OR \"")).await.is_empty());
});

db_test!(a_list_has_four_orders, |db| async move {
    let [zoe, ada, mia] = people(&db, ["zoe", "ada", "mia"]).await;
    let org = org(&db, &zoe, "acme").await;
    for user in [&ada, &mia] {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        add(&db, &org, user, Role::Member).await;
    }
    let by = async |sort| names(&db, &zoe, Filter { sort, ..Filter::default() }).await;
    assert_eq!(by(None).await, ["ada", "mia", "zoe"], "by name unless said otherwise");
    assert_eq!(by(Some(Sort::Name)).await, ["ada", "mia", "zoe"]);
    assert_eq!(by(Some(Sort::NameDown)).await, ["zoe", "mia", "ada"]);
    assert_eq!(by(Some(Sort::Newest)).await, ["mia", "ada", "zoe"]);
    assert_eq!(by(Some(Sort::Oldest)).await, ["zoe", "ada", "mia"]);
    call(&db, &zoe, "Aaron").await;
    assert_eq!(by(None).await, ["zoe", "ada", "mia"], "another profile, another place");
    assert_eq!(names(&db, &zoe, text("aaron")).await, ["zoe"]);
});

db_test!(pages_have_no_gaps_and_no_repeats, |db| async move {
    let ada = person(&db, "ada").await;
    let org = org(&db, &ada, "acme").await;
    let roles = [Role::Owner, Role::Manager, Role::Billing, Role::Member];
    for number in 0..120 {
        let user = person(&db, &format!("person-{number}")).await;
        add(&db, &org, &user, roles[number % 4]).await;
        if number % 3 == 0 {
            call(&db, &user, "Ada ~ the same").await;
        }
    }
    let mut everybody: Vec<_> = (0..120).map(|number| format!("person-{number}")).chain(["ada".to_owned()]).collect();
    everybody.sort();
    for sort in Sort::ALL.iter().copied() {
        let members = all(&db, &ada, &Filter { sort: Some(sort), ..Filter::default() }).await;
        let mut seen: Vec<_> = members.iter().map(|member| member.name.to_string()).collect();
        seen.sort();
        assert_eq!(seen, everybody, "{sort:?}");
        let key = |member: &Member| member.display_name.as_str().to_lowercase();
        let sorted = match sort {
            Sort::Name => members.is_sorted_by_key(key),
            Sort::NameDown => members.iter().rev().is_sorted_by_key(key),
            Sort::Newest => members.iter().rev().is_sorted_by_key(|member| member.joined_at),
            Sort::Oldest => members.is_sorted_by_key(|member| member.joined_at),
        };
        assert!(sorted, "{sort:?}");
        let owners = Filter { role: Some(Role::Owner), sort: Some(sort), ..Filter::default() };
        assert_eq!(all(&db, &ada, &owners).await.len(), 31);
        let found = Filter { text: "the same".into(), sort: Some(sort), ..Filter::default() };
        assert_eq!(all(&db, &ada, &found).await.len(), 40);
    }
    for forged in ["", "x", "~", "1~2", "zzz~0193fa00-0000-7000-8000-000000000000"] {
        for sort in Sort::ALL.iter().copied() {
            let filter = Filter { sort: Some(sort), ..Filter::default() };
            assert!(members(&db, &ada, "acme", &filter, Some(forged)).await.is_ok(), "{forged}");
        }
    }
    let export = member::export(&db, &ada, &name("acme"), &Filter::default(), None).await.unwrap();
    assert_eq!((export.rows.len(), export.next), (121, None), "a file holds them all");
});

db_test!(only_owners_learn_when_somebody_was_here, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let org = org(&db, &ada, "acme").await;
    add(&db, &org, &bob, Role::Manager).await;
    let seen = async |actor: &Actor| {
        let list = members(&db, actor, "acme", &Filter::default(), None).await.unwrap().rows;
        let one = member::one(&db, actor, &name("acme"), &ada.name).await.unwrap();
        list.into_iter().chain([one]).map(|member| member.last_seen.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(seen(&ada).await, [true; 3]);
    assert_eq!(seen(&bob).await, [false; 3]);
    let several = member::several(&db, &ada, &name("acme"), &[name("BOB"), name("nobody"), name("ada")]).await.unwrap();
    let several: Vec<_> = several.into_iter().map(|member| member.name.to_string()).collect();
    assert_eq!(several, ["bob", "ada"], "names of others are left out");
});

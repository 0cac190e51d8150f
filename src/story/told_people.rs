//! The table of who is told what, walked row by row: for each act the exact mails and notices, and nobody else's.

use super::store::{Told, expire, invitations, told};
use super::verbs::*;
use crate::access::{Actor, Caller, Role};
use crate::admin;
use crate::db::Db;
use crate::db::test::db_test;
use crate::invitation::{self, Key};
use crate::{Error, member};

type Pairs<'a> = &'a [(&'a str, &'a str)];

/// Compares what an act told with what it should have: `ada` stands for `ada@example.com`.
async fn tells<T: std::fmt::Debug>(
    db: &Db,
    act: impl Future<Output = Result<T, Error>>,
    mails: Pairs<'_>,
    notices: Pairs<'_>,
) {
    let before = told(db).await;
    act.await.unwrap();
    let Told { mails: sent, notices: noticed } = told(db).await.since(&before);
    let sorted = |pairs: Pairs<'_>, domain: &str| {
        let mut pairs: Vec<_> =
            pairs.iter().map(|(who, what)| (format!("{who}{domain}"), (*what).to_owned())).collect();
        pairs.sort();
        pairs
    };
    assert_eq!(sent, sorted(mails, "@example.com"));
    assert_eq!(noticed, sorted(notices, ""));
}

/// Ada, the primary owner; olga, another Owner; mia, a Manager; bob and pia, who are no members.
async fn acme(db: &Db) -> [Actor; 5] {
    let [ada, olga, mia, bob, pia] = people(db, ["ada", "olga", "mia", "bob", "pia"]).await;
    org(db, &ada, "acme").await;
    join(db, &ada, &olga, "acme", Role::Owner).await;
    join(db, &ada, &mia, "acme", Role::Manager).await;
    [ada, olga, mia, bob, pia]
}

db_test!(invitations_are_told_to_the_invited, |db| async move {
    let [ada, ..] = acme(&db).await;
    let org = name("acme");
    let newest = async || invitations(&db, "acme").await.pop().unwrap();
    let invited = "ada invited you to The acme people (@acme) as Billing manager";
    let notice = "invited bob to The acme people (@acme) as Billing manager";
    tells(&db, invite(&db, &ada, "acme", "bob", Role::Billing), &[("bob", invited)], &[("bob", notice)]).await;
    let id = newest().await;
    let again = [("bob", "sent bob a new link to The acme people (@acme)")];
    tells(&db, invitation::send_again(&db, &ada, &org, &id), &[("bob", invited)], &again).await;
    let revoked = "Your invitation to The acme people (@acme) was revoked";
    let notice = [("bob", "revoked the invitation for bob to The acme people (@acme)")];
    tells(&db, invitation::revoke(&db, &ada, &org, &id), &[("bob", revoked)], &notice).await;

    tells(&db, invite(&db, &ada, "acme", "zoe@example.com", Role::Billing), &[("zoe", invited)], &[]).await;
    let id = newest().await;
    tells(&db, invitation::send_again(&db, &ada, &org, &id), &[("zoe", invited)], &[]).await;
    tells(&db, invitation::revoke(&db, &ada, &org, &id), &[("zoe", revoked)], &[]).await;

    let notice = [("pia", "invited pia@example.com to The acme people (@acme) as Billing manager")];
    tells(&db, invite(&db, &ada, "acme", "pia@example.com", Role::Billing), &[("pia", invited)], &notice).await;
    let id = newest().await;
    let notice = [("pia", "revoked the invitation for pia@example.com to The acme people (@acme)")];
    tells(&db, invitation::revoke(&db, &ada, &org, &id), &[("pia", revoked)], &notice).await;

    invite(&db, &ada, "acme", "bob", Role::Member).await.unwrap();
    expire(&db, "acme").await;
    let id = newest().await;
    tells(&db, invitation::revoke(&db, &ada, &org, &id), &[], &[]).await;
    tells(&db, invite(&db, &ada, "acme", "nobody olga\nnot@valid", Role::Member), &[], &[]).await;
});

db_test!(answers_are_told_to_the_owners, |db| async move {
    let [ada, _, _, bob, pia] = acme(&db).await;
    invite(&db, &ada, "acme", "bob pia\npia@example.com", Role::Manager).await.unwrap();
    let (bobs, pias) = (own(&db, &bob, "acme").await, own(&db, &pia, "acme").await);
    let joined = "bob joined The acme people (@acme) as Manager";
    tells(
        &db,
        invitation::accept(&db, &bob, &bobs),
        &[("ada", joined), ("olga", joined), ("bob", "You joined The acme people (@acme) as Manager")],
        &[
            ("ada", "joined The acme people (@acme) as Manager"),
            ("olga", "joined The acme people (@acme) as Manager"),
            ("bob", "joined The acme people (@acme) as Manager"),
        ],
    )
    .await;
    let caller = Caller { actor: Some(pia), origin: origin() };
    let declined = "pia declined the invitation to The acme people (@acme)";
    let notice = "declined the invitation to The acme people (@acme)";
    tells(
        &db,
        invitation::decline(&db, &caller, &pias, &greeting("No time.")),
        &[("ada", declined), ("olga", declined)],
        &[("ada", notice), ("olga", notice)],
    )
    .await;
    let declined = "pia@example.com declined the invitation to The acme people (@acme)";
    let notice = "declined the invitation for pia@example.com to The acme people (@acme)";
    let by_link = Key::Link(token(&db, "pia@example.com").await);
    tells(
        &db,
        invitation::decline(&db, &Caller { actor: None, origin: origin() }, &by_link, &greeting("")),
        &[("ada", declined), ("olga", declined)],
        &[("ada", notice), ("olga", notice)],
    )
    .await;
});

db_test!(whoever_joins_as_owner_is_told_once, |db| async move {
    let [ada, _, _, bob, _] = acme(&db).await;
    invite(&db, &ada, "acme", "bob", Role::Owner).await.unwrap();
    let (key, joined) = (own(&db, &bob, "acme").await, "bob joined The acme people (@acme) as Owner");
    let mails = [("ada", joined), ("olga", joined), ("bob", "You joined The acme people (@acme) as Owner")];
    let notice = "joined The acme people (@acme) as Owner";
    let notices = [("ada", notice), ("olga", notice), ("bob", notice)];
    tells(&db, invitation::accept(&db, &bob, &key), &mails, &notices).await;
});

db_test!(a_new_role_is_told_to_its_holder_and_the_other_owners, |db| async move {
    let [ada, olga, mia, bob, _] = acme(&db).await;
    join(&db, &ada, &bob, "acme", Role::Member).await;
    let org = name("acme");
    let notice = "made bob Owner in The acme people (@acme) instead of Member";
    tells(
        &db,
        member::change_role(&db, &ada, &org, &bob.name, Role::Owner),
        &[
            ("bob", "You are Owner of The acme people (@acme) now"),
            ("olga", "bob is Owner of The acme people (@acme) now"),
        ],
        &[("bob", notice), ("olga", notice)],
    )
    .await;
    let notice = "made bob Billing manager in The acme people (@acme) instead of Owner";
    tells(
        &db,
        member::change_role(&db, &olga, &org, &bob.name, Role::Billing),
        &[
            ("bob", "You are Billing manager of The acme people (@acme) now"),
            ("ada", "bob is Billing manager of The acme people (@acme) now"),
        ],
        &[("bob", notice), ("ada", notice)],
    )
    .await;
    let notice = "made olga Manager in The acme people (@acme) instead of Owner";
    tells(
        &db,
        member::change_role(&db, &olga, &org, &olga.name, Role::Manager),
        &[
            ("olga", "You are Manager of The acme people (@acme) now"),
            ("ada", "olga is Manager of The acme people (@acme) now"),
        ],
        &[("olga", notice), ("ada", notice)],
    )
    .await;
    tells(&db, member::change_role(&db, &ada, &org, &mia.name, Role::Manager), &[], &[]).await;
});

db_test!(several_new_roles_are_told_to_the_other_owners_together, |db| async move {
    let [ada, olga, mia, bob, _] = acme(&db).await;
    join(&db, &ada, &bob, "acme", Role::Billing).await;
    let (org, both) = (name("acme"), [bob.name.clone(), mia.name.clone()]);
    let yours = "You are Member of The acme people (@acme) now";
    let (bobs, mias) = (
        "made bob Member in The acme people (@acme) instead of Billing manager",
        "made mia Member in The acme people (@acme) instead of Manager",
    );
    tells(
        &db,
        member::change_roles(&db, &ada, &org, &both, Role::Member),
        &[("bob", yours), ("mia", yours), ("olga", "2 people are Members of The acme people (@acme) now")],
        &[("bob", bobs), ("mia", mias), ("olga", "made 2 people Members in The acme people (@acme)")],
    )
    .await;
    let yours = "You are Owner of The acme people (@acme) now";
    let (bobs, mias) = (
        "made bob Owner in The acme people (@acme) instead of Member",
        "made mia Owner in The acme people (@acme) instead of Member",
    );
    tells(
        &db,
        member::change_roles(&db, &ada, &org, &both, Role::Owner),
        &[("bob", yours), ("mia", yours), ("olga", "2 people are Owners of The acme people (@acme) now")],
        &[("bob", bobs), ("mia", mias), ("olga", "made 2 people Owners in The acme people (@acme)")],
    )
    .await;
    let three = [bob.name.clone(), mia.name.clone(), olga.name.clone()];
    member::change_role(&db, &ada, &org, &bob.name, Role::Member).await.unwrap();
    let bobs = "made bob Owner in The acme people (@acme) instead of Member";
    tells(
        &db,
        member::change_roles(&db, &ada, &org, &three, Role::Owner),
        &[
            ("bob", yours),
            ("mia", "bob is Owner of The acme people (@acme) now"),
            ("olga", "bob is Owner of The acme people (@acme) now"),
        ],
        &[
            ("bob", bobs),
            ("mia", "made bob Owner in The acme people (@acme)"),
            ("olga", "made bob Owner in The acme people (@acme)"),
        ],
    )
    .await;
    let notice = "made bob Member in The acme people (@acme) instead of Owner";
    let alone = [bob.name.clone()];
    let mails = [
        ("bob", "You are Member of The acme people (@acme) now"),
        ("mia", "bob is Member of The acme people (@acme) now"),
        ("olga", "bob is Member of The acme people (@acme) now"),
    ];
    let notices = [("bob", notice), ("mia", notice), ("olga", notice)];
    tells(&db, member::change_roles(&db, &ada, &org, &alone, Role::Member), &mails, &notices).await;
});

db_test!(a_removal_is_told_to_the_person_and_the_owners, |db| async move {
    let [ada, _, mia, bob, pia] = acme(&db).await;
    for user in [&bob, &pia] {
        join(&db, &ada, user, "acme", Role::Owner).await;
    }
    let org = name("acme");
    let (yours, theirs) =
        ("You were removed from The acme people (@acme)", "pia was removed from The acme people (@acme)");
    let notice = "removed pia from The acme people (@acme)";
    tells(
        &db,
        member::remove(&db, &ada, &org, &pia.name, "pia"),
        &[("pia", yours), ("ada", theirs), ("olga", theirs), ("bob", theirs)],
        &[("pia", notice), ("ada", notice), ("olga", notice), ("bob", notice)],
    )
    .await;
    let both = [mia.name.clone(), bob.name.clone()];
    let (theirs, notice) =
        ("2 people were removed from The acme people (@acme)", "removed 2 people from The acme people (@acme)");
    tells(
        &db,
        member::remove_several(&db, &ada, &org, &both, "acme"),
        &[("mia", yours), ("bob", yours), ("ada", theirs), ("olga", theirs)],
        &[
            ("mia", "removed mia from The acme people (@acme)"),
            ("bob", "removed bob from The acme people (@acme)"),
            ("ada", notice),
            ("olga", notice),
        ],
    )
    .await;
});

db_test!(leaving_is_told_to_the_owners, |db| async move {
    let [ada, olga, mia, bob, _] = acme(&db).await;
    let left = "mia left The acme people (@acme)";
    let notice = "left The acme people (@acme)";
    tells(
        &db,
        member::leave(&db, &mia, &name("acme"), "mia"),
        &[("ada", left), ("olga", left)],
        &[("ada", notice), ("olga", notice)],
    )
    .await;
    // Not to those who cannot sign in.
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    admin::suspend(&db, &ada.name, true).await.unwrap();
    let left = "olga left The acme people (@acme)";
    tells(&db, member::leave(&db, &olga, &name("acme"), "olga"), &[("bob", left)], &[("bob", notice)]).await;
});

db_test!(handing_over_is_told_to_the_two_and_in_the_end_to_all_owners, |db| async move {
    let [ada, olga, _, bob, _] = acme(&db).await;
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    let org = name("acme");
    let asked = "ada asks you to become primary owner of The acme people (@acme)";
    let notice = "asked olga to become primary owner of The acme people (@acme)";
    let ask = |to| member::ask_hand_over(&db, &ada, &org, to);
    tells(&db, ask(&olga.name), &[("olga", asked)], &[("olga", notice)]).await;
    tells(&db, ask(&olga.name), &[], &[]).await;
    let kept = "ada stays primary owner of The acme people (@acme)";
    let back = "took back the offer of primary ownership of The acme people (@acme)";
    let bobs = "asked bob to become primary owner of The acme people (@acme)";
    tells(&db, ask(&bob.name), &[("olga", kept), ("bob", asked)], &[("olga", back), ("bob", bobs)]).await;
    tells(&db, member::take_back_hand_over(&db, &ada, &org), &[("bob", kept)], &[("bob", back)]).await;
    tells(&db, ask(&olga.name), &[("olga", asked)], &[("olga", notice)]).await;
    let declined = [("ada", "olga does not take over The acme people (@acme)")];
    let notice_of = [("ada", "did not take over primary ownership of The acme people (@acme)")];
    tells(&db, member::decline_hand_over(&db, &olga, &org), &declined, &notice_of).await;
    tells(&db, ask(&olga.name), &[("olga", asked)], &[("olga", notice)]).await;
    let accepted = "olga is primary owner of The acme people (@acme) now";
    let became = "became primary owner of The acme people (@acme)";
    let (mails, notices) = ([("ada", accepted), ("bob", accepted)], [("ada", became), ("bob", became)]);
    tells(&db, member::accept_hand_over(&db, &olga, &org), &mails, &notices).await;
});

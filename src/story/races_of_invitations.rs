use super::rounds::{both, race};
use super::store::{invariants, invitations};
use super::verbs::*;
use crate::access::{Caller, Role};
use crate::db::test::db_test;
use crate::error::{Rule, Stale};
use crate::id::BatchId;
use crate::invitation::{self, Outcome, lines};
use crate::{Error, org};

const STALE: Error = Error::Stale(Stale::Invitation);

db_test!(an_invitation_is_accepted_in_two_tabs, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let other = sign_in(&db, "bob", PASSWORD).await.unwrap();
    for round in race("an_invitation_is_accepted_in_two_tabs") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob", Role::Manager).await.unwrap();
        let (by_link, by_list) = (link(&db, "bob@example.com").await, own(&db, &bob, &acme).await);
        let (a, b) =
            both(round, invitation::accept(&db, &bob, &by_link), invitation::accept(&db, &other, &by_list)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        assert_eq!(a.err().or(b.err()), Some(STALE));
        invariants(&db, &acme).await;
    }
});

db_test!(an_invitation_by_name_and_one_by_address_are_accepted_at_once, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    for round in race("an_invitation_by_name_and_one_by_address_are_accepted_at_once") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob", Role::Manager).await.unwrap();
        let by_name = link(&db, "bob@example.com").await;
        invite(&db, &ada, &acme, "bob@example.com", Role::Billing).await.unwrap();
        let by_address = link(&db, "bob@example.com").await;
        let (a, b) =
            both(round, invitation::accept(&db, &bob, &by_name), invitation::accept(&db, &bob, &by_address)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        let expected = if a.is_ok() { Role::Manager } else { Role::Billing };
        assert_eq!(role(&db, &ada, &acme, &bob).await, Some(expected));
        assert_eq!(a.err().or(b.err()), Some(STALE));
        invariants(&db, &acme).await;
    }
});

db_test!(an_address_is_accepted_by_two_users, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("an_address_is_accepted_by_two_users") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "work@corp.example", Role::Member).await.unwrap();
        let key = link(&db, "work@corp.example").await;
        let (a, b) = both(round, invitation::accept(&db, &bob, &key), invitation::accept(&db, &carol, &key)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        assert_eq!(a.err().or(b.err()), Some(STALE));
        assert_eq!(org::head(&db, &ada, &name(&acme)).await.unwrap().members, 2);
        invariants(&db, &acme).await;
    }
});

db_test!(an_invitation_is_accepted_while_revoked, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    for round in race("an_invitation_is_accepted_while_revoked") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob", Role::Owner).await.unwrap();
        let (key, id) = (own(&db, &bob, &acme).await, invitations(&db, &acme).await.remove(0));
        let (accepted, revoked) =
            both(round, invitation::accept(&db, &bob, &key), invitation::revoke(&db, &ada, &name(&acme), &id)).await;
        assert_ne!(accepted.is_ok(), revoked.is_ok(), "{accepted:?} {revoked:?}");
        assert_eq!(org::head(&db, &bob, &name(&acme)).await.is_ok(), accepted.is_ok());
        assert_eq!(accepted.err().or(revoked.err()), Some(STALE));
        invariants(&db, &acme).await;
    }
});

db_test!(an_invitation_is_declined_while_sent_again, |db| async move {
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    let caller = Caller { actor: Some(bob.clone()), origin: origin() };
    for round in race("an_invitation_is_declined_while_sent_again") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob", Role::Owner).await.unwrap();
        let (key, id) = (link(&db, "bob@example.com").await, invitations(&db, &acme).await.remove(0));
        let (declined, again) = both(
            round,
            invitation::decline(&db, &caller, &key, &greeting("")),
            invitation::send_again(&db, &ada, &name(&acme), &id),
        )
        .await;
        assert_ne!(declined.is_ok(), again.is_ok(), "the old link declines nothing: {declined:?} {again:?}");
        assert_eq!(declined.err().or(again.err()), Some(STALE));
        invariants(&db, &acme).await;
    }
});

db_test!(two_accept_for_the_last_seat, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    for round in race("two_accept_for_the_last_seat") {
        let acme = format!("acme-{round}");
        let id = org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob carol", Role::Member).await.unwrap();
        seats(&db, &id, 2).await;
        let (bobs, carols) = (own(&db, &bob, &acme).await, own(&db, &carol, &acme).await);
        let (a, b) = both(round, invitation::accept(&db, &bob, &bobs), invitation::accept(&db, &carol, &carols)).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        assert_eq!(a.err().or(b.err()), Some(Error::Refused(Rule::NoSeat)));
        assert_eq!(org::head(&db, &ada, &name(&acme)).await.unwrap().members, 2);
        // The other's banner must not stand in the way of the next round.
        for id in invitations(&db, &acme).await {
            let _ = invitation::revoke(&db, &ada, &name(&acme), &id).await;
        }
        invariants(&db, &acme).await;
    }
});

db_test!(two_owners_invite_for_the_last_seat, |db| async move {
    let [ada, olga, ..] = people(&db, ["ada", "olga", "bob", "carol"]).await;
    for round in race("two_owners_invite_for_the_last_seat") {
        let acme = format!("acme-{round}");
        let id = org(&db, &ada, &acme).await;
        join(&db, &ada, &olga, &acme, Role::Owner).await;
        seats(&db, &id, 3).await;
        let (a, b) = both(
            round,
            invite(&db, &ada, &acme, "bob", Role::Member),
            invite(&db, &olga, &acme, "carol", Role::Member),
        )
        .await;
        let mut outcomes = [a.unwrap()[0], b.unwrap()[0]];
        outcomes.sort_by_key(|outcome| !outcome.went_out());
        assert_eq!(outcomes, [Outcome::Invited, Outcome::NoSeat]);
        invariants(&db, &acme).await;
    }
});

db_test!(two_owners_invite_the_same_person, |db| async move {
    let [ada, olga, ..] = people(&db, ["ada", "olga", "bob"]).await;
    for round in race("two_owners_invite_the_same_person") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        join(&db, &ada, &olga, &acme, Role::Owner).await;
        let (a, b) = both(
            round,
            invite(&db, &ada, &acme, "bob\nzoe@example.com", Role::Member),
            invite(&db, &olga, &acme, "zoe@example.com\nbob", Role::Manager),
        )
        .await;
        let went_out = |outcomes: &[Outcome]| outcomes.iter().filter(|outcome| outcome.went_out()).count();
        assert_eq!(went_out(&a.unwrap()) + went_out(&b.unwrap()), 2);
        invariants(&db, &acme).await;
    }
});

db_test!(a_double_click_invites_once, |db| async move {
    let [ada, ..] = people(&db, ["ada", "bob"]).await;
    for round in race("a_double_click_invites_once") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        let (acme, form, list, words) = (name(&acme), BatchId::new(), lines("bob nobody").unwrap(), greeting(""));
        let send = || invitation::send(&db, &ada, &acme, &form, &list, Role::Member, &words);
        assert_eq!(both(round, send(), send()).await, (Ok(form.clone()), Ok(form.clone())));
        let answers = invitation::batch(&db, &ada, &acme, &form).await.unwrap().answers;
        assert_eq!(answers[0].outcome, Outcome::Invited);
        invariants(&db, acme.as_str()).await;
    }
});

db_test!(two_sign_up_from_one_link, |db| async move {
    let ada = person(&db, "ada").await;
    // Hashing two passwords takes long, so there are fewer rounds.
    for round in 0..race("two_sign_up_from_one_link, every tenth round").len().div_ceil(10) {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        let email = format!("zoe-{round}@example.com");
        invite(&db, &ada, &acme, &email, Role::Member).await.unwrap();
        let secret = token(&db, &email).await;
        let sign_up = async |username: String| {
            invitation::sign_up(&db, &origin(), &secret, &name(&username), &password(PASSWORD)).await
        };
        let (a, b) = both(round, sign_up(format!("zoe-{round}")), sign_up(format!("zed-{round}"))).await;
        assert_ne!(a.is_ok(), b.is_ok(), "{a:?} {b:?}");
        assert_ne!(a.err().or(b.err()), Some(Error::Internal));
        invariants(&db, &acme).await;
    }
});

//! What keeps people from being written to by strangers: few invitations from whom nobody knows, and reports.

use super::rounds::{both, race};
use super::store::{accounts_age, days_pass, invariants, told};
use super::verbs::*;
use crate::access::{Actor, Caller, Role};
use crate::clock::{DAY, Timestamp};
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::{Rule, Stale};
use crate::invitation::{self, Key, Outcome, Reported};
use crate::site::{SettingsForm, SiteSettings};
use crate::{Error, admin as site, job, log};

async fn few(db: &Db, warden: &Actor, form: SettingsForm) {
    site::change_settings(db, warden, &SettingsForm { few_invitations: "2".into(), ..form }).await.unwrap();
}

fn defaults() -> SettingsForm {
    SettingsForm::from(&SiteSettings::default())
}

const SENT: Outcome = Outcome::Mailed;

async fn mail_to(db: &Db, owner: &Actor, org: &str, list: &str) -> Vec<Outcome> {
    invite(db, owner, org, list, Role::Member).await.unwrap()
}

db_test!(an_organization_that_nobody_approved_sends_few, |db| async move {
    let (warden, ada) = (admin(&db, "warden").await, person(&db, "ada").await);
    few(&db, &warden, SettingsForm { approvals: "none".into(), ..defaults() }).await;
    apply(&db, &ada, &community("acme")).await.unwrap();
    accounts_age(&db, 2).await;
    let three = "a@example.com\nb@example.com\nc@example.com";
    assert_eq!(mail_to(&db, &ada, "acme", three).await, [SENT, SENT, Outcome::EnoughToday]);
    let id = pending(&db, &ada, "acme", None).await.unwrap().rows.remove(0).id;
    let again = invitation::send_again(&db, &ada, &name("acme"), &id).await;
    assert_eq!(again, Err(Error::Refused(Rule::InvitedEnough)), "by way of a new link neither");
    days_pass(&db, 1).await;
    assert_eq!(mail_to(&db, &ada, "acme", "c@example.com").await, [SENT]);

    // One that a site admin approved is known.
    few(&db, &warden, defaults()).await;
    let id = application(&db, &ada, "known").await;
    approve(&db, &warden, &id).await.unwrap();
    assert_eq!(mail_to(&db, &ada, "known", three).await, [SENT; 3]);
});

db_test!(whoever_has_just_come_invites_few_but_for_those_a_site_admin_knows, |db| async move {
    let warden = admin(&db, "warden").await;
    let [ada, bob] = people(&db, ["ada", "bob"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Owner).await;
    join(&db, &ada, &warden, "acme", Role::Owner).await;
    few(&db, &warden, defaults()).await;
    let three = |who: &str| format!("{who}-1@example.com {who}-2@example.com {who}-3@example.com");
    assert_eq!(mail_to(&db, &bob, "acme", &three("b")).await, [SENT, SENT, Outcome::EnoughToday]);
    assert_eq!(mail_to(&db, &ada, "acme", &three("a")).await, [SENT; 3], "her application was approved");
    assert_eq!(mail_to(&db, &warden, "acme", &three("w")).await, [SENT; 3]);
    accounts_age(&db, 1).await;
    assert_eq!(mail_to(&db, &bob, "acme", "b-3@example.com").await, [SENT], "known by now");
});

async fn report(db: &Db, actor: Option<&Actor>, key: &Key) -> Result<(), Error> {
    invitation::report(db, &Caller { actor: actor.cloned(), origin: origin() }, key).await
}

async fn reports(db: &Db, warden: &Actor) -> Vec<Reported> {
    invitation::reports(db, warden, None).await.unwrap().rows
}

db_test!(an_unwanted_invitation_ends_and_site_admins_see_who_sent_it, |db| async move {
    let (warden, [ada, bob]) = (admin(&db, "warden").await, people(&db, ["ada", "bob"]).await);
    org(&db, &ada, "acme").await;
    invite(&db, &ada, "acme", "bob\nzoe@example.com", Role::Member).await.unwrap();
    let (own, mailed) = (own(&db, &bob, "acme").await, link(&db, "zoe@example.com").await);
    let before = told(&db).await;
    assert_eq!(report(&db, None, &own).await, Err(Error::NotFound), "a user's own is theirs alone");
    assert_eq!(report(&db, Some(&ada), &own).await, Err(Error::NotFound));
    report(&db, Some(&bob), &own).await.unwrap();
    report(&db, None, &mailed).await.unwrap();
    for (who, key) in [(Some(&bob), &own), (None, &mailed)] {
        assert_eq!(report(&db, who, key).await, Err(Error::Stale(Stale::Invitation)), "once");
    }
    assert_eq!(pending(&db, &ada, "acme", None).await.unwrap().rows, []);
    invariants(&db, "acme").await;

    let told = told(&db).await.since(&before);
    let declined =
        |who: &str| ("ada@example.com".to_owned(), format!("{who} declined the invitation to The acme people (@acme)"));
    assert_eq!(told.mails, [declined("bob"), declined("zoe@example.com")], "not that it was reported");
    let about = |who: &str, what: &str| {
        (
            who.to_owned(),
            format!("{what} The acme people (@acme){}", if who == "ada" { "" } else { " from ada as unwanted" }),
        )
    };
    let mut notices = vec![
        about("warden", "reported an invitation to"),
        about("warden", "reported an invitation to"),
        about("ada", "declined the invitation to"),
        about("ada", "declined the invitation for zoe@example.com to"),
    ];
    notices.sort();
    assert_eq!(told.notices, notices);
    let seen = reports(&db, &warden).await;
    let said: Vec<_> = seen
        .iter()
        .map(|report| (report.org.name.as_str(), report.inviter.as_ref().unwrap().name.as_str(), report.of_org))
        .collect();
    assert_eq!(said, [("acme", "ada", 2); 2]);
    for stranger in [&ada, &bob] {
        assert_eq!(invitation::reports(&db, stranger, None).await.err(), Some(Error::NotFound));
    }
    let log = log::of_org(&db, &ada, &name("acme"), None).await.unwrap().lines;
    assert!(log.iter().all(|line| !line.change.phrase().to_string().contains("reported")), "Owners never learn it");

    job::tidy(&db, Timestamp::now().plus(179 * DAY)).await.unwrap();
    assert_eq!(reports(&db, &warden).await.len(), 2);
    job::tidy(&db, Timestamp::now().plus(181 * DAY)).await.unwrap();
    assert_eq!(reports(&db, &warden).await, []);
});

db_test!(an_invitation_is_reported_while_it_is_accepted, |db| async move {
    let (warden, [ada, bob]) = (admin(&db, "warden").await, people(&db, ["ada", "bob"]).await);
    for round in race("an_invitation_is_reported_while_it_is_accepted") {
        let acme = format!("acme-{round}");
        org(&db, &ada, &acme).await;
        invite(&db, &ada, &acme, "bob", Role::Member).await.unwrap();
        let key = own(&db, &bob, &acme).await;
        let before = reports(&db, &warden).await.len();
        let (joined, reported) = both(round, invitation::accept(&db, &bob, &key), report(&db, Some(&bob), &key)).await;
        assert_ne!(joined.is_ok(), reported.is_ok(), "{joined:?} {reported:?}");
        assert_eq!(reports(&db, &warden).await.len() - before, usize::from(reported.is_ok()));
        invariants(&db, &acme).await;
    }
});

//! What needs the password again.

use super::verbs::*;
use crate::access::{
    self, Actor, ChangePeople, ExportPeople, Leave, ManagePeople, OfferOwnership, Permission, Permit, ReadAuditLog,
    Role, SeeOrg,
};
use crate::admin;
use crate::db::Db;
use crate::db::test::db_test;
use crate::error::Who;
use crate::org::OrgFor;
use crate::site::{SettingsForm, SiteSettings};
use crate::text::AccountName;
use crate::{Error, Problem, invitation, member};

db_test!(what_needs_the_password_again_is_what_the_table_says, |db| async move {
    let [ada, bob, carol] = people(&db, ["ada", "bob", "carol"]).await;
    org(&db, &ada, "acme").await;
    join(&db, &ada, &bob, "acme", Role::Member).await;
    join(&db, &ada, &carol, "acme", Role::Member).await;
    let (acme, long_ago) = (name("acme"), unconfirmed(&ada));
    async fn asks<P: Permit>(db: &Db, actor: &Actor, org: &AccountName) -> (Permission, bool) {
        let taken = OrgFor::<P>::check(&mut db.read().await.unwrap(), actor, org).await;
        (P::PERMISSION, taken.err() == Some(Error::field("password", Problem::PasswordAgain)))
    }
    for (permission, asked) in [
        asks::<SeeOrg>(&db, &long_ago, &acme).await,
        asks::<Leave>(&db, &long_ago, &acme).await,
        asks::<ManagePeople>(&db, &long_ago, &acme).await,
        asks::<ChangePeople>(&db, &long_ago, &acme).await,
        asks::<ExportPeople>(&db, &long_ago, &acme).await,
        asks::<ReadAuditLog>(&db, &long_ago, &acme).await,
        asks::<OfferOwnership>(&db, &long_ago, &acme).await,
    ] {
        assert_eq!(asked, access::is_confirmed(permission), "{permission:?}");
    }
    let again = Some(Error::field("password", Problem::PasswordAgain));
    let invite_as = async |actor: &Actor, role| invite(&db, actor, "acme", "outside@example.com", role).await.err();
    assert_eq!(member::change_role(&db, &long_ago, &acme, &bob.name, Role::Owner).await.err(), again);
    assert_eq!(member::remove(&db, &long_ago, &acme, &carol.name, "carol").await.err(), again);
    assert_eq!(member::export(&db, &long_ago, &acme, &member::Filter::default(), None).await.err(), again);
    assert_eq!(invite_as(&long_ago, Role::Owner).await, again);
    assert_eq!(invite_as(&long_ago, Role::Member).await, None);
    assert_eq!(invite(&db, &ada, "acme", "owner@example.com", Role::Owner).await.err(), None);
    for (email, asked) in [("outside@example.com", None), ("owner@example.com", again.clone())] {
        let pending = pending(&db, &ada, "acme", None).await.unwrap().rows;
        let to = pending.into_iter().find(|row| row.to.to_string() == email).unwrap();
        assert_eq!(invitation::send_again(&db, &long_ago, &acme, &to.id).await.err(), asked, "{email}");
    }
    assert_eq!(
        member::remove(&db, &unconfirmed(&carol), &acme, &bob.name, "bob").await.err(),
        Some(Error::Forbidden(Who::Owners))
    );

    let warden = admin(&db, "warden").await;
    let form = SettingsForm::from(&SiteSettings::default());
    assert_eq!(admin::change_settings(&db, &unconfirmed(&warden), &form).await.err(), again);
    assert!(admin::settings(&db, &unconfirmed(&warden)).await.is_ok());
    assert!(admin::change_settings(&db, &warden, &form).await.is_ok());
});

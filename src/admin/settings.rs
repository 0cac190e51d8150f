use super::Change;
use crate::access::Actor;
use crate::account::site_admin;
use crate::db::Db;
use crate::event::By;
use crate::live::Topic;
use crate::notify::{Record, record};
use crate::org::Kind;
use crate::site::{self, Reviewer, SettingsForm, SiteSettings};
use crate::{Result, org};

/// The settings in force.
pub async fn settings(db: &Db, actor: &Actor) -> Result<SiteSettings> {
    let mut conn = db.read().await?;
    Reviewer::check(&mut conn, actor).await?;
    site::read_settings(&mut conn).await
}

/// Changes the settings; one event for each that differs. More seats for a kind of organization reach those that stand
/// at the old number.
pub async fn change_settings(db: &Db, actor: &Actor, form: &SettingsForm) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::confirm(&mut tx, actor).await?;
    // Two who change settings come one after the other, so that each finds what the other left.
    site_admin::hold(&mut tx).await?;
    let (after, before) = (form.parse()?, site::read_settings(&mut tx).await?);
    // What stands at the old number was never asked for by anybody: it has what the site gives.
    for kind in [Kind::Community, Kind::Company] {
        org::raise_seats(&mut tx, &reviewer, kind, (kind.seats(&before), kind.seats(&after))).await?;
    }
    for ((setting, after), (_, before)) in
        after.words().into_iter().zip(before.words()).filter(|(after, before)| after != before)
    {
        site::set(&mut tx, &reviewer, setting, &after).await?;
        let change = Change::SettingChanged { setting: setting.to_owned(), before, after };
        record(&mut tx, Record::new(By::Actor(actor), change)).await?;
    }
    tx.tell(Topic::Site);
    tx.commit().await
}

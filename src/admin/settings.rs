use super::Change;
use crate::Result;
use crate::access::Actor;
use crate::db::Db;
use crate::event::By;
use crate::live::Topic;
use crate::notify::{Record, record};
use crate::site::{self, Reviewer, SettingsForm, SiteSettings};

/// The settings in force.
pub async fn settings(db: &Db, actor: &Actor) -> Result<SiteSettings> {
    let mut conn = db.read().await?;
    Reviewer::check(&mut conn, actor).await?;
    site::read_settings(&mut conn).await
}

/// Changes the settings; one event for each that differs.
pub async fn change_settings(db: &Db, actor: &Actor, form: &SettingsForm) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::confirm(&mut tx, actor).await?;
    let after = form.parse()?.words();
    let before = site::read_settings(&mut tx).await?.words();
    for ((setting, after), (_, before)) in after.into_iter().zip(before).filter(|(after, before)| after != before) {
        site::set(&mut tx, &reviewer, setting, &after).await?;
        let change = Change::SettingChanged { setting: setting.to_owned(), before, after };
        record(&mut tx, Record::new(By::Actor(actor), change)).await?;
    }
    tx.tell(Topic::Site);
    tx.commit().await
}

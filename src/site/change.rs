use super::{SettingsForm, forget, store};
use crate::access::{Actor, Reviewer};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::{By, Change, Record, record};
use crate::live::Topic;
use crate::{Result, account, application, invitation, mail};

/// Changes the settings; one event for each that differs.
pub async fn change(db: &Db, actor: &Actor, form: &SettingsForm) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::confirm(&mut tx, actor).await?;
    let after = form.parse()?.words();
    let before = store::settings(&mut tx).await?.words();
    for ((setting, after), (_, before)) in after.into_iter().zip(before).filter(|(after, before)| after != before) {
        store::set(&mut tx, &reviewer, setting, &after).await?;
        let change = Change::SettingChanged { setting: setting.to_owned(), before, after };
        record(&mut tx, Record::new(By::Actor(actor), change)).await?;
    }
    tx.tell(Topic::Site);
    tx.commit().await
}

/// Deletes everything that has run out. For the process' hourly job; several servers may run it at once.
pub async fn tidy(db: &Db) -> Result<()> {
    account::tidy(db).await?;
    application::tidy(db).await?;
    invitation::tidy(db).await?;
    mail::tidy(db).await?;
    forget(db, Timestamp::now()).await
}

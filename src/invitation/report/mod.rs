//! Invitations that whoever got them did not want: they end, and the site's admins see who sent them.

mod store;

use super::answer::refuse;
use super::{Change, Key, Reported, ReportsPage};
use crate::Result;
use crate::access::{Actor, Caller};
use crate::clock::Timestamp;
use crate::db::{Db, page};
use crate::event::By;
use crate::id::ReportId;
use crate::notify::{Record, record};
use crate::site::Reviewer;

pub(super) use store::forget;

/// Reports on a page.
const PAGE: i64 = 50;

/// Declines an invitation without a word, and reports who sent it. The organization reads that it was declined.
pub async fn report(db: &Db, caller: &Caller, key: &Key) -> Result<()> {
    let mut tx = db.begin().await?;
    let found = refuse(&mut tx, caller, key, "").await?;
    store::insert(&mut tx, &ReportId::new(), &found, Timestamp::now()).await?;
    let change =
        Change::InvitationReported { org: found.org(), inviter: found.inviter(), message: found.message.to_string() };
    let by = caller.actor.as_ref().map_or(By::Visitor(&caller.origin), By::Actor);
    record(&mut tx, Record::new(by, change)).await?;
    tx.commit().await
}

/// What was reported, the newest first, from `before` downwards. For site admins.
pub async fn reports(db: &Db, actor: &Actor, before: Option<&ReportId>) -> Result<ReportsPage> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let rows = store::page(&mut conn, &reviewer, before, PAGE + 1).await?;
    let (rows, older) = page(rows, PAGE, |row: &Reported| row.id.clone());
    Ok(ReportsPage { rows, older })
}

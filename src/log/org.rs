use super::line::Sight;
use super::{Line, Log};
use crate::access::{Actor, Permission, ReadAuditLog, SeeOrg, allows};
use crate::db::Db;
use crate::id::EventId;
use crate::org::OrgFor;
use crate::text::AccountName;
use crate::{Result, event};

/// Lines shown on an organization's overview.
const LATEST: usize = 10;

/// A page of an organization's audit log, from `before` downwards. Shows from where each act came.
pub async fn of_org(db: &Db, actor: &Actor, name: &AccountName, before: Option<&EventId>) -> Result<Log> {
    let mut conn = db.read().await?;
    let org = OrgFor::<ReadAuditLog>::check(&mut conn, actor, name).await?;
    Ok(Log::new(event::of_org(&mut conn, &org.id, before).await?, Sight::Everything))
}

/// What happened last in an organization, newest first, as far as this member may read it.
pub async fn activity(db: &Db, org: &OrgFor<SeeOrg>) -> Result<Vec<Line>> {
    let rows = event::latest_of_org(&mut *db.read().await?, &org.id).await?;
    let reads_all = allows(org.standing, Permission::ReadAuditLog);
    let read = |line: Line| match reads_all {
        true => Some(line),
        false => line.change.for_members().map(|change| Line { change, ..line }),
    };
    Ok(rows.into_iter().filter_map(|row| read(Line::new(row, Sight::Nothing))).take(LATEST).collect())
}

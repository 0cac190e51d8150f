use super::{Change, Decision, View, list, store};
use crate::access::Actor;
use crate::db::Db;
use crate::id::ApplicationId;
use crate::text::plain;
use crate::{Result, event, notify, org};

/// The caller's own application. Another person's is not found.
pub async fn view(db: &Db, actor: &Actor, id: &ApplicationId) -> Result<View> {
    let (application, organization, decision) = {
        let mut conn = db.read().await?;
        let found = store::own_whole(&mut conn, &actor.user, id).await?;
        let organization = match &found.org_id {
            Some(org) => org::name_of(&mut conn, org).await?,
            None => None,
        };
        let decision = match found.application.decided_at {
            Some(_) => {
                let changes = event::of_subject(&mut conn, &actor.user, id.into()).await?;
                changes.iter().find_map(|change| decision(notify::read(&plain(change))?))
            }
            None => None,
        };
        (found.application, organization, decision)
    };
    Ok(View { application, organization, decision, usual_time: list::decision_time(db).await? })
}

fn decision(change: Change) -> Option<Decision> {
    match change {
        Change::ApplicationApproved { message, .. } => Some(Decision::Approved { message }),
        Change::ApplicationDeclined { reason, .. } => Some(Decision::Declined { reason }),
        Change::RivalDeclined { .. } => Some(Decision::Rival),
        _ => None,
    }
}

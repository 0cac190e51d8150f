use super::{Review, list, store};
use crate::access::Actor;
use crate::db::Db;
use crate::id::ApplicationId;
use crate::site::Reviewer;
use crate::{Error, Result, name};

/// Everything a reviewer wants to know before deciding. Drafts are not found.
pub async fn review(db: &Db, actor: &Actor, id: &ApplicationId) -> Result<Review> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let found = store::find_whole(&mut conn, id, true).await?;
    if found.application.submitted_at.is_none() {
        return Err(Error::NotFound);
    }
    let application = found.application;
    let wanted = &application.proposal.name;
    let history = list::history(&mut conn, &reviewer, &found.applicant_id).await?;
    let rivals = list::rivals(&mut conn, &reviewer, wanted, id).await?;
    let similar = name::similar(&mut conn, wanted).await?;
    let name_taken = application.state.is_decidable() && name::is_taken(&mut conn, &wanted.key()).await?;
    let next = list::next(&mut conn, &reviewer, id).await?;
    let position = list::position(&mut conn, &reviewer, id).await?;
    drop(conn);
    Ok(Review {
        applicant_email: history.email,
        applicant_since: history.since,
        approved_before: history.approved,
        declined_before: history.declined,
        organizations: history.organizations,
        rivals,
        similar,
        next,
        position,
        waiting: list::waiting(db, actor).await?,
        name_taken,
        usual_time: list::decision_time(db).await?,
        application,
    })
}

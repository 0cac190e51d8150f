//! The SQL of applications.

use sqlx::AnyConnection;

use super::{Application, Proposal, State, billing, thread};
use crate::clock::Timestamp;
use crate::id::{ApplicationId, OrgId, UserId};
use crate::text::{AccountName, DisplayName, Link, Purpose, look_alike};
use crate::{Error, Result};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: ApplicationId,
    applicant_id: UserId,
    #[sqlx(flatten)]
    proposal: Proposal,
    state: State,
    created_at: Timestamp,
    submitted_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    org_id: Option<OrgId>,
    version: i64,
    applicant: AccountName,
    applicant_name: DisplayName,
}

/// An application with the ids that pages do not need.
#[derive(Debug)]
pub(super) struct StoredApplication {
    pub application: Application,
    pub applicant_id: UserId,
    pub org_id: Option<OrgId>,
}

/// One application without its thread and billing details.
pub(super) async fn find(conn: &mut AnyConnection, id: &ApplicationId) -> Result<StoredApplication> {
    let row: Option<Row> = sqlx::query_as(
        "select p.id, p.applicant_id, p.kind, p.name, p.display_name, p.description, p.link, p.members, p.purpose,
                p.state, p.created_at, p.submitted_at, p.decided_at, p.org_id, p.version, a.name as applicant,
                a.display_name as applicant_name
         from applications p join accounts a on a.id = p.applicant_id where p.id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    let row = row.ok_or(Error::NotFound)?;
    let application = Application {
        id: row.id,
        proposal: row.proposal,
        billing: None,
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        submitted_at: row.submitted_at,
        decided_at: row.decided_at,
        applicant: row.applicant,
        applicant_name: row.applicant_name,
        thread: Vec::new(),
    };
    let Row { applicant_id, org_id, .. } = row;
    Ok(StoredApplication { application, applicant_id, org_id })
}

/// The same of this applicant; another person's is not found.
pub(super) async fn own(conn: &mut AnyConnection, applicant: &UserId, id: &ApplicationId) -> Result<StoredApplication> {
    of(find(conn, id).await?, applicant)
}

/// The same with all there is to it but the reviewers' notes.
pub(super) async fn own_whole(
    conn: &mut AnyConnection,
    applicant: &UserId,
    id: &ApplicationId,
) -> Result<StoredApplication> {
    of(find_whole(conn, id, false).await?, applicant)
}

fn of(found: StoredApplication, applicant: &UserId) -> Result<StoredApplication> {
    if found.applicant_id == *applicant { Ok(found) } else { Err(Error::NotFound) }
}

/// One application with its billing details and its thread, with or without the reviewers' notes.
pub(super) async fn find_whole(conn: &mut AnyConnection, id: &ApplicationId, notes: bool) -> Result<StoredApplication> {
    let mut found = find(conn, id).await?;
    let holder = found.org_id.as_ref().map_or(id.as_str(), OrgId::as_str);
    found.application.billing = billing::of(conn, holder).await?;
    found.application.thread = thread::of(conn, id, notes).await?;
    Ok(found)
}

pub(super) async fn insert(
    conn: &mut AnyConnection,
    id: &ApplicationId,
    applicant: &UserId,
    proposal: &Proposal,
    state: State,
) -> Result<()> {
    let now = Timestamp::now().0;
    sqlx::query(
        "insert into applications (id, applicant_id, kind, name, name_key, look_key, display_name, display_key,
           description, link, members, purpose, state, created_at, submitted_at, billing_since)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(id.as_str())
    .bind(applicant.as_str())
    .bind(proposal.kind.as_str())
    .bind(proposal.name.as_str())
    .bind(proposal.name.key().as_str())
    .bind(look_alike(&proposal.name.key()))
    .bind(proposal.display_name.as_str())
    .bind(proposal.display_name.sort_key())
    .bind(proposal.description.as_str())
    .bind(proposal.link.as_ref().map(Link::as_str))
    .bind(proposal.members.as_str())
    .bind(proposal.purpose.as_ref().map(Purpose::as_str))
    .bind(state.as_str())
    .bind(now)
    .bind((state != State::Draft).then_some(now))
    .bind((state == State::Draft).then_some(now))
    .execute(conn)
    .await?;
    Ok(())
}

/// Overwrites what is asked for, while it is open. Returns whether it was.
pub(super) async fn update(conn: &mut AnyConnection, id: &ApplicationId, proposal: &Proposal) -> Result<bool> {
    let done = sqlx::query(
        "update applications set kind = $2, name = $3, name_key = $4, look_key = $5, display_name = $6,
           display_key = $7, description = $8, link = $9, members = $10, purpose = $11, version = version + 1
         where id = $1 and state in ('draft', 'submitted', 'information_requested')",
    )
    .bind(id.as_str())
    .bind(proposal.kind.as_str())
    .bind(proposal.name.as_str())
    .bind(proposal.name.key().as_str())
    .bind(look_alike(&proposal.name.key()))
    .bind(proposal.display_name.as_str())
    .bind(proposal.display_name.sort_key())
    .bind(proposal.description.as_str())
    .bind(proposal.link.as_ref().map(Link::as_str))
    .bind(proposal.members.as_str())
    .bind(proposal.purpose.as_ref().map(Purpose::as_str))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves an application on if it still stands where the caller thinks. Returns whether it did.
pub(super) async fn advance(conn: &mut AnyConnection, id: &ApplicationId, from: State, to: State) -> Result<bool> {
    let now = Timestamp::now().0;
    let done = sqlx::query(
        "update applications set state = $3,
           submitted_at = case when $3 = 'submitted' and submitted_at is null then $4 else submitted_at end,
           billing_since = case when $3 = 'draft' and state <> 'draft' then $4 else billing_since end,
           decided_at = case when $3 in ('approved', 'declined', 'withdrawn') then $4 else decided_at end
         where id = $1 and state = $2",
    )
    .bind(id.as_str())
    .bind(from.as_str())
    .bind(to.as_str())
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Approves an application if nobody has decided yet and it still is what the reviewer saw. Returns whether it was.
pub(super) async fn approve(conn: &mut AnyConnection, id: &ApplicationId, seen: i64, org: &OrgId) -> Result<bool> {
    let done = sqlx::query(
        "update applications set state = 'approved', decided_at = $3, org_id = $4
         where id = $1 and version = $2 and state in ('submitted', 'information_requested')",
    )
    .bind(id.as_str())
    .bind(seen)
    .bind(Timestamp::now().0)
    .bind(org.as_str())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Declines an application if nobody has decided yet. Returns whether it was undecided.
pub(super) async fn decline(conn: &mut AnyConnection, id: &ApplicationId) -> Result<bool> {
    let done = sqlx::query(
        "update applications set state = 'declined', decided_at = $2
         where id = $1 and state in ('submitted', 'information_requested')",
    )
    .bind(id.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Declines all other undecided applications for a name. Returns whose they were.
pub(super) async fn decline_rivals(
    conn: &mut AnyConnection,
    name: &AccountName,
    but: &ApplicationId,
) -> Result<Vec<(ApplicationId, UserId, AccountName, DisplayName)>> {
    let rivals = sqlx::query_as(
        "update applications set state = 'declined', decided_at = $3
         where name_key = $1 and id <> $2 and state in ('submitted', 'information_requested')
         returning id, applicant_id, name, display_name",
    )
    .bind(name.key().as_str())
    .bind(but.as_str())
    .bind(Timestamp::now().0)
    .fetch_all(conn)
    .await?;
    Ok(rivals)
}

/// Undecided applications of a user, drafts among them.
pub(super) async fn count_open(conn: &mut AnyConnection, applicant: &UserId) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from applications
         where applicant_id = $1 and state in ('draft', 'submitted', 'information_requested')",
    )
    .bind(applicant.as_str())
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// Applications that a user made since then, whatever became of them.
pub(super) async fn count_since(conn: &mut AnyConnection, applicant: &UserId, since: Timestamp) -> Result<i64> {
    let count = sqlx::query_scalar("select count(*) from applications where applicant_id = $1 and created_at > $2")
        .bind(applicant.as_str())
        .bind(since.0)
        .fetch_one(conn)
        .await?;
    Ok(count)
}

/// The open application of this person that asks for exactly the same.
pub(super) async fn same_open(
    conn: &mut AnyConnection,
    applicant: &UserId,
    proposal: &Proposal,
) -> Result<Option<(ApplicationId, State)>> {
    let same = sqlx::query_as(
        "select id, state from applications
         where applicant_id = $1 and name_key = $2 and kind = $3 and display_name = $4 and description = $5
           and coalesce(link, '') = $6 and coalesce(purpose, '') = $7
           and state in ('draft', 'submitted', 'information_requested') limit 1",
    )
    .bind(applicant.as_str())
    .bind(proposal.name.key().as_str())
    .bind(proposal.kind.as_str())
    .bind(proposal.display_name.as_str())
    .bind(proposal.description.as_str())
    .bind(proposal.link.as_ref().map_or("", Link::as_str))
    .bind(proposal.purpose.as_ref().map_or("", Purpose::as_str))
    .fetch_optional(conn)
    .await?;
    Ok(same)
}

/// Applications that have waited for their billing details since before a moment, and whose applicants were not
/// reminded and can sign in; not all at once.
pub(super) async fn forgotten(
    conn: &mut AnyConnection,
    before: Timestamp,
) -> Result<Vec<(ApplicationId, UserId, AccountName)>> {
    let forgotten = sqlx::query_as(
        "select p.id, p.applicant_id, p.name from applications p join users u on u.id = p.applicant_id
         where p.state = 'draft' and p.reminded_at is null and p.billing_since <= $1 and u.suspended_at is null
         order by p.billing_since limit 100",
    )
    .bind(before.0)
    .fetch_all(conn)
    .await?;
    Ok(forgotten)
}

/// Returns whether its billing details are missing still, and nobody else has reminded of them.
pub(super) async fn set_reminded(conn: &mut AnyConnection, id: &ApplicationId, now: Timestamp) -> Result<bool> {
    let done = sqlx::query(
        "update applications set reminded_at = $2 where id = $1 and state = 'draft' and reminded_at is null",
    )
    .bind(id.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes what was declined or withdrawn before a moment, with its conversation and billing details.
pub(super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query(
        "delete from billing_details where holder_id in
           (select id from applications where state in ('declined', 'withdrawn') and decided_at <= $1)",
    )
    .bind(before.0)
    .execute(&mut *conn)
    .await?;
    sqlx::query("delete from applications where state in ('declined', 'withdrawn') and decided_at <= $1")
        .bind(before.0)
        .execute(conn)
        .await?;
    Ok(())
}

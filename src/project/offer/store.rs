//! The SQL of offers.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Offer, OfferState, Receiver};
use crate::access::Right;
use crate::clock::Timestamp;
use crate::db::{Flag, unless_taken};
use crate::error::Rule;
use crate::id::{OfferId, OrgId, ProjectId, UserId};
use crate::text::{AccountName, DisplayName, EmailAddress, NameKey, Named, NamedProject};
use crate::{Error, Result};

/// An offer as its table has it.
pub(in crate::project) struct FoundOffer {
    pub offer: Offer,
    pub project_id: ProjectId,
    /// Who owned the project when it was offered.
    pub owner_id: String,
    pub owner_is_org: bool,
    pub by_id: UserId,
    pub to_id: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: OfferId,
    project_id: ProjectId,
    #[sqlx(flatten)]
    project: NamedProject,
    level: Option<i64>,
    owner_id: String,
    owner_name: AccountName,
    owner_display_name: DisplayName,
    #[sqlx(try_from = "Flag")]
    owner_is_org: bool,
    by_id: UserId,
    by_name: AccountName,
    by_display_name: DisplayName,
    to_id: Option<String>,
    to_name: Option<AccountName>,
    to_display_name: Option<DisplayName>,
    #[sqlx(try_from = "Flag")]
    to_is_org: bool,
    email: Option<EmailAddress>,
    state: String,
    offered_at: Timestamp,
    expires_at: Timestamp,
}

impl Row {
    /// Nothing where the address of a receiver cannot be read any more.
    fn found(self) -> Option<FoundOffer> {
        let named = self.to_name.zip(self.to_display_name).map(|(name, display_name)| Named { name, display_name });
        let to = match (named, self.email) {
            (Some(named), _) if self.to_is_org => Receiver::Org(named),
            (Some(named), _) => Receiver::User(named),
            (None, address) => Receiver::Address(address?),
        };
        let state = match self.state.as_str() {
            "pending" if self.expires_at > Timestamp::now() => OfferState::Waits,
            "accepted" => OfferState::Accepted,
            "declined" => OfferState::Declined,
            "taken_back" => OfferState::TakenBack,
            _ => OfferState::Expired,
        };
        let offer = Offer {
            id: self.id,
            project: self.project,
            right: self.level.and_then(Right::of_level),
            owner: Named { name: self.owner_name, display_name: self.owner_display_name },
            by: Named { name: self.by_name, display_name: self.by_display_name },
            to,
            state,
            offered_at: self.offered_at,
            expires_at: self.expires_at,
        };
        let (project_id, owner_id, by_id, to_id) = (self.project_id, self.owner_id, self.by_id, self.to_id);
        Some(FoundOffer { offer, project_id, owner_id, owner_is_org: self.owner_is_org, by_id, to_id })
    }
}

const OFFER: &str = "select f.id, f.project_id, p.kind, p.name, p.key, f.level, f.owner_id, oa.name as owner_name,
        oa.display_name as owner_display_name, case when oa.kind = 'org' then 1 else 0 end as owner_is_org,
        f.by_id, b.name as by_name, b.display_name as by_display_name, f.to_id, t.name as to_name,
        t.display_name as to_display_name, case when t.kind = 'org' then 1 else 0 end as to_is_org, f.email, f.state,
        f.offered_at, f.expires_at
    from project_offers f join projects p on p.id = f.project_id join accounts oa on oa.id = f.owner_id
    join accounts b on b.id = f.by_id left join accounts t on t.id = f.to_id";

pub(in crate::project) async fn find(conn: &mut AnyConnection, id: &OfferId) -> Result<Option<FoundOffer>> {
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(format!("{OFFER} where f.id = $1")))
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.and_then(Row::found))
}

/// What waits for a user, by name or by address, the oldest first.
pub(super) async fn waiting(
    conn: &mut AnyConnection,
    user: &UserId,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<Vec<FoundOffer>> {
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "{OFFER} where f.state = 'pending' and f.expires_at > $3 and f.id in (
           select id from project_offers where to_id = $1 and state = 'pending'
           union select id from project_offers where email_key = $2 and state = 'pending')
         order by f.id limit 100"
    )))
    .bind(user.as_str())
    .bind(email.key())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(Row::found).collect())
}

/// Projects that wait to come into an organization, the oldest first.
pub(super) async fn waiting_in(conn: &mut AnyConnection, org: &OrgId, now: Timestamp) -> Result<Vec<FoundOffer>> {
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "{OFFER} where f.to_id = $1 and f.state = 'pending' and f.expires_at > $2 order by f.id limit 100"
    )))
    .bind(org.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(Row::found).collect())
}

/// What waits of a project, the newest first, what has expired included.
pub(super) async fn of_project(conn: &mut AnyConnection, project: &ProjectId) -> Result<Vec<FoundOffer>> {
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "{OFFER} where f.project_id = $1 and f.state = 'pending' order by f.id desc limit 100"
    )))
    .bind(project.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(Row::found).collect())
}

/// An offer to be stored.
pub(super) struct New<'a> {
    pub id: &'a OfferId,
    pub project: &'a ProjectId,
    pub right: Option<Right>,
    pub owner_id: &'a str,
    pub by: &'a UserId,
    pub to_id: Option<&'a str>,
    pub email: Option<&'a EmailAddress>,
    pub expires_at: Timestamp,
}

pub(super) async fn insert(conn: &mut AnyConnection, new: &New<'_>) -> Result<()> {
    let done = sqlx::query(
        "insert into project_offers (id, project_id, level, owner_id, by_id, to_id, email, email_key, state,
                                     offered_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9, $10)",
    )
    .bind(new.id.as_str())
    .bind(new.project.as_str())
    .bind(new.right.map(Right::level))
    .bind(new.owner_id)
    .bind(new.by.as_str())
    .bind(new.to_id)
    .bind(new.email.map(EmailAddress::as_str))
    .bind(new.email.map(EmailAddress::key))
    .bind(Timestamp::now().0)
    .bind(new.expires_at.0)
    .execute(conn)
    .await;
    unless_taken(done, Error::Refused(Rule::OfferedAlready))?;
    Ok(())
}

/// Ends an offer that waits. Returns whether it still did.
pub(super) async fn end(conn: &mut AnyConnection, id: &OfferId, state: &str) -> Result<bool> {
    let done = sqlx::query("update project_offers set state = $2, ended_at = $3 where id = $1 and state = 'pending'")
        .bind(id.as_str())
        .bind(state)
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends whatever waits of a project.
pub(in crate::project) async fn end_all(conn: &mut AnyConnection, project: &ProjectId) -> Result<()> {
    sqlx::query(
        "update project_offers set state = 'taken_back', ended_at = $2 where project_id = $1 and state = 'pending'",
    )
    .bind(project.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the rights that were offered to a user, by name or by address, and that the user offered others: in a project,
/// or in all of an owner's.
pub(in crate::project) async fn end_of_user(conn: &mut AnyConnection, of: Of<'_>, user: &UserId) -> Result<()> {
    let (projects, id) = match of {
        Of::Project(project) => ("project_id = $1", project.as_str()),
        Of::Org(org) => ("owner_id = $1", org.as_str()),
    };
    sqlx::query(AssertSqlSafe(format!(
        "update project_offers set state = 'taken_back', ended_at = $3
         where {projects} and state = 'pending' and level is not null
           and (by_id = $2 or to_id = $2 or email_key = (select email_key from users where id = $2))"
    )))
    .bind(id)
    .bind(user.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Of which projects.
#[derive(Clone, Copy)]
pub(in crate::project) enum Of<'a> {
    Project(&'a ProjectId),
    Org(&'a OrgId),
}

/// Ends what has expired of a project, so that it can be offered anew.
pub(super) async fn end_expired(conn: &mut AnyConnection, project: &ProjectId, now: Timestamp) -> Result<()> {
    sqlx::query(
        "update project_offers set state = 'expired', ended_at = $2
         where project_id = $1 and state = 'pending' and expires_at <= $2",
    )
    .bind(project.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Offers that have expired and nobody was told of, so many at the most.
pub(super) async fn expired(conn: &mut AnyConnection, now: Timestamp, most: i64) -> Result<Vec<OfferId>> {
    let ids = sqlx::query_scalar(
        "select id from project_offers where state = 'pending' and expires_at <= $1 order by expires_at limit $2",
    )
    .bind(now.0)
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(ids)
}

/// What a user has offered since a moment, and whether they are as new and known by nothing: not by running the site,
/// nor by an organization that was approved.
pub(super) async fn offered_since(conn: &mut AnyConnection, by: &UserId, since: Timestamp) -> Result<(i64, bool)> {
    let (count, new): (i64, i64) = sqlx::query_as(
        "select (select count(*) from project_offers where by_id = $1 and offered_at > $2),
                case when a.created_at > $2 and u.site_admin = 0
                       and not exists (select 1 from orgs o where o.primary_owner_id = $1 and o.approved = 1)
                     then 1 else 0 end
         from users u join accounts a on a.id = u.id where u.id = $1",
    )
    .bind(by.as_str())
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok((count, new == 1))
}

/// An account that can own projects: its id, what it is called, and whether it is an organization.
#[derive(sqlx::FromRow)]
pub(in crate::project) struct FoundAccount {
    pub id: String,
    #[sqlx(flatten)]
    pub named: Named,
    #[sqlx(try_from = "Flag")]
    pub is_org: bool,
}

/// The account that holds or held a name, unless it is a user who is suspended.
pub(in crate::project) async fn account_named(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<FoundAccount>> {
    let found = sqlx::query_as(
        "select a.id, a.name, a.display_name, case when a.kind = 'org' then 1 else 0 end as is_org
         from names n join accounts a on a.id = n.account_id
         left join users u on u.id = a.id where n.key = $1 and u.suspended_at is null",
    )
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Whether none of these users is suspended; what is no user is not.
pub(super) async fn are_active(conn: &mut AnyConnection, users: [&str; 3]) -> Result<bool> {
    let suspended: i64 =
        sqlx::query_scalar("select count(*) from users where id in ($1, $2, $3) and suspended_at is not null")
            .bind(users[0])
            .bind(users[1])
            .bind(users[2])
            .fetch_one(conn)
            .await?;
    Ok(suspended == 0)
}

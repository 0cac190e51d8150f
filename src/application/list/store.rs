use sqlx::AnyConnection;

use super::{Filter, Summary};
use crate::Result;
use crate::clock::Timestamp;
use crate::db::like;
use crate::id::{ApplicationId, BEFORE_ALL, UserId};
use crate::site::Reviewer;
use crate::text::{AccountName, Search};

pub(super) async fn of_applicant(conn: &mut AnyConnection, applicant: &UserId) -> Result<Vec<Summary>> {
    let rows = sqlx::query_as(
        "select p.id, p.name, p.display_name, p.kind, p.state, p.created_at, p.decided_at, a.name as applicant,
                a.display_name as applicant_name
         from applications p join accounts a on a.id = p.applicant_id
         where p.applicant_id = $1 order by p.id desc limit 100",
    )
    .bind(applicant.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Times from submission to decision, in milliseconds: at most the 500 latest decisions.
pub(super) async fn decision_times(conn: &mut AnyConnection, since: Timestamp) -> Result<Vec<i64>> {
    let times = sqlx::query_scalar(
        "select decided_at - submitted_at from applications
         where decided_at > $1 and state in ('approved', 'declined') and submitted_at is not null
         order by decided_at desc limit 500",
    )
    .bind(since.0)
    .fetch_all(conn)
    .await?;
    Ok(times)
}

pub(super) async fn page(
    conn: &mut AnyConnection,
    _: &Reviewer,
    filter: &Filter,
    after: Option<&ApplicationId>,
    limit: i64,
) -> Result<Vec<Summary>> {
    let Search { words, name } = Search::new(&filter.text);
    let rows = sqlx::query_as(
        "select p.id, p.name, p.display_name, p.kind, p.state, p.created_at, p.decided_at, a.name as applicant,
                a.display_name as applicant_name
         from applications p join accounts a on a.id = p.applicant_id
         where p.id > $1 and p.state <> 'draft'
           and (($2 = '' and p.state in ('submitted', 'information_requested')) or p.state = $2)
           and ($3 = '' or p.kind = $3)
           and ($4 = '' or p.name_key like $6 escape '\\' or p.display_key like $5 escape '\\'
                or a.name_key like $6 escape '\\' or a.sort_key like $5 escape '\\')
         order by p.id limit $7",
    )
    .bind(after.map_or(BEFORE_ALL, ApplicationId::as_str))
    .bind(filter.state.map_or("", |state| state.as_str()))
    .bind(filter.kind.map_or("", |kind| kind.as_str()))
    .bind(&words)
    .bind(like(&words))
    .bind(like(&name))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

pub(super) async fn waiting(conn: &mut AnyConnection, _: &Reviewer) -> Result<i64> {
    let count =
        sqlx::query_scalar("select count(*) from applications where state in ('submitted', 'information_requested')")
            .fetch_one(conn)
            .await?;
    Ok(count)
}

/// How many undecided applications are as old as this one or older.
pub(in super::super) async fn position(conn: &mut AnyConnection, _: &Reviewer, id: &ApplicationId) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from applications where state in ('submitted', 'information_requested') and id <= $1",
    )
    .bind(id.as_str())
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// The oldest undecided application after this one, or else the oldest of all others.
pub(in super::super) async fn next(
    conn: &mut AnyConnection,
    _: &Reviewer,
    id: &ApplicationId,
) -> Result<Option<ApplicationId>> {
    let next = sqlx::query_scalar(
        "select id from applications where state in ('submitted', 'information_requested') and id <> $1
         order by case when id > $1 then 0 else 1 end, id limit 1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(next)
}

/// Other undecided applications for the same name.
pub(in super::super) async fn rivals(
    conn: &mut AnyConnection,
    _: &Reviewer,
    name: &AccountName,
    but: &ApplicationId,
) -> Result<Vec<Summary>> {
    let rows = sqlx::query_as(
        "select p.id, p.name, p.display_name, p.kind, p.state, p.created_at, p.decided_at, a.name as applicant,
                a.display_name as applicant_name
         from applications p join accounts a on a.id = p.applicant_id
         where p.name_key = $1 and p.id <> $2 and p.state in ('submitted', 'information_requested')
         order by p.id limit 20",
    )
    .bind(name.key().as_str())
    .bind(but.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// What a reviewer learns of an applicant's past.
#[derive(Debug, sqlx::FromRow)]
pub(in super::super) struct History {
    pub email: crate::text::EmailAddress,
    pub since: Timestamp,
    pub approved: i64,
    pub declined: i64,
    pub organizations: i64,
}

pub(in super::super) async fn history(conn: &mut AnyConnection, _: &Reviewer, applicant: &UserId) -> Result<History> {
    let history = sqlx::query_as(
        "select u.email, a.created_at as since,
                (select count(*) from applications p where p.applicant_id = u.id and p.state = 'approved') as approved,
                (select count(*) from applications p where p.applicant_id = u.id and p.state = 'declined') as declined,
                (select count(*) from memberships m where m.user_id = u.id) as organizations
         from users u join accounts a on a.id = u.id where u.id = $1",
    )
    .bind(applicant.as_str())
    .fetch_one(conn)
    .await?;
    Ok(history)
}

use sqlx::AnyConnection;

use super::store::{self, But};
use crate::Result;
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::id::ApplicationId;
use crate::text::AccountName;

/// Whether a name can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// By anybody.
    Free,
    /// Only by those who apply for it, because one application waits for a decision already.
    AppliedFor,
    /// Somebody has, had or reserves it, or it is blocked.
    Taken,
}

/// Public on purpose: forms ask while the person types. The caller's own applications do not count.
pub async fn standing(db: &Db, actor: Option<&Actor>, name: &AccountName) -> Result<Standing> {
    let (mut conn, key) = (db.read().await?, name.key());
    Ok(match store::is_taken(&mut conn, &key).await? {
        true => Standing::Taken,
        false if store::is_applied_for(&mut conn, &key, But::Of(actor)).await? => Standing::AppliedFor,
        false => Standing::Free,
    })
}

/// By what right a name is taken while applications for it wait.
#[derive(Clone, Copy, Debug)]
pub enum Claim<'a> {
    /// None: it has to wait for the decision.
    Plain,
    /// One of them is its own.
    Applicant(&'a ApplicationId),
    /// A reviewer decided on them.
    Decided,
}

/// Takes a name for an account, or returns `false` when somebody has it. Of two at the same moment one wins.
pub async fn claim(conn: &mut AnyConnection, name: &AccountName, account: &str, by: Claim<'_>) -> Result<bool> {
    let waits = match by {
        Claim::Plain => store::is_applied_for(conn, &name.key(), But::Of(None)).await?,
        Claim::Applicant(own) => store::is_applied_for(conn, &name.key(), But::This(own)).await?,
        Claim::Decided => false,
    };
    Ok(!waits && store::insert(conn, name, Some(account), None).await?)
}

/// Holds a name until a moment, or returns `false` when somebody has it or has applied for it.
pub async fn reserve(conn: &mut AnyConnection, name: &AccountName, until: Timestamp) -> Result<bool> {
    let waits = store::is_applied_for(conn, &name.key(), But::Of(None)).await?;
    Ok(!waits && store::insert(conn, name, None, Some(until)).await?)
}

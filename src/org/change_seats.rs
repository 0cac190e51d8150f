use super::{Change, Kind, Overseen, Oversight, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Rule;
use crate::event::By;
use crate::notify::{Record, record};
use crate::site::Reviewer;
use crate::text::{AccountName, Message};
use crate::{Error, Problem, Result};

/// An organization as site admins see it.
pub async fn oversee(db: &Db, actor: &Actor, name: &AccountName) -> Result<Oversight> {
    let mut conn = db.read().await?;
    let reviewer = Reviewer::check(&mut conn, actor).await?;
    let org = Overseen::check(&mut conn, &reviewer, name).await?;
    let Overseen { named, kind, founded_at, members, seats, by_hand, primary, .. } = org;
    Ok(Oversight { named, kind, founded_at, members, seats, by_hand, primary })
}

/// Gives one organization more seats or fewer, never fewer than it has members; its Owners read the reason. From then
/// on it keeps them, whatever the site's setting becomes. The same number again changes nothing and tells nobody. For
/// site admins.
pub async fn change_seats(db: &Db, actor: &Actor, name: &AccountName, seats: i64, reason: &Message) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let org = Overseen::hold(&mut tx, &reviewer, name).await?;
    if org.kind == Kind::Personal {
        return Err(Error::Refused(Rule::Personal));
    }
    if seats < org.members {
        let members = u32::try_from(org.members).unwrap_or(u32::MAX);
        return Err(Error::field("seats", Problem::FewerThanMembers { members }));
    }
    if seats == org.seats {
        return Ok(());
    }
    store::set_seats(&mut tx, &org, seats).await?;
    let change = Change::SeatsChanged { org: org.named, before: org.seats, after: seats, reason: reason.to_string() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    tx.commit().await
}

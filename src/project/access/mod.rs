//! Who may do what in a project, and why.

mod store;

use serde::{Deserialize, Serialize};

use self::store::Asked;
use super::{PAGE, ProjectFor};
use crate::access::{Reach, Right, Role, SeeInside};
use crate::db::{Db, page};
use crate::id::UserId;
use crate::text::{AccountName, Named, TeamName, choice};
use crate::{Error, Result};

choice! {
    /// Where rights come from, as a list is filtered by it.
    Source {
        Role = "role", "By role";
        Base = "base", "By the base right";
        Team = "team", "By a team";
        Name = "name", "By name";
    }
}

/// What of the people of a project is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct AccessFilter {
    /// Those whose highest right is this.
    pub right: Option<Right>,
    /// Those who have one from there, the highest or not.
    pub source: Option<Source>,
}

/// One reason why somebody has a right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The project is their own.
    Owner,
    Role(Role),
    /// Every Member has it.
    Base,
    Team {
        name: TeamName,
        slug: String,
    },
    Name,
}

/// A person of a project, with the reasons for what they may do, the highest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub named: Named,
    pub reach: Reach,
    pub reasons: Vec<(Reason, Right)>,
}

impl Explained {
    fn new(named: Named, reach: Reach, teams: Vec<(TeamName, String, Right)>) -> Self {
        let by_role = match (reach.by_role(), reach.standing) {
            (Some(right), _) if reach.is_owner => Some((Reason::Owner, right)),
            (Some(right), Some(standing)) if standing.role == Role::Member => Some((Reason::Base, right)),
            (Some(right), Some(standing)) => Some((Reason::Role(standing.role), right)),
            _ => None,
        };
        let teams = teams.into_iter().map(|(name, slug, right)| (Reason::Team { name, slug }, right));
        let own = reach.own.map(|right| (Reason::Name, right));
        let mut reasons: Vec<_> = by_role.into_iter().chain(teams).chain(own).collect();
        reasons.sort_by_key(|(_, right)| std::cmp::Reverse(right.level()));
        Self { named, reach, reasons }
    }
}

/// One page of the people of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccessPage {
    pub rows: Vec<Explained>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A page of those who may do something in a project, by name, from `after` onwards. In two queries, however many teams
/// there are.
pub async fn access(
    db: &Db,
    project: &ProjectFor<SeeInside>,
    filter: AccessFilter,
    after: Option<&str>,
) -> Result<AccessPage> {
    let mut conn = db.read().await?;
    let after = after.and_then(place);
    let limit = i64::from(PAGE);
    let asked = Asked { filter, after: after.as_ref(), limit: limit + 1 };
    let rows = store::people(&mut conn, project, &asked).await?;
    let (rows, next) = page(rows, limit, |row| format!("{}~{}", row.display_key, row.user_id));
    let users: Vec<_> = rows.iter().map(|row| &row.user_id).collect();
    let mut teams = store::teams_of(&mut conn, project, &users).await?;
    let rows = rows.into_iter().map(|row| {
        let of_them = teams.remove(&row.user_id).unwrap_or_default();
        Explained::new(row.named, row.reach, of_them)
    });
    Ok(AccessPage { rows: rows.collect(), next })
}

/// What one user may do in a project, and why. `NotFound` where there is no such user.
pub async fn check(db: &Db, project: &ProjectFor<SeeInside>, name: &AccountName) -> Result<Explained> {
    let mut conn = db.read().await?;
    let row = store::person(&mut conn, project, &name.key()).await?.ok_or(Error::NotFound)?;
    let mut teams = store::teams_of(&mut conn, project, &[&row.user_id]).await?;
    let of_them = teams.remove(&row.user_id).unwrap_or_default();
    Ok(Explained::new(row.named, row.reach, of_them))
}

/// How many people can publish, by where that comes from; each is counted once, by role before team before name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Publishers {
    pub by_role: i64,
    pub by_team: i64,
    pub by_name: i64,
}

impl Publishers {
    pub fn all(self) -> i64 {
        self.by_role + self.by_team + self.by_name
    }
}

/// How many people can publish in a project.
pub async fn publishers(db: &Db, project: &ProjectFor<SeeInside>) -> Result<Publishers> {
    store::publishers(&mut *db.read().await?, project).await
}

/// Sort key and id out of an address; whatever cannot be one begins at the beginning.
fn place(after: &str) -> Option<(String, UserId)> {
    let (key, id) = after.rsplit_once('~')?;
    let key: String = key.chars().filter(|letter| !letter.is_control()).take(400).collect();
    Some((key, UserId::parse(id)?))
}

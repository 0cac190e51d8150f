//! The SQL of rights in projects, said once for lists, pages and use-cases: where the right of a user in a project
//! comes from. Each part is found by a key, so that it costs the same however many projects, teams and people there
//! are; of a user's teams those are looked at that have a right in the project.

use sqlx::any::AnyRow;
use sqlx::{FromRow, Row};

use super::{BaseRight, Reach, Right, Role, Standing, Visibility};
use crate::db::Flag;

/// The parts of a statement that find the reach of `user`, which is SQL as well, in each project `p`.
pub(crate) struct Reaching {
    /// To stand after `from projects p`.
    pub joins: String,
    /// The columns that `Reach` is read from.
    pub columns: String,
    /// The level of the highest right, 0 without one.
    pub level: String,
    /// Whether the user may know of it: a right by a team is one of a member.
    pub sees: String,
}

impl Reaching {
    pub fn by(user: &str) -> Self {
        let joins = format!(
            "left join orgs ro on ro.id = p.owner_id
             left join memberships rm on rm.org_id = p.owner_id and rm.user_id = {user}"
        );
        let team = format!(
            "(select max(tr.level) from team_rights tr
              join team_members tm on tm.team_id = tr.team_id and tm.user_id = {user} where tr.project_id = p.id)"
        );
        let own = format!("(select c.level from collaborators c where c.project_id = p.id and c.user_id = {user})");
        let columns = format!(
            "case when p.owner_id = {user} then 1 else 0 end as reach_owner, rm.role as reach_role,
             case when ro.primary_owner_id = {user} then 1 else 0 end as reach_primary,
             coalesce(ro.base_level, 0) as reach_base, p.locked as reach_locked,
             coalesce({team}, 0) as reach_team, coalesce({own}, 0) as reach_own"
        );
        let (admin, maintain) = (Right::Admin.level(), Right::Maintain.level());
        let level = format!(
            "(select coalesce(max(found.level), 0) from (
                select case when p.owner_id = {user} or rm.role = 'owner' then {admin}
                            when rm.role = 'manager' then {maintain}
                            when rm.role = 'member' and p.locked = 0 then ro.base_level else 0 end as level
                union all select {team} union all select {own}) found)"
        );
        let sees = format!(
            "(p.visibility = '{}' or p.owner_id = {user}
              or exists (select 1 from memberships sm where sm.org_id = p.owner_id and sm.user_id = {user})
              or exists (select 1 from collaborators sc where sc.project_id = p.id and sc.user_id = {user}))",
            Visibility::Public.as_str()
        );
        Self { joins, columns, level, sees }
    }
}

impl FromRow<'_, AnyRow> for Reach {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        let flag = |name| row.try_get::<Flag, _>(name).map(bool::from);
        let right = |name| row.try_get(name).map(Right::of_level);
        let primary = flag("reach_primary")?;
        let role: Option<Role> = row.try_get("reach_role")?;
        Ok(Self {
            is_owner: flag("reach_owner")?,
            standing: role.map(|role| Standing { role, primary }),
            base: BaseRight::of_level(row.try_get("reach_base")?).right(),
            by_team: right("reach_team")?,
            own: right("reach_own")?,
            locked: flag("reach_locked")?,
        })
    }
}

use serde::{Deserialize, Serialize};

use super::{Permission, Right, Role, Standing, allows};

/// Where somebody's right in one project comes from. What a statement finds and what a page explains is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The project belongs to the person's own account.
    pub is_owner: bool,
    /// Where the person stands in the organization that owns it.
    pub standing: Option<Standing>,
    /// What its Members have by being Members.
    pub base: Option<Right>,
    /// The highest of the person's teams.
    pub by_team: Option<Right>,
    /// Given to the person by name.
    pub own: Option<Right>,
    /// Base rights do not apply.
    pub locked: bool,
}

impl Reach {
    /// By owning it, or by the role in the organization that does.
    pub fn by_role(&self) -> Option<Right> {
        if self.is_owner {
            return Some(Right::Admin);
        }
        match self.standing?.role {
            Role::Owner => Some(Right::Admin),
            Role::Manager => Some(Right::Maintain),
            Role::Member => self.base.filter(|_| !self.locked),
            Role::Billing => None,
        }
    }

    /// What a role gives in every project of an organization that is not locked.
    pub fn of_role(role: Role, base: Option<Right>) -> Self {
        Self { standing: Some(Standing { role, primary: false }), base, ..Self::default() }
    }

    /// The highest, wherever it comes from.
    pub fn right(&self) -> Option<Right> {
        [self.by_role(), self.by_team, self.own].into_iter().flatten().max_by_key(|right| right.level())
    }

    /// Whether the person may know that there is such a project, though it is not public.
    pub fn sees(&self) -> bool {
        self.standing.is_some() || self.right().is_some()
    }

    /// Whether the person may do this as a member of the organization that owns it, or as whoever owns it.
    pub(super) fn as_owner(&self, permission: Permission) -> bool {
        self.is_owner || self.standing.is_some_and(|standing| allows(standing, permission))
    }

    /// The highest right that the person can give to others.
    pub fn gives(&self) -> Option<Right> {
        let may = super::allows_project(self, super::ProjectPermission::GiveRights);
        self.right().filter(|_| may)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(role: Role) -> Reach {
        Reach::of_role(role, Some(Right::Publish))
    }

    #[test]
    fn a_right_is_the_highest_of_role_team_and_own() {
        assert_eq!(member(Role::Owner).right(), Some(Right::Admin));
        assert_eq!(member(Role::Manager).right(), Some(Right::Maintain));
        assert_eq!(member(Role::Member).right(), Some(Right::Publish));
        assert_eq!(member(Role::Billing).right(), None);
        let by_team = Reach { by_team: Some(Right::Maintain), ..member(Role::Member) };
        assert_eq!(by_team.right(), Some(Right::Maintain));
        assert_eq!(Reach { own: Some(Right::Admin), ..by_team }.right(), Some(Right::Admin));
        assert_eq!(Reach { own: Some(Right::Read), ..Reach::default() }.right(), Some(Right::Read));
        assert_eq!(Reach { is_owner: true, ..Reach::default() }.right(), Some(Right::Admin));
        assert_eq!(Reach::default().right(), None);
    }

    #[test]
    fn a_lock_takes_the_base_right_and_nothing_else() {
        let locked = |role| Reach { locked: true, ..member(role) };
        assert_eq!(locked(Role::Member).right(), None);
        assert!(locked(Role::Member).sees(), "whoever is shut out may ask to be let in");
        assert_eq!(locked(Role::Manager).right(), Some(Right::Maintain));
        let named = Reach { own: Some(Right::Read), ..locked(Role::Member) };
        assert_eq!(named.right(), Some(Right::Read));
    }
}

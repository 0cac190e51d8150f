use super::{Permission, Reach, Right};
use crate::error::Who;
use crate::{Error, Result};

/// A permission in a project as a type, so that a handle says in its name what it is good for.
pub trait PermitProject {
    const PERMISSION: ProjectPermission;
}

/// From what on somebody may do one thing in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// This right, wherever it comes from.
    Right(Right),
    /// The right of an admin, or a role that manages the organization's projects.
    AdminOrManager,
    /// To own it: oneself, or by a role that may do this for the organization.
    Owner(Permission),
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct ProjectLine {
    pub permission: ProjectPermission,
    /// What it is, for people.
    pub what: &'static str,
    pub need: Need,
    /// Whether it can be done while the project is archived.
    pub archived: bool,
}

/// `project_permissions! { Name: what it is for people, need; }`, with `archived` where it needs no active project.
macro_rules! project_permissions {
    ($($name:ident: $what:literal, $need:expr $(, $archived:ident)?;)+) => {
        /// One thing somebody may or may not do in a project.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProjectPermission {
            $($name,)+
        }

        /// The table: from which right on who may do what in a project. Pages, server functions and use-cases ask it,
        /// and people read it below that of the roles.
        pub const PROJECT_TABLE: &[ProjectLine] = {
            use Need::{AdminOrManager, Owner};
            use Right::{Admin, Maintain, Publish, Read};
            &[$(ProjectLine {
                permission: ProjectPermission::$name,
                what: $what,
                need: $need,
                archived: project_permissions!(@ $($archived)?),
            },)+]
        };

        $(
            #[doc = $what]
            #[derive(Debug)]
            pub struct $name;

            impl PermitProject for $name {
                const PERMISSION: ProjectPermission = ProjectPermission::$name;
            }
        )+
    };
    (@ archived) => { true };
    (@) => { false };
}

project_permissions! {
    SeeInside: "See what is inside, its history and who may do what", Need::Right(Read), archived;
    PublishVersions: "Publish versions", Need::Right(Publish);
    EditProject: "Edit description and link", Need::Right(Maintain);
    GiveRights: "Give rights up to one’s own, let members join", AdminOrManager;
    TakeRights: "Take rights away", AdminOrManager, archived;
    LockProject: "Lock and unlock", AdminOrManager;
    ShowProject: "Make it public or internal", Need::Right(Admin);
    RenameProject: "Rename it", Need::Right(Admin);
    ArchiveProject: "Archive and restore it", Need::Right(Admin), archived;
    TransferProject: "Transfer it to another owner", Owner(Permission::TransferOut);
    DeleteProject: "Delete it", Owner(Permission::TransferOut), archived;
}

impl ProjectPermission {
    fn line(self) -> &'static ProjectLine {
        &PROJECT_TABLE[self as usize]
    }

    /// Whether it can be done while the project is archived.
    pub fn is_for_archived(self) -> bool {
        self.line().archived
    }
}

/// Whether somebody who reaches a project so may do this in it.
pub fn allows_project(reach: &Reach, permission: ProjectPermission) -> bool {
    match permission.line().need {
        Need::Right(least) => reach.right().is_some_and(|right| right.includes(least)),
        Need::AdminOrManager => {
            let is_admin = reach.right() == Some(Right::Admin);
            is_admin || reach.as_owner(Permission::ManageProjects)
        }
        Need::Owner(permission) => reach.as_owner(permission),
    }
}

/// The same, or who can do it instead.
pub fn require_project(reach: &Reach, permission: ProjectPermission) -> Result<()> {
    if allows_project(reach, permission) {
        return Ok(());
    }
    Err(Error::Forbidden(match permission.line().need {
        Need::Right(Right::Admin) => Who::ProjectAdmins,
        Need::Right(_) => Who::WithRight,
        Need::AdminOrManager => Who::ProjectManagers,
        Need::Owner(_) => Who::ProjectOwner,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Role, Standing};

    /// What this right allows, whoever has it by name.
    fn by_name(right: Right) -> Vec<ProjectPermission> {
        allowed(&Reach { own: Some(right), ..Reach::default() })
    }

    fn allowed(reach: &Reach) -> Vec<ProjectPermission> {
        PROJECT_TABLE.iter().map(|line| line.permission).filter(|one| allows_project(reach, *one)).collect()
    }

    #[test]
    fn the_table_says_what_a_right_allows() {
        use ProjectPermission as May;
        assert_eq!(by_name(Right::Read), [May::SeeInside]);
        assert_eq!(by_name(Right::Publish), [May::SeeInside, May::PublishVersions]);
        assert_eq!(by_name(Right::Maintain), [May::SeeInside, May::PublishVersions, May::EditProject]);
        let admin = by_name(Right::Admin);
        assert!(admin.contains(&May::ArchiveProject) && admin.contains(&May::LockProject));
        assert!(!admin.contains(&May::TransferProject), "whoever has a right by name takes nothing away");
        assert!(!admin.contains(&May::DeleteProject));
    }

    #[test]
    fn a_manager_locks_and_gives_what_a_manager_has() {
        let standing = Some(Standing { role: Role::Manager, primary: false });
        let manager = Reach { standing, ..Reach::default() };
        let may = allowed(&manager);
        assert!(may.contains(&ProjectPermission::LockProject) && !may.contains(&ProjectPermission::RenameProject));
        assert_eq!(manager.gives(), Some(Right::Maintain));
        assert_eq!(Reach { own: Some(Right::Maintain), ..Reach::default() }.gives(), None);
    }

    #[test]
    fn lines_are_found_by_their_place() {
        for (place, line) in PROJECT_TABLE.iter().enumerate() {
            assert_eq!(line.permission as usize, place);
        }
    }
}

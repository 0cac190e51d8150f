use serde::{Deserialize, Serialize};

use super::Role;
use crate::error::Who;
use crate::{Error, Result};

/// A permission as a type, so that a handle says in its name what it is good for.
pub trait Permit {
    const PERMISSION: Permission;
}

/// What a role may do of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    No,
    Yes,
    /// Some of it, in words.
    Some(&'static str),
    /// Of the Owners only the primary one.
    PrimaryOnly,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub permission: Permission,
    /// What it is, for people.
    pub what: &'static str,
    /// Whether the password is asked for again.
    pub confirmed: bool,
    /// By role, in the order of `Role::ALL`.
    pub grants: [Grant; 4],
}

/// Where a member stands in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Standing {
    pub role: Role,
    /// Whether it is the primary owner.
    #[cfg_attr(feature = "server", sqlx(rename = "is_primary", try_from = "crate::db::Flag"))]
    pub primary: bool,
}

/// `permissions! { Name: what it is for people, grants by role; }`, with `confirmed` where the password is asked for
/// again. Said once for the table, for the list of permissions, and for the types that handles are made of.
macro_rules! permissions {
    ($($name:ident: $what:literal, $grants:expr $(, $confirmed:ident)?;)+) => {
        /// One thing a member may or may not do in an organization.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Permission {
            $($name,)+
        }

        /// The table: who may do what. Pages, server functions and use-cases ask it, and people read it on a page of
        /// its own.
        pub const TABLE: &[Line] = {
            use Grant::{No, PrimaryOnly, Some, Yes};
            &[$(Line {
                permission: Permission::$name,
                what: $what,
                confirmed: permissions!(@ $($confirmed)?),
                grants: $grants,
            },)+]
        };

        $(
            #[doc = $what]
            #[derive(Debug)]
            pub struct $name;

            impl Permit for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )+
    };
    (@ confirmed) => { true };
    (@) => { false };
}

permissions! {
    SeeOrg: "See the organization, its people, teams and projects", [Yes, Yes, Yes, Yes];
    Leave: "Leave the organization", [Yes, Yes, Yes, Yes], confirmed;
    CreateProjects: "Create projects, transfer own projects in", [Yes, Yes, No, Some("if the settings say so")];
    WorkOnProjects: "Work on the organization’s projects",
        [Some("as admin"), Some("as maintainer"), No, Some("by the base right")];
    ManageProjects: "Manage teams, lock projects, organization API keys", [Yes, Yes, No, No];
    SeeUsage: "See usage", [Yes, Yes, Yes, No];
    ManageBilling: "See and manage billing", [Yes, No, Yes, No];
    ManagePeople: "Invite people and see who is invited", [Yes, No, No, No];
    ChangePeople: "Change roles, remove members, invite Owners", [Yes, No, No, No], confirmed;
    ExportPeople: "Export the list of people", [Yes, No, No, No], confirmed;
    EditSettings: "Edit profile and settings", [Yes, No, No, No];
    ReadAuditLog: "Read the audit log", [Yes, No, No, No];
    TransferOut: "Transfer projects out", [Yes, No, No, No], confirmed;
    Rename: "Rename the organization", [Yes, No, No, No], confirmed;
    RemovePrimaryOwner: "Remove or demote the primary owner", [PrimaryOnly, No, No, No];
    OfferOwnership: "Hand over primary ownership", [PrimaryOnly, No, No, No], confirmed;
    Delete: "Delete the organization", [PrimaryOnly, No, No, No], confirmed;
}

impl Permission {
    /// Its line of the table.
    fn line(self) -> &'static Line {
        &TABLE[self as usize]
    }
}

/// Whether a member who stands there may do this, or at least some of it.
pub fn allows(standing: Standing, permission: Permission) -> bool {
    match grant(standing.role, permission) {
        Grant::No => false,
        Grant::Yes | Grant::Some(_) => true,
        Grant::PrimaryOnly => standing.primary,
    }
}

/// The same, or who can do it instead.
pub fn require(standing: Standing, permission: Permission) -> Result<()> {
    if allows(standing, permission) {
        return Ok(());
    }
    Err(Error::Forbidden(instead(permission)))
}

/// Who can do it, for whoever cannot.
fn instead(permission: Permission) -> Who {
    let may = |role| grant(role, permission) != Grant::No;
    match () {
        () if is_primary_only(permission) => Who::PrimaryOwner,
        () if may(Role::Member) => Who::Members,
        () if may(Role::Manager) => Who::Managers,
        () if may(Role::Billing) => Who::BillingManagers,
        () => Who::Owners,
    }
}

/// Whether this asks for the password again, unless it was given lately.
pub fn is_confirmed(permission: Permission) -> bool {
    permission.line().confirmed
}

/// Whether only the primary owner may do this.
pub fn is_primary_only(permission: Permission) -> bool {
    grant(Role::Owner, permission) == Grant::PrimaryOnly
}

fn grant(role: Role, permission: Permission) -> Grant {
    permission.line().grants[role as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(permission: Permission) -> Vec<Role> {
        let may = |role: &Role| allows(Standing { role: *role, primary: false }, permission);
        Role::ALL.iter().copied().filter(may).collect()
    }

    #[test]
    fn the_table_says_who_may_what() {
        use Role::{Billing, Manager, Member, Owner};
        assert_eq!(who(Permission::SeeOrg), [Owner, Manager, Billing, Member]);
        assert_eq!(who(Permission::CreateProjects), [Owner, Manager, Member]);
        assert_eq!(who(Permission::ManageProjects), [Owner, Manager]);
        assert_eq!(who(Permission::SeeUsage), [Owner, Manager, Billing]);
        assert_eq!(who(Permission::ManageBilling), [Owner, Billing]);
        for owners in [Permission::ManagePeople, Permission::ReadAuditLog, Permission::Rename, Permission::EditSettings]
        {
            assert_eq!(who(owners), [Owner], "{owners:?}");
        }
    }

    #[test]
    fn lines_and_columns_are_found_by_their_place() {
        for (place, line) in TABLE.iter().enumerate() {
            assert_eq!(line.permission as usize, place);
        }
        for (place, role) in Role::ALL.iter().enumerate() {
            assert_eq!(*role as usize, place);
        }
    }

    #[test]
    fn some_things_are_the_primary_owners_alone() {
        for permission in [Permission::OfferOwnership, Permission::Delete, Permission::RemovePrimaryOwner] {
            assert_eq!(who(permission), [], "{permission:?}");
            assert!(allows(Standing { role: Role::Owner, primary: true }, permission));
            assert!(is_primary_only(permission));
        }
        assert!(!is_primary_only(Permission::ManagePeople));
    }
}

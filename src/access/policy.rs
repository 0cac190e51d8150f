use super::Role;

/// One thing a member may or may not do in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    SeeOrg,
    Leave,
    CreateProjects,
    WorkOnProjects,
    ManageProjects,
    SeeUsage,
    ManageBilling,
    ManagePeople,
    ChangePeople,
    ExportPeople,
    EditSettings,
    ReadAuditLog,
    TransferOut,
    Rename,
    RemovePrimaryOwner,
    HandOver,
    Delete,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub role: Role,
    /// Whether it is the primary owner.
    pub primary: bool,
}

const fn line(permission: Permission, what: &'static str, grants: [Grant; 4]) -> Line {
    Line { permission, what, confirmed: false, grants }
}

const fn confirmed(line: Line) -> Line {
    Line { confirmed: true, ..line }
}

/// The table: who may do what. Pages, server functions and use-cases ask it, and people read it on a page of its own.
pub const TABLE: &[Line] = {
    use Grant::{No, PrimaryOnly, Some, Yes};
    use Permission::*;
    &[
        line(SeeOrg, "See the organization, its people, teams and projects", [Yes, Yes, Yes, Yes]),
        confirmed(line(Leave, "Leave the organization", [Yes, Yes, Yes, Yes])),
        line(
            CreateProjects,
            "Create projects, transfer own projects in",
            [Yes, Yes, No, Some("if the settings say so")],
        ),
        line(
            WorkOnProjects,
            "Work on the organization’s projects",
            [Some("as admin"), Some("as maintainer"), No, Some("by the base right")],
        ),
        line(ManageProjects, "Manage teams, lock projects, organization API keys", [Yes, Yes, No, No]),
        line(SeeUsage, "See usage", [Yes, Yes, Yes, No]),
        line(ManageBilling, "See and manage billing", [Yes, No, Yes, No]),
        line(ManagePeople, "Invite people and see who is invited", [Yes, No, No, No]),
        confirmed(line(ChangePeople, "Change roles, remove members, invite Owners", [Yes, No, No, No])),
        confirmed(line(ExportPeople, "Export the list of people", [Yes, No, No, No])),
        line(EditSettings, "Edit profile and settings", [Yes, No, No, No]),
        line(ReadAuditLog, "Read the audit log", [Yes, No, No, No]),
        confirmed(line(TransferOut, "Transfer projects out", [Yes, No, No, No])),
        confirmed(line(Rename, "Rename the organization", [Yes, No, No, No])),
        line(RemovePrimaryOwner, "Remove or demote the primary owner", [PrimaryOnly, No, No, No]),
        confirmed(line(HandOver, "Hand over primary ownership", [PrimaryOnly, No, No, No])),
        confirmed(line(Delete, "Delete the organization", [PrimaryOnly, No, No, No])),
    ]
};

/// May a member who stands there do this, or at least some of it?
pub fn allows(standing: Standing, permission: Permission) -> bool {
    match grant(standing.role, permission) {
        Grant::No => false,
        Grant::Yes | Grant::Some(_) => true,
        Grant::PrimaryOnly => standing.primary,
    }
}

/// Whether this asks for the password again, unless it was given lately.
pub fn is_confirmed(permission: Permission) -> bool {
    TABLE.iter().any(|line| line.permission == permission && line.confirmed)
}

/// Whether only the primary owner may do this.
pub fn is_primary_only(permission: Permission) -> bool {
    grant(Role::Owner, permission) == Grant::PrimaryOnly
}

fn grant(role: Role, permission: Permission) -> Grant {
    let line = TABLE.iter().find(|line| line.permission == permission);
    let column = Role::ALL.iter().position(|other| *other == role);
    // What stands in no line nobody may do.
    line.zip(column).map_or(Grant::No, |(line, column)| line.grants[column])
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
    fn some_things_are_the_primary_owners_alone() {
        for permission in [Permission::HandOver, Permission::Delete, Permission::RemovePrimaryOwner] {
            assert_eq!(who(permission), [], "{permission:?}");
            assert!(allows(Standing { role: Role::Owner, primary: true }, permission));
            assert!(is_primary_only(permission));
        }
        assert!(!is_primary_only(Permission::ManagePeople));
    }
}

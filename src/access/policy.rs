use super::Role;

/// One thing a member may or may not do in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    SeeOrg,
    ReadAuditLog,
}

/// The table: may a member with this role do this?
pub fn allows(role: Role, permission: Permission) -> bool {
    match permission {
        Permission::SeeOrg => true,
        Permission::ReadAuditLog => role == Role::Owner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_owners_read_the_audit_log() {
        let readers: Vec<_> = Role::ALL.iter().filter(|role| allows(**role, Permission::ReadAuditLog)).collect();
        assert_eq!(readers, [&Role::Owner]);
        assert!(Role::ALL.iter().all(|role| allows(*role, Permission::SeeOrg)));
    }
}

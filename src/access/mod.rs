//! Permission is a value: a use-case obtains it in its own transaction, and stores ask to be shown it.

mod caller;
mod policy;
mod role;

#[cfg(feature = "server")]
mod handle;

pub use caller::{Actor, Caller, Origin};
pub use policy::{Grant, Line, Permission, Standing, TABLE, allows, is_confirmed, is_primary_only};
pub use role::Role;

#[cfg(feature = "server")]
pub use handle::{
    ChangePeople, ExportPeople, HandOver, Leave, ManagePeople, OrgFor, Permit, ReadAuditLog, Reviewer, SeeOrg,
};

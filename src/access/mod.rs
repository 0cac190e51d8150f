//! Who acts, and the tables of what a role and a right may do. How it is proven is at home with each noun: a use-case
//! obtains a handle in its own transaction, and stores ask to be shown it.

mod caller;
mod policy;
mod project_policy;
mod reach;
mod right;
mod role;
#[cfg(feature = "server")]
mod store;
mod visibility;

pub use caller::{Actor, CONFIRMED_FOR, Caller, Origin, Via};
pub use policy::*;
pub use project_policy::*;
pub use reach::Reach;
pub use right::{BaseRight, Right};
pub use role::Role;
#[cfg(feature = "server")]
pub(crate) use store::Reaching;
pub use visibility::Visibility;

//! Who acts, and the table of what a role may do. How it is proven is at home with each noun: a use-case obtains a
//! handle in its own transaction, and stores ask to be shown it.

mod caller;
mod policy;
mod role;

pub use caller::{Actor, CONFIRMED_FOR, Caller, Origin, Via};
pub use policy::*;
pub use role::Role;

//! Mailed links: those for a new password and for the first site admin of an empty site, and what became of every link
//! that was followed.

mod look;
mod store;

pub use look::look_at_link;
pub(super) use look::stale;
pub(super) use store::{Did, Purpose, drop_for_user, drop_set_up, forget, insert, peek, spend, take};

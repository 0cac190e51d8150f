//! Single-use links: a new password for a forgotten one, and the first site admin of an empty site.

mod store;

pub(super) use store::{Purpose, drop_for_user, drop_set_up, forget, insert, peek, take};

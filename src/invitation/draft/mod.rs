//! Lists of people to invite that wait to be looked at once more.

mod store;

pub(super) use store::{delete, find, forget, insert};

//! What became of each line of an act of inviting; the page after the form shows it, also when the form was sent twice.

mod store;

pub(super) use store::{find, forget, insert, is_sent};

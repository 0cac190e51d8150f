//! Mails that were given up, for whoever waits for their answer.

mod store;

pub(crate) use store::{given_up, mark_told};

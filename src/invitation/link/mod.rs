//! Every link ever sent, for the limits of a day and so that an old one can say what became of it.

mod store;

pub(super) use store::{insert, sent_to_since};

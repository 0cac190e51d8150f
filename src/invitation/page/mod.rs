//! Invitations that wait, page by page.

mod store;

pub(super) use store::{count, page};

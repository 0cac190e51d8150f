//! Whom an organization may invite, and how many: all that a line of an invitation is decided by, read in one go.

mod store;

pub(super) use store::{Candidate, address, limits, suggested, user};

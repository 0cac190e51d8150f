//! Who pays for a Company: of its application, and then of the organization it became.

mod store;

pub(super) use store::{delete, hand_over, of, set};

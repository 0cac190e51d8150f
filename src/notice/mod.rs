//! What a person is told inside the application: a pointer to an event, read or not.

mod read;
mod store;

pub use read::mark_read;
pub(crate) use store::{Row, forget, insert, page};

//! The organizations of one user, and founding another.

mod found;
mod list;

pub use found::FoundPage;
pub use list::OrgsPage;

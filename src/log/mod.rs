//! The audit log as it is read: the changes of all nouns in one, page by page.

mod change;
mod line;
mod notices;
mod org;
mod own;
mod project;

#[cfg(test)]
mod tests;

pub use change::Change;
pub use line::{Line, Log};
pub use notices::{Notice, Notices, notices};
pub use org::{activity, of_org};
pub use own::own;
pub use project::of_project;

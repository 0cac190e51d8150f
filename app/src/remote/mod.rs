//! How pages reach their server functions. What is sent and what comes back is text until a page reads it, so that the
//! program holds this machinery once and not once for each function.

mod act;
#[cfg(not(feature = "ssr"))]
mod answer;
#[cfg(not(feature = "ssr"))]
mod fetch;
mod fetched;
mod known;
mod raw;

pub use act::Act;
#[cfg(feature = "hydrate")]
pub use fetched::ask_at;
pub use fetched::{Fetched, ask};
pub use known::known;
pub use raw::shared;

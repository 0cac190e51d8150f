//! Pages that exist in development only.

mod components;
mod mail;

pub use components::ComponentsPage;
pub use mail::{DevMailPage, DevMailViewPage};

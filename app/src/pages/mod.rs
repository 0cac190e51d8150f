//! One file a page: its component, its server functions and what they carry.

pub mod account;
pub mod admin;
pub mod application;
pub mod dev;
pub mod entrance;
pub mod invitation;
pub mod org;
pub mod orgs;
pub mod people;

mod home;
mod not_found;
mod notices;
#[cfg(feature = "ssr")]
pub mod projects;
mod public;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
pub mod sheets;
#[cfg(feature = "ssr")]
mod teams;

pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use notices::NoticesPage;
pub use public::PublicAccountPage;

/// For a redirect on the client: the address that was left is not gone back to.
pub fn replacing() -> leptos_router::NavigateOptions {
    leptos_router::NavigateOptions { replace: true, ..Default::default() }
}

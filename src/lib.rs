//! Guildhall's domain: the rules of organization accounts, and with the feature `server` what stores them.
//!
//! Without features this crate is types and rules only and compiles to wasm, so that a form says in the browser what the
//! server would say.

/// Who is calling, what a role may do, and the proof of it that stores ask for.
pub mod access;
/// Users: names, sign-up, sign-in, sessions, passwords, e-mail addresses.
pub mod account;
/// Requests to found an organization, from the form to the decision.
pub mod application;
/// Points in time, to the millisecond.
pub mod clock;
/// The one error type of the domain.
pub mod error;
/// Identifiers, one type for each noun.
pub mod id;
/// Asking people to join an organization, by username or by address.
pub mod invitation;
/// The outbox, the letters and the way out.
pub mod mail;
/// Who belongs to an organization, and as what.
pub mod member;
/// The namespace that users and organizations share.
pub mod name;
/// Organizations: what they are and what they look like to a member.
pub mod org;
/// What a site admin can set for the whole site.
pub mod site;
/// Texts that people type, parsed once at the edge.
pub mod text;

/// Where long work waits.
#[cfg(feature = "server")]
mod bench;
/// Both databases behind one type.
#[cfg(feature = "server")]
pub mod db;
/// The believable world of `guildhall demo`.
#[cfg(feature = "server")]
pub mod demo;
/// The audit log: one line for every change.
#[cfg(feature = "server")]
pub mod event;
/// Open pages that wait for changes.
#[cfg(feature = "server")]
pub mod live;
/// What is read once and kept until it changes.
#[cfg(feature = "server")]
mod memory;
/// What a person is told inside the application.
#[cfg(feature = "server")]
pub mod notice;
/// The one table of who is told what.
#[cfg(feature = "server")]
pub mod notify;
/// Secrets that travel in links and cookies, stored only as hashes.
#[cfg(feature = "server")]
pub mod token;

#[cfg(all(test, feature = "server"))]
mod story;

pub use error::{Error, Problem, Result};

//! Guildhall's domain: the rules of organization accounts, and with the feature `server` what stores them.
//!
//! Without features this crate is types and rules only and compiles to wasm, so that a form says in the browser what
//! the server would say.

/// Who acts, and what a role may do.
pub mod access;
/// Users: names, sign-up, sign-in, sessions, passwords, e-mail addresses.
pub mod account;
/// Links to every page.
pub mod address;
/// What site admins and the operator do.
pub mod admin;
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
/// What users and organizations own, and who may touch it.
pub mod project;
/// The site's settings, and the proof of being one of its admins.
pub mod site;
/// Groups of members that are given rights together.
pub mod team;
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
/// The audit log as it is written: one event for every change.
#[cfg(feature = "server")]
pub mod event;
/// Work that nobody asks for.
#[cfg(feature = "server")]
pub mod job;
/// Open pages that wait for changes.
#[cfg(feature = "server")]
pub mod live;
/// The audit log as it is read: the changes of all nouns in one.
#[cfg(feature = "server")]
pub mod log;
/// What is read once and kept until it changes.
#[cfg(feature = "server")]
mod memory;
/// What a person is told inside the application.
#[cfg(feature = "server")]
pub mod notice;
/// Writes changes down, and tells who must know.
#[cfg(feature = "server")]
pub mod notify;
/// Secrets that travel in links and cookies, stored only as hashes.
#[cfg(feature = "server")]
pub mod token;

#[cfg(all(test, feature = "server"))]
mod story;

pub use error::{Error, Problem, Result};

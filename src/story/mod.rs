#![allow(clippy::unwrap_used)]

//! What the domain does, told as stories on both databases.

mod accounts;
mod applications;
mod races;
mod told;
mod verbs;

pub(crate) use verbs::{admin, name, sign_in, user};

//! In the order in which a request meets them.

/// One number and one line of log for each request.
pub mod trace;
/// What browsers are told to refuse.
pub mod headers;
/// A bug ends one request, not the process.
pub mod panics;
/// Styles, scripts and icons.
pub mod statics;
/// Where a request comes from.
pub mod origin;
/// How often one address may ask.
pub mod rate;
/// Other sites cannot post in a person's name.
pub mod csrf;
/// How much a request may carry.
pub mod limits;
/// Who is signed in.
pub mod sessions;
/// Forms without script: statuses, and the form again with what was typed.
pub mod form;
/// How pages run their parts side by side.
pub mod spawn;

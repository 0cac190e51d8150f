//! In the order in which a request meets them.

/// What no browser asks for, and who may see the pages of development.
pub mod asked;
/// What travels, travels small.
pub mod compress;
/// Other sites cannot post in a person's name.
pub mod csrf;
pub mod deadline;
/// Forms without script: statuses, and the form again with what was typed.
pub mod finish;
pub mod form;
/// What browsers are told to refuse.
pub mod headers;
/// How much a request may carry.
pub mod limits;
/// Where a request comes from.
pub mod origin;
/// A bug ends one request, not the process.
pub mod panics;
/// How often one address may ask.
pub mod rate;
pub mod scheme;
/// Who is signed in.
pub mod sessions;
/// How pages run their parts side by side.
pub mod spawn;
/// Styles, scripts and icons.
pub mod statics;
/// One number and one line of log for each request.
pub mod trace;

//! The process: settings, router, layers, workers. `main.rs` calls `cli::run`, tests call `router::router`.

/// What would hurt, found before it does.
pub mod check;
/// The commands.
pub mod cli;
/// Settings, by flag, environment or file.
pub mod config;
/// Takes connections and hands their requests to the router.
pub mod connections;
/// Lists as files.
pub mod export;
/// What stands between the network and the pages.
pub mod layers;
/// Mails as HTML, for the frame on their pages.
pub mod letters;
/// Open pages that hear of changes.
pub mod live;
/// What is written to the log, and how.
pub mod log;
/// Manual pages and completions of commands.
pub mod manual;
/// Figures for whoever watches over the process.
pub mod metrics;
/// Answers of the process itself, for when no page can be rendered.
pub mod plain;
/// How many queries a request takes, counted in development.
pub mod queries;
/// Every address of the process.
pub mod router;
/// `guildhall serve`, from the first line to the last request.
pub mod serve;
/// The embedded site: styles, scripts, icons.
pub mod site;
/// What all requests share.
pub mod state;
/// How many open pages of one user hear of changes.
pub mod streams;

//! What people see: pages, their server functions, and the frame around them.

mod app;
mod done;
pub mod echo;
pub mod error;
mod frame;
mod load;
mod log_line;
mod pages;
mod remote;
mod routes;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
mod shell;
mod ui;
mod viewer;

pub use app::App;
#[cfg(feature = "ssr")]
pub use shell::shell;

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(App);
}

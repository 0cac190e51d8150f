//! What people see: pages, their server functions, and the frame around them.

mod app;
mod chunks;
mod done;
pub mod echo;
pub mod error;
mod frame;
mod live;
mod load;
mod log_line;
mod pages;
mod preview;
mod query;
mod remote;
#[cfg(feature = "ssr")]
pub mod server;
mod sheet;
#[cfg(feature = "ssr")]
mod shell;
mod ui;
mod viewer;

pub use app::App;
#[cfg(feature = "ssr")]
pub use shell::shell;

/// Takes over the page that the server rendered, and says whether it could. Where not, the page works as without
/// script.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() -> bool {
    console_error_panic_hook::set_once();
    let path = leptos::prelude::window().location().pathname().unwrap_or_default();
    let loaded = chunks::load_for(&path).await;
    if loaded {
        // From here to the mark `live` the program takes the page over; `make bench` tells how long that is.
        let _ = leptos::prelude::window().performance().map(|performance| performance.mark("hydrate"));
        leptos::mount::hydrate_body(App);
        chunks::load_after(&path);
    }
    loaded
}

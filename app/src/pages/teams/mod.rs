//! Teams of an organization: the list, and one with its members and its rights. The server describes these pages.

mod acts;
mod list;
mod new;
mod one;

pub use list::list;
pub use new::new;
pub use one::one;

use leptos::server_fn::ServerFn;

/// The path of a server function.
fn path_of<S: ServerFn>() -> &'static str {
    S::PATH
}

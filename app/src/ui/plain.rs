//! Plain markup: what the rows of a list are made of. Nothing in it is live, so it costs its bytes and no more, on the
//! server and in the browser; text and attributes are escaped by `html!`.

use leptos::{prelude::*, tachys::html::InertElement};
pub use maud::{Markup, html};

/// One element of plain markup as a part of a view. Only for one of a few: the browser keeps each that it has made.
pub(super) fn constant(element: Markup) -> AnyView {
    InertElement::new(element.into_string()).into_any()
}

/// A button in a row which sends the form of this id, that all rows share, with the one value that tells the rows
/// apart.
pub fn row_button(form: &str, value: &str, label: &str, describe: &str, class: &str) -> Markup {
    html! {
        button class=(super::classes("btn", class)) form=(form) name="id" value=(value) aria-label=(describe) {
            (label)
        }
    }
}

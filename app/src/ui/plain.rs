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

/// A part of a page that is plain markup altogether.
pub fn block(class: &'static str, content: Markup) -> AnyView {
    view! { <div class=class inner_html=content.into_string()></div> }.into_any()
}

/// Links of one kind, under a name for screen readers.
pub fn nav(class: &'static str, label: String, links: Markup) -> AnyView {
    view! { <nav class=class aria-label=label inner_html=links.into_string()></nav> }.into_any()
}

/// A part of a page under its own heading, with what stands at the right of that.
pub fn section(title: &str, aside: &Markup, content: &Markup) -> Markup {
    html! { section.section { header { h2 { (title) } (aside) } (content) } }
}

/// Text with links in it, each on its own as to the direction it is read in.
pub fn names(pieces: &[(String, Option<String>)]) -> Markup {
    html! {
        @for (text, href) in pieces {
            @if let Some(href) = href { a href=(href) dir="auto" { (text) } } @else { (text) }
        }
    }
}

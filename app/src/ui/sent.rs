use super::Markup;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Markup that the server made and sends as text. It is made of `Markup` alone, which escapes what people typed; the
/// browser shows it as it comes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sent(String);

impl From<Markup> for Sent {
    fn from(markup: Markup) -> Self {
        Self(markup.into_string())
    }
}

impl Sent {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a part of a page.
    pub fn shown(self) -> AnyView {
        view! { <div inner_html=self.0></div> }.into_any()
    }

    /// In a line.
    pub fn in_line(self) -> AnyView {
        view! { <span inner_html=self.0></span> }.into_any()
    }

    /// As the head of a page.
    pub fn head_view(self) -> AnyView {
        view! { <header class="page-head" inner_html=self.0></header> }.into_any()
    }

    /// As the column of a frame.
    pub fn column_view(self) -> AnyView {
        view! { <div class="side-of-sheet" inner_html=self.0></div> }.into_any()
    }
}

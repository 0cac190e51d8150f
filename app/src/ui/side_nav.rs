use super::{Markup, badge, html, icon, nav};
use guildhall::error::thousands;
use leptos::prelude::*;

/// One line of the left column.
#[derive(Clone, Debug, Default)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub icon: &'static str,
    pub count: Option<i64>,
    /// The count asks for attention.
    pub alert: bool,
    pub current: bool,
    pub separator_before: bool,
}

/// The left column of a frame, which is a row of tabs on a narrow screen.
#[component]
pub fn SideNav(#[prop(into)] label: String, items: Vec<NavItem>) -> impl IntoView {
    nav("side", label, lines(&items))
}

/// The same for a page that the server describes.
#[cfg(feature = "ssr")]
pub fn side_nav(label: &str, items: &[NavItem]) -> Markup {
    html! { nav.side aria-label=(label) { (lines(items)) } }
}

fn lines(items: &[NavItem]) -> Markup {
    html! {
        @for item in items {
            @if item.separator_before { hr; }
            a href=(item.href) aria-current=[item.current.then_some("page")] {
                (icon(item.icon)) (item.label)
                @if let Some(count) = item.count.map(thousands) {
                    @if item.alert { (badge("bad", &count)) } @else { span.count { (count) } }
                }
            }
        }
    }
}

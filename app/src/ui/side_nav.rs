use super::{Badge, Icon};
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
    view! {
        <nav class="side" aria-label=label>
            {items.into_iter().map(line).collect_view()}
        </nav>
    }
    .into_any()
}

fn line(item: NavItem) -> AnyView {
    let count = item.count.map(|count| {
        let count = thousands(count);
        if item.alert {
            view! { <Badge tone="bad">{count}</Badge> }.into_any()
        } else {
            view! { <span class="count">{count}</span> }.into_any()
        }
    });
    view! {
        {item.separator_before.then(|| view! { <hr/> })}
        <a href=item.href aria-current=item.current.then_some("page")>
            <Icon name=item.icon/>
            {item.label}
            {count}
        </a>
    }
    .into_any()
}

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use crate::ui::{NavItem, SideLayout, SideNav};
use guildhall::address as to;

/// The frame around the pages of the viewer’s account.
#[component]
pub fn AccountArea() -> impl IntoView {
    let path = use_location().pathname;
    let side = move || {
        move || {
            let items = items(path.get().trim_end_matches('/'));
            view! { <SideNav label="Account" items=items/> }
        }
    };
    view! {
        <SideLayout side=side>
            <Outlet/>
        </SideLayout>
    }
    .into_any()
}

fn items(path: &str) -> Vec<NavItem> {
    let item = |label: &str, href: &str, icon, separator_before| NavItem {
        label: label.into(),
        href: href.into(),
        icon,
        current: path == href,
        separator_before,
        ..NavItem::default()
    };
    vec![
        item("Profile", to::ACCOUNT, "user", false),
        item("Password", to::ACCOUNT_PASSWORD, "key", false),
        item("E-mail", to::ACCOUNT_EMAIL, "mail", false),
        item("Sessions", to::ACCOUNT_SESSIONS, "device", false),
        item("Your log", to::ACCOUNT_LOG, "log", true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_current_on_each_page() {
        for path in [to::ACCOUNT, to::ACCOUNT_PASSWORD, to::ACCOUNT_EMAIL, to::ACCOUNT_SESSIONS, to::ACCOUNT_LOG] {
            let current: Vec<_> = items(path).into_iter().filter(|item| item.current).map(|item| item.href).collect();
            assert_eq!(current, [path]);
        }
    }
}

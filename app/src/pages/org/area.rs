use guildhall::access::Permission;
use guildhall::org::{Kind, OrgHeader};
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;

use crate::error::Fault;
use crate::live::Live;
use crate::remote::Fetched;
use crate::ui::{NavItem, SideLayout, SideNav};
use guildhall::address as to;

/// What surrounds every page of an organization. Its pages find the `OrgHeader` in the context, so it is asked for
/// once.
#[component]
pub fn OrgArea() -> impl IntoView {
    let path = use_location().pathname;
    let asked = super::org_name();
    let live = Live::here();
    let head = Fetched::anew_after(move || OrgHead { org: asked.get() }, move || live.org());
    provide_context(head);
    let side = move || {
        Suspend::new(async move {
            match head.answer().await {
                Ok(head) => match canonical(&path.get_untracked(), &asked.get_untracked(), &head.name) {
                    Some(there) => view! { <Redirect path=there options=crate::pages::replacing()/> }.into_any(),
                    None => side_nav(head, path),
                },
                // The page itself says what is wrong; the column keeps its place.
                Err(_) => view! { <div class="side"></div> }.into_any(),
            }
        })
    };
    view! {
        <SideLayout side=move || view! { <Transition>{side}</Transition> }>
            <Outlet/>
        </SideLayout>
    }
    .into_any()
}

fn side_nav(head: OrgHeader, path: Memo<String>) -> AnyView {
    let label = head.display_name.to_string();
    (move || view! { <SideNav label=label.clone() items=items(&head, &path.get())/> }).into_any()
}

/// The same column beside a page that the server describes; `path` is that of the line to be marked.
#[cfg(feature = "ssr")]
pub fn side_of(head: &OrgHeader, path: &str) -> crate::ui::Markup {
    crate::ui::side_nav(head.display_name.as_str(), &items(head, path))
}

/// Only what this role may open.
fn items(head: &OrgHeader, path: &str) -> Vec<NavItem> {
    let item = |label: &str, icon, href: String| NavItem {
        label: label.to_owned(),
        icon,
        current: path.trim_end_matches('/') == href,
        href,
        ..NavItem::default()
    };
    let people = to::people(&head.name);
    let mut items = vec![
        item("Overview", "home", to::org(&head.name)),
        NavItem { count: Some(head.members), current: path.starts_with(&people), ..item("People", "people", people) },
    ];
    let counted = |label: &str, icon, href: String, count: i64| NavItem {
        count: Some(count).filter(|count| *count > 0),
        current: path.starts_with(&href),
        ..item(label, icon, href)
    };
    if head.kind != Kind::Personal {
        items.push(counted("Teams", "team", to::teams(&head.name), head.teams));
    }
    items.push(counted("Projects", "box", to::org_projects(&head.name), head.projects));
    if head.may(Permission::ReadAuditLog) {
        items.push(NavItem { separator_before: true, ..item("Audit log", "log", to::org_log(&head.name)) });
    }
    if head.may(Permission::EditSettings) {
        items.push(item("Settings", "gear", to::org_settings(&head.name)));
    }
    items
}

/// The same page under the name as the organization spells it, if that is not how it was asked for.
fn canonical(path: &str, asked: &str, name: &AccountName) -> Option<String> {
    let rest = path.strip_prefix("/orgs/")?.strip_prefix(asked)?;
    (asked != name.as_str()).then(|| format!("{}{rest}", to::org(name)))
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn org_head(#[server(default)] org: String) -> Result<OrgHeader, Fault> {
    Ok(crate::server::org(&org).await?.head.clone())
}

#[cfg(test)]
mod tests {
    use super::super::overview::tests::acme;
    use super::*;
    use guildhall::access::Role;

    #[test]
    fn another_spelling_leads_to_the_same_page_of_the_right_name() {
        let name = AccountName::parse("acme-widgets").expect("a good name");
        let there = |path, asked| canonical(path, asked, &name);
        assert_eq!(there("/orgs/acme-widgets/log", "acme-widgets"), None);
        assert_eq!(there("/orgs/ACME.widgets", "ACME.widgets").as_deref(), Some("/orgs/acme-widgets"));
        assert_eq!(there("/orgs/ACME.widgets/log", "ACME.widgets").as_deref(), Some("/orgs/acme-widgets/log"));
    }

    #[test]
    fn only_an_owner_is_led_to_the_audit_log() {
        let labels = |role| -> Vec<String> {
            items(&OrgHeader { role, ..acme() }, "/orgs/acme").into_iter().map(|item| item.label).collect()
        };
        assert_eq!(labels(Role::Owner), ["Overview", "People", "Teams", "Projects", "Audit log", "Settings"]);
        assert_eq!(labels(Role::Manager), ["Overview", "People", "Teams", "Projects"]);
    }

    #[test]
    fn the_open_page_is_marked() {
        let current = |path| -> Vec<bool> { items(&acme(), path).into_iter().map(|item| item.current).collect() };
        assert_eq!(current("/orgs/acme/log"), [false, false, false, false, true, false]);
        assert_eq!(current("/orgs/acme/people/@ada"), [false, true, false, false, false, false]);
    }
}

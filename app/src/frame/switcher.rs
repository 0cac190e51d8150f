use guildhall::org::Mine;
use leptos::{ev, html, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys};

use crate::error::Fault;
use crate::remote::ask;
use crate::ui::{Avatar, Icon};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn my_orgs() -> Result<Vec<Mine>, Fault> {
    let actor = crate::server::actor()?;
    Ok(guildhall::org::mine(&crate::server::db(), &actor).await?)
}

/// What the switcher holds: links that work without script, and, once it was opened with script, one's organizations to
/// search and choose from. Loaded only then, so that no other page pays for it.
#[component]
pub fn Switcher(site_admin: bool) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let orgs = RwSignal::new(None::<Vec<Mine>>);
    load_when_opened(panel, orgs);
    let sought = RwSignal::new(String::new());
    let list = move || orgs.get().filter(|all| !all.is_empty()).map(|all| found(all, &sought.get()));
    view! {
        <div node_ref=panel>
            {move || {
                let many = orgs.with(|orgs| orgs.as_ref().is_some_and(|all| all.len() > 1));
                many.then(|| view! { <Sought sought=sought/> })
            }}
            {list}
            <a href=to::ORGS><Icon name="building"/>"All organizations"</a>
            <a href=to::NEW_ORG><Icon name="plus"/>"Found an organization"</a>
            {site_admin.then(|| {
                view! { <a href=to::ADMIN_APPLICATIONS><Icon name="shield"/>"Site administration"</a> }
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Sought(sought: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="search">
            <Icon name="search"/>
            <input
                class="input"
                type="search"
                placeholder="Find an organization"
                aria-label="Find an organization"
                autocomplete="off"
                on:input=move |event| sought.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

fn found(all: Vec<Mine>, sought: &str) -> AnyView {
    let fitting: Vec<_> =
        all.into_iter().filter(|org| fits(sought, org.name.as_str(), org.display_name.as_str())).collect();
    if fitting.is_empty() {
        return view! { <p class="label">"None of your organizations is called so."</p> <hr/> }.into_any();
    }
    let line = |org: Mine| {
        view! {
            <a href=to::org(&org.name)>
                <Avatar name=org.display_name.to_string() seed=org.name.to_string() org=true size="s"/>
                <span class="label"><bdi>{org.display_name.to_string()}</bdi></span>
                <span class="name">{org.name.to_string()}</span>
            </a>
        }
    };
    view! { {fitting.into_iter().map(line).collect_view()} <hr/> }.into_any()
}

/// Whether an organization is meant by what was typed.
fn fits(sought: &str, name: &str, display_name: &str) -> bool {
    let sought = sought.trim().to_lowercase();
    name.to_lowercase().contains(&sought) || display_name.to_lowercase().contains(&sought)
}

/// Asks at the first touch, and again at the next if that failed.
fn load_when_opened(panel: NodeRef<html::Div>, orgs: RwSignal<Option<Vec<Mine>>>) {
    let asking = StoredValue::new(false);
    Effect::new(move |_| {
        let clicks = window_event_listener(ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            let menu = panel.get_untracked().and_then(|panel| panel.closest("details").ok().flatten());
            let touched = menu.is_some_and(|menu| menu.contains(target.as_ref()));
            if touched && orgs.with_untracked(Option::is_none) && !asking.get_value() {
                asking.set_value(true);
                spawn_local(async move {
                    let answer = ask(MyOrgs {}).await;
                    // The menu may be gone by now.
                    asking.try_set_value(false);
                    orgs.try_set(answer.ok());
                });
            }
        });
        on_cleanup(move || clicks.remove());
    });
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn organizations_are_found_by_either_name() {
        assert!(fits("", "acme", "Acme Widgets"));
        assert!(fits(" WIDG ", "acme", "Acme Widgets"));
        assert!(fits("acme-", "acme-widgets", "Something else"));
        assert!(!fits("initech", "acme", "Acme Widgets"));
    }
}

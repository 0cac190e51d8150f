use guildhall::error::thousands;
use guildhall::mail::Held;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::remote::Fetched;
use crate::ui::{Alert, NavItem, SideLayout, SideNav};
use guildhall::address as to;

/// What asks for a site admin's attention.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    pub applications: i64,
    pub failed_mails: i64,
    /// Mails that the mail server takes none of.
    pub held: Option<Held>,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn admin_waiting() -> Result<Waiting, Fault> {
    use guildhall::admin;
    use guildhall::mail::MailState;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let applications = guildhall::application::waiting(&db, &actor).await?;
    let mails = admin::mails(&db, &actor, Some(MailState::Failed), None).await?;
    Ok(Waiting { applications, failed_mails: mails.failed, held: mails.held })
}

/// What surrounds every page of the site administration. Each page asks for its own permission; here a person without
/// it only sees no column.
#[component]
pub fn AdminArea() -> impl IntoView {
    let path = use_location().pathname;
    let waiting = Fetched::anew_after(|| AdminWaiting {}, move || path.get());
    let side = move || {
        Suspend::new(async move {
            match waiting.answer().await {
                Ok(waiting) => {
                    (move || view! { <SideNav label="Site administration" items=items(&waiting, &path.get())/> })
                        .into_any()
                }
                Err(_) => view! { <div class="side"></div> }.into_any(),
            }
        })
    };
    let held = move || {
        Suspend::new(async move {
            let held = waiting.answer().await.ok().and_then(|waiting| waiting.held);
            held.map(|held| blocked(&held, path.get_untracked() != to::ADMIN_MAIL))
        })
    };
    view! {
        <SideLayout side=move || view! { <Transition>{side}</Transition> }>
            <Transition>{held}</Transition>
            <Outlet/>
        </SideLayout>
    }
    .into_any()
}

/// What a site admin reads first when the mail server takes nothing.
pub fn blocked(held: &Held, leads_on: bool) -> AnyView {
    let mails = match held.count {
        1 => "1 mail waits. It goes out by itself once it is taken.".to_owned(),
        many => format!("{} mails wait. They go out by themselves once it takes them.", thousands(many)),
    };
    let said = held.said.as_ref().map(|said| format!("It says: {}. ", said.as_str().trim_end_matches('.')));
    let why = "The mail server takes no mail of this site: its settings here, or the server, need a look. ";
    let way = leads_on.then(|| view! { " " <a href=to::ADMIN_MAIL>"See the mails"</a> });
    view! {
        <div class="above">
            <Alert tone="warn">
                <p>
                    {why} <bdi>{said}</bdi> {mails} {way}
                </p>
            </Alert>
        </div>
    }
    .into_any()
}

fn items(waiting: &Waiting, path: &str) -> Vec<NavItem> {
    let item = |label: &str, href: &str, icon| NavItem {
        label: label.to_owned(),
        href: href.to_owned(),
        icon,
        current: path.starts_with(href),
        ..NavItem::default()
    };
    let applications = item("Applications", to::ADMIN_APPLICATIONS, "log");
    let mail = item("Mail", to::ADMIN_MAIL, "mail");
    let names = item("Names", to::ADMIN_NAMES, "tag");
    let reports = item("Reports", to::ADMIN_REPORTS, "warn");
    let admins = item("Site admins", to::ADMIN_ADMINS, "shield");
    let settings = item("Settings", to::ADMIN_SETTINGS, "gear");
    let at_home = path.trim_end_matches('/') == to::ADMIN;
    vec![
        NavItem { count: Some(waiting.applications), current: applications.current || at_home, ..applications },
        NavItem { count: (waiting.failed_mails > 0).then_some(waiting.failed_mails), alert: true, ..mail },
        names,
        reports,
        NavItem { separator_before: true, ..admins },
        settings,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn current(path: &str) -> Vec<String> {
        let items = items(&Waiting::default(), path);
        items.into_iter().filter(|item| item.current).map(|item| item.label).collect()
    }

    #[test]
    fn the_open_page_is_marked() {
        assert_eq!(current("/admin"), ["Applications"]);
        assert_eq!(current("/admin/applications/0198"), ["Applications"]);
        assert_eq!(current("/admin/mail"), ["Mail"]);
        assert_eq!(current("/admin/names"), ["Names"]);
        assert_eq!(current("/admin/reports"), ["Reports"]);
        assert_eq!(current("/admin/admins"), ["Site admins"]);
        assert_eq!(current("/admin/settings"), ["Settings"]);
    }

    #[test]
    fn failed_mails_ask_for_attention_and_none_stay_silent() {
        let mail =
            |failed_mails| items(&Waiting { applications: 6, failed_mails, held: None }, "/admin").remove(1).count;
        assert_eq!(mail(2), Some(2));
        assert_eq!(mail(0), None);
    }
}

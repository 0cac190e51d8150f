use guildhall::account::Public;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::preview::Preview;
use crate::remote::Fetched;
use crate::ui::{Avatar, Badge, Narrow, PageHead, Section, Sent, Title};
use guildhall::address as to;

/// Where a name leads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Named {
    /// To this account, with the list of its public projects. `oversees` when it is an organization and a site admin
    /// looks.
    Here { account: Public, oversees: bool, projects: Sent },
    /// To an account that is called differently today, or spelt differently.
    Moved(AccountName),
}

/// What everybody may see of a user or an organization.
#[component]
pub fn PublicAccountPage() -> impl IntoView {
    let params = use_params_map();
    let at = Memo::new(move |_| params.read().get("at").unwrap_or_default());
    let query = use_query_map();
    let after = Memo::new(move |_| query.read().get("after").unwrap_or_default());
    let account = Fetched::new(move || PublicAccount { at: at.get(), after: after.get() });
    loaded(account, |named| match named {
        Named::Here { account, oversees, projects } => page(account, oversees, projects),
        Named::Moved(name) => view! { <Redirect path=to::public(&name) options=crate::pages::replacing()/> }.into_any(),
    })
}

fn page(account: Public, oversees: bool, projects: Sent) -> AnyView {
    let Public { name, is_org, display_name, description, link, since } = account;
    let (shown, seed) = (display_name.to_string(), name.to_string());
    // A chat that previews the address shows the title alone.
    let title = guildhall::text::Named { name: name.clone(), display_name: display_name.clone() }.to_string();
    let (admin, named) = (to::admin_org(&name), name.clone());
    let actions = move || oversees.then(|| view! { <a class="btn" href=admin>"Seats and Owners"</a> });
    let under = move || {
        view! {
            <p>
                <span class="name">{format!("@{name}")}</span>
                {if is_org { " · founded " } else { " · here since " }}
                <time class="fixed" datetime=since.iso()>{since.date_text()}</time>
                {link.map(|link| {
                    view! {
                        " · "
                        <a href=link.to_string() rel="nofollow ugc noopener">{link.short().to_owned()}</a>
                    }
                })}
            </p>
        }
    };
    view! {
        <Title text=title.clone()/>
        <Preview title=title description=description.to_string() path=to::public(&named)/>
        <Narrow>
            <PageHead
                title=display_name.to_string()
                avatar=move || view! { <Avatar name=shown seed=seed org=is_org size="l"/> }
                badges=move || is_org.then(|| view! { <Badge>"Organization"</Badge> })
                under=under
                actions=actions
            />
            {(!description.as_str().is_empty())
                .then(|| view! { <p class="lines" dir="auto">{description.to_string()}</p> })}
            <Section title="Public projects">{projects.shown()}</Section>
        </Narrow>
    }
    .into_any()
}

/// Takes the first part of an address, which names an account when it begins with `@`.
#[server(input = server_fn::codec::GetUrl)]
pub async fn public_account(#[server(default)] at: String, #[server(default)] after: String) -> Result<Named, Fault> {
    use guildhall::account::{PublicPage, public_page};
    let asked = at.strip_prefix('@').ok_or(guildhall::Error::NotFound)?;
    let name = AccountName::parse(asked).map_err(|_| guildhall::Error::NotFound)?;
    // Before anything is waited for: what belongs to the request is gone when its reader hangs up meanwhile.
    let db = crate::server::db();
    let viewer = crate::server::viewer().await?;
    Ok(match public_page(&db, &name).await? {
        PublicPage::Here(account) if account.name.as_str() == asked => {
            let oversees = account.is_org && viewer.is_some_and(|viewer| viewer.site_admin);
            let projects = super::projects::public(&db, &account, &after).await?.into();
            Named::Here { account, oversees, projects }
        }
        PublicPage::Here(account) => Named::Moved(account.name),
        PublicPage::Moved(name) => Named::Moved(name),
    })
}

use guildhall::Error;
use guildhall::admin::SiteAdmin;
use guildhall::error::Stale;
use guildhall::text::{AccountName, Named};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Alert, Card, Column, Form, Hidden, Markup, Narrow, PageHead, PasswordAgain, Section, Submit, Table, TextField,
    Title, badge, html, person,
};
use guildhall::address as to;

/// Who administers the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Admins {
    pub rows: Vec<SiteAdmin>,
    /// Who is to be removed, if that is asked for.
    pub leaving: Option<Named>,
    /// Whether that was asked for of somebody who is none.
    pub left: bool,
    pub viewer: AccountName,
    pub ask_password: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_admins(#[server(default)] remove: String) -> Result<Admins, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let rows = guildhall::admin::admins(&db, &actor).await?;
    let leaving = rows.iter().map(|admin| &admin.named).find(|named| named.name.as_str() == remove).cloned();
    let left = leaving.is_none() && !remove.is_empty();
    let ask_password = crate::server::asks_password(&actor);
    Ok(Admins { rows, leaving, left, viewer: actor.name, ask_password })
}

#[server]
pub async fn promote_admin(#[server(default)] user: String, #[server(default)] password: String) -> Result<(), Fault> {
    let user = AccountName::typed(&user).map_err(|problem| guildhall::Error::field("user", problem))?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::admin::promote(&crate::server::db(), &actor, &user).await?;
    crate::server::go_done(to::ADMIN_ADMINS, crate::done::Done::AdminPromoted);
    Ok(())
}

#[server]
pub async fn demote_admin(#[server(default)] user: String, #[server(default)] password: String) -> Result<(), Fault> {
    let user = crate::server::name(&user)?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::admin::demote(&crate::server::db(), &actor, &user).await?;
    // For whoever removed themselves the site administration is not there any more.
    let on = if actor.name.key() == user.key() { to::ORGS } else { to::ADMIN_ADMINS };
    crate::server::go_done(on, crate::done::Done::AdminDemoted);
    Ok(())
}

/// Who administers the site, and how that changes.
#[component]
pub fn AdminsPage() -> impl IntoView {
    let query = use_query_map();
    let remove = Memo::new(move |_| query.with(|query| query.get("remove")).unwrap_or_default());
    let (promote, demote) = (Act::calling::<PromoteAdmin>(), Act::calling::<DemoteAdmin>());
    let taken = promote.taken();
    let admins = Fetched::anew_after(move || ReadAdmins { remove: remove.get() }, move || taken.get());
    view! {
        <Title text="Site admins"/>
        {loaded(admins, move |admins| match &admins.leaving {
            Some(leaving) => question(leaving, &admins, demote),
            None => page(admins, promote),
        })}
    }
    .into_any()
}

fn page(admins: Admins, promote: Act) -> AnyView {
    let heads = vec![Column::new("Person"), Column::new("E-mail"), Column::with("", "tight")];
    let ask_password = admins.ask_password;
    let alone = admins.rows.iter().filter(|admin| !admin.suspended).count() == 1;
    let rows = html! { @for admin in &admins.rows { (row(admin, alone)) } };
    let left =
        admins.left.then(|| view! { <Alert tone="warn"><p>{Error::Stale(Stale::SiteAdmin).message()}</p></Alert> });
    view! {
        <PageHead
            title="Site admins"
            lead="They decide on applications and set what holds for the whole site. Each change here is told to all \
                of them by mail."
        />
        <div class="stack">
            {left}
            <Card class="">
                <Table caption="Site admins" heads=heads rows=rows/>
            </Card>
        </div>
        <Section title="Make somebody a site admin">
            <Narrow>
                <Form action=promote reset=true>
                    <TextField
                        name="user"
                        label="Username"
                        hint="Of somebody who has an account here. It works at once, and they get a mail."
                        check=|text| AccountName::typed(text).map(drop)
                        mono=true
                        required=true
                        autocomplete="off"
                    />
                    <PasswordAgain asked=ask_password/>
                    <div><Submit>"Make site admin"</Submit></div>
                </Form>
            </Narrow>
        </Section>
    }
    .into_any()
}

fn row(SiteAdmin { named, email, suspended }: &SiteAdmin, alone: bool) -> Markup {
    html! {
        tr {
            td {
                (person(named.display_name.as_str(), named.name.as_str()))
                @if *suspended { " " (badge("warn", "Suspended")) }
            }
            td data-label="E-mail" { (email) }
            td.tight {
                @if *suspended || !alone {
                    a.btn href={ (to::ADMIN_ADMINS) "?remove=" (named.name) }
                        aria-label={ "Remove " (named) " from the site admins" }
                    {
                        "Remove…"
                    }
                }
            }
        }
    }
}

fn question(leaving: &Named, admins: &Admins, demote: Act) -> AnyView {
    let own = leaving.name == admins.viewer;
    let (title, lead) = match own {
        true => (
            "Stop being a site admin?".to_owned(),
            "You lose the site administration at once. Another site admin can give it back.".to_owned(),
        ),
        false => (
            format!("Remove {leaving} from the site admins?"),
            format!(
                "{leaving} loses the site administration at once. The account and its organizations stay as they are."
            ),
        ),
    };
    let (user, ask_password) = (leaving.name.to_string(), admins.ask_password);
    let crumbs = vec![("Site admins".to_owned(), to::ADMIN_ADMINS.to_owned())];
    view! {
        <Narrow>
            <PageHead title=title lead=lead crumbs=crumbs/>
            <Form action=demote>
                <Hidden name="user" value=user/>
                <PasswordAgain asked=ask_password/>
                <div class="row">
                    <Submit class="danger">
                        {if own { "Stop being a site admin" } else { "Remove from the site admins" }}
                    </Submit>
                    <a class="btn quiet" href=to::ADMIN_ADMINS>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}

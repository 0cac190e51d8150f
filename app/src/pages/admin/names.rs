use guildhall::Error;
use guildhall::clock::Timestamp;
use guildhall::error::Stale;
use guildhall::name::{Unheld, UnheldNames, Why};
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::query::Query;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Alert, Card, Column, Empty, Form, Forward, Hidden, Markup, Narrow, Now, PageHead, Search, Section, Submit, Table,
    TextArea, TextField, Title, ago, html,
};
use guildhall::address as to;

/// Names that nobody holds and that cannot be had all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Names {
    pub page: UnheldNames,
    /// What was looked for.
    pub query: String,
    /// Which name is to be released, if that is asked for.
    pub release: Option<Unheld>,
    /// Whether that was asked for of a name that nothing keeps.
    pub released: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_names(
    #[server(default)] q: String,
    #[server(default)] after: String,
    #[server(default)] release: String,
) -> Result<Names, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let page = guildhall::admin::unheld_names(&db, &actor, &q, &after).await?;
    let found = match AccountName::typed(&release) {
        Ok(name) => guildhall::admin::unheld_name(&db, &actor, &name).await?,
        Err(_) => None,
    };
    let released = found.is_none() && !release.is_empty();
    Ok(Names { page, query: q.trim().to_owned(), release: found, released })
}

#[server]
pub async fn block_name(#[server(default)] name: String, #[server(default)] reason: String) -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let mut form = guildhall::error::Form::default();
    let name = form.take("name", AccountName::parse_new(&name));
    let reason = form.take("reason", guildhall::text::Note::parse(&reason));
    let (name, reason) = form.all((name, reason))?;
    guildhall::admin::block_name(&db, &actor, &name, &reason).await?;
    crate::server::go_done(to::ADMIN_NAMES, crate::done::Done::NameBlocked);
    Ok(())
}

#[server]
pub async fn release_name(#[server(default)] name: String) -> Result<(), Fault> {
    let (db, actor, name) = (crate::server::db(), crate::server::actor()?, crate::server::name(&name)?);
    guildhall::admin::release_name(&db, &actor, &name).await?;
    crate::server::go_done(to::ADMIN_NAMES, crate::done::Done::NameReleased);
    Ok(())
}

/// Where site admins keep names from everybody, and let them go.
#[component]
pub fn NamesPage() -> impl IntoView {
    let query = use_query_map();
    let word = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name)).unwrap_or_default());
    let (q, after, release) = (word("q"), word("after"), word("release"));
    let (block, free) = (Act::calling::<BlockName>(), Act::calling::<ReleaseName>());
    let taken = block.taken();
    let names = Fetched::anew_after(
        move || ReadNames { q: q.get(), after: after.get(), release: release.get() },
        move || taken.get(),
    );
    view! {
        <Title text="Names · Site administration"/>
        {loaded(names, move |names| match names.release {
            Some(unheld) => question(unheld, free),
            None => page(names, !after.get_untracked().is_empty(), block),
        })}
    }
    .into_any()
}

fn page(names: Names, deep: bool, block: Act) -> AnyView {
    let Names { page: names, query, released, .. } = names;
    let released = released.then(|| view! { <Alert tone="warn"><p>{Error::Stale(Stale::Name).message()}</p></Alert> });
    let list = match (names.rows.is_empty(), query.is_empty()) {
        (false, _) => list(names, &query, deep),
        (true, true) => {
            let text = "Names that you block appear here, and those of people who sign up, until they follow the \
                        link in their mail.";
            view! { <Empty icon="tag" title="No name is kept" text=text/> }.into_any()
        }
        (true, false) => {
            let text = "Whatever begins so is either free or held by a user or an organization.";
            view! { <Empty icon="search" title="No such name is kept" text=text/> }.into_any()
        }
    };
    view! {
        <PageHead
            title="Names"
            lead="Names that no account holds and that cannot be had all the same: blocked here, or reserved by a \
                sign-up for 24 hours."
        />
        <div class="stack">
            {released}
            <div class="tools"><Search value=query label="How a name begins" action=to::ADMIN_NAMES/></div>
            {list}
        </div>
        <Section title="Block a name">
            <Narrow>
                <Form action=block reset=true>
                    <TextField
                        name="name"
                        label="Name"
                        hint="A sign-up that reserves it comes to nothing. What a user or an organization holds stays \
                            with them."
                        check=|text| AccountName::parse_new(text).map(drop)
                        mono=true
                        required=true
                        autocomplete="off"
                    />
                    <TextArea
                        name="reason"
                        label="Reason"
                        hint="For the other site admins; nobody else reads it. May be left out."
                    />
                    <div><Submit>"Block name"</Submit></div>
                </Form>
            </Narrow>
        </Section>
    }
    .into_any()
}

fn list(names: UnheldNames, query: &str, deep: bool) -> AnyView {
    let heads = vec![Column::new("Name"), Column::new("Kept because"), Column::new("Since"), Column::with("", "tight")];
    let now = Now::here();
    let rows = html! { @for unheld in &names.rows { (row(unheld, now)) } };
    let first = deep.then(|| href(query, ""));
    let next = names.next.as_deref().map(|after| href(query, after));
    view! {
        <Card class="">
            <Table caption="Names" heads=heads rows=rows/>
            <Forward first=first next=next text="By the alphabet"/>
        </Card>
    }
    .into_any()
}

/// The address of a page of the list.
fn href(q: &str, after: &str) -> String {
    Query::default().with("q", q).with("after", after).at(to::ADMIN_NAMES)
}

fn row(unheld: &Unheld, now: Timestamp) -> Markup {
    let Unheld { name, since, why } = unheld;
    let why = match why {
        Why::Blocked { reason } if reason.as_str().is_empty() => "Blocked".to_owned(),
        Why::Blocked { reason } => format!("Blocked: {reason}"),
        Why::SignUp { email } => format!("Reserved by the sign-up of {email}"),
    };
    html! {
        tr {
            td { span.name { (name) } }
            td data-label="Kept because" dir="auto" { (why) }
            td data-label="Since" { (ago(*since, now)) }
            td.tight {
                a.btn href={ (to::ADMIN_NAMES) "?release=" (name) } aria-label={ "Release " (name) } { "Release…" }
            }
        }
    }
}

fn question(unheld: Unheld, free: Act) -> AnyView {
    let Unheld { name, why, .. } = unheld;
    let lead = match why {
        Why::Blocked { .. } => "Anybody can have it then, for a user or an organization.".to_owned(),
        Why::SignUp { email } => format!(
            "The sign-up of {email} comes to nothing: the link in its mail no longer works, and anybody can have the \
             name."
        ),
    };
    let crumbs = vec![("Names".to_owned(), to::ADMIN_NAMES.to_owned())];
    view! {
        <Narrow>
            <PageHead title=format!("Release the name {name}?") lead=lead crumbs=crumbs/>
            <Form action=free>
                <Hidden name="name" value=name.to_string()/>
                <div class="row">
                    <Submit class="danger">"Release name"</Submit>
                    <a class="btn quiet" href=to::ADMIN_NAMES>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}

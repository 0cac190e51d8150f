use guildhall::clock::Timestamp;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::error::Fault;
use crate::load::loaded;
use crate::log_line::{LogLine, LogPage};
use crate::remote::Fetched;
use crate::ui::{Column, Markup, Now, PageHead, Pager, Table, ago, html};
use guildhall::address as to;

/// The audit log of an organization, for its Owners.
#[component]
pub fn OrgLogPage() -> impl IntoView {
    let query = use_query_map();
    let org = super::org_name();
    let before = Memo::new(move |_| query.read().get("before").unwrap_or_default());
    let log = Fetched::new(move || OrgLog { org: org.get(), before: before.get() });
    let page = move |log| page(log, &org.get_untracked(), !before.get_untracked().is_empty());
    view! {
        {super::titled("Audit log")}
        {loaded(log, page)}
    }
    .into_any()
}

fn page(log: LogPage, org: &str, is_older: bool) -> AnyView {
    let LogPage { lines, older } = log;
    let first = AccountName::parse(org).map(|name| to::org_log(&name)).unwrap_or_default();
    let older = older.map(|id| format!("{first}?before={id}"));
    let text = match lines.len() {
        0 => "Nothing here".to_owned(),
        1 => "1 entry on this page".to_owned(),
        count => format!("{count} entries on this page"),
    };
    let heads = ["When", "Who", "What", "From"].map(Column::new).into();
    let now = Now::here();
    let rows = html! { @for line in &lines { (row(line, now)) } };
    let needs_pager = is_older || older.is_some();
    view! {
        <PageHead title="Audit log" lead="Every change, with who made it, when and from where. Nobody can edit it."/>
        <div class="card">
            <Table caption="Audit log, the newest first" heads=heads class="log" rows=rows/>
            {needs_pager.then(|| view! { <Pager newer=is_older.then_some(first) older=older text=text/> })}
        </div>
    }
    .into_any()
}

fn row(line: &LogLine, now: Timestamp) -> Markup {
    let LogLine { at, detail, address, client, .. } = line;
    html! {
        tr {
            td { (ago(*at, now)) }
            td data-label="Who" {
                (line.doer.person())
            }
            td data-label="What" {
                (line.deed())
                @if !detail.is_empty() { div class="small muted said" dir="auto" { (detail) } }
            }
            td data-label="From" { span.name title=(client) { (address) } }
        }
    }
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn org_log(#[server(default)] org: String, #[server(default)] before: String) -> Result<LogPage, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let name = crate::server::name(&org)?;
    let before = match before.as_str() {
        "" => None,
        id => Some(guildhall::id::EventId::parse(id).ok_or(guildhall::Error::NotFound)?),
    };
    let log = guildhall::log::of_org(&db, &actor, &name, before.as_ref()).await?;
    Ok(LogPage::new(log, &actor.name, Some(&name)))
}

use guildhall::clock::Timestamp;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::device::device;
use crate::error::Fault;
use crate::load::loaded;
use crate::log_line::{LogLine, LogPage};
use crate::remote::Fetched;
use crate::ui::{Card, Column, Empty, Markup, Now, PageHead, Pager, Table, Title, ago, html};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn own_log(#[server(default)] before: String) -> Result<LogPage, Fault> {
    use guildhall::id::EventId;
    let actor = crate::server::actor()?;
    let before = match before.as_str() {
        "" => None,
        text => Some(EventId::parse(text).ok_or(guildhall::Error::NotFound)?),
    };
    let log = guildhall::log::own(&crate::server::db(), &actor, before.as_ref()).await?;
    Ok(LogPage::new(log, &actor.name, None))
}

/// Everything the holder of an account did, and from where.
#[component]
pub fn AccountLogPage() -> impl IntoView {
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get("before")).unwrap_or_default());
    let log = Fetched::new(move || OwnLog { before: before.get() });
    view! {
        <Title text="Your log · Account"/>
        <PageHead title="Your log" lead="What was done with your account. Nobody can change it afterwards."/>
        {loaded(log, move |log| list(log, before.get_untracked()))}
    }
    .into_any()
}

fn list(log: LogPage, before: String) -> AnyView {
    let LogPage { lines, older } = log;
    if lines.is_empty() {
        return view! { <Empty icon="log" title="Nothing here" text="There is nothing older than this."/> }.into_any();
    }
    let older = older.map(|id| format!("{}?before={id}", to::ACCOUNT_LOG));
    let newer = (!before.is_empty()).then(|| to::ACCOUNT_LOG.to_owned());
    let more = (older.is_some() || newer.is_some())
        .then(|| view! { <Pager newer=newer older=older text="The newest first"/> });
    let heads = vec![Column::new("When"), Column::new("What"), Column::new("Device"), Column::new("Address")];
    let now = Now::here();
    let rows = html! { @for line in &lines { (row(line, now)) } };
    view! {
        <Card class="">
            <Table caption="Your log" heads=heads class="log" rows=rows/>
            {more}
        </Card>
    }
    .into_any()
}

fn row(line: &LogLine, now: Timestamp) -> Markup {
    let LogLine { at, address, client, .. } = line;
    html! {
        tr {
            td { (ago(*at, now)) }
            td { (line.sentence()) }
            td data-label="Device" { @if !client.is_empty() { (device(client)) } }
            td data-label="Address" { span.name { (address) } }
        }
    }
}

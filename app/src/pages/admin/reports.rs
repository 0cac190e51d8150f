use guildhall::clock::Timestamp;
use guildhall::error::thousands;
use guildhall::invitation::{Reported, ReportsPage as Reports};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::error::Fault;
use crate::load::loaded;
use crate::query::Query;
use crate::remote::Fetched;
use crate::ui::{Card, Column, Empty, Markup, Now, PageHead, Pager, Table, Title, ago, html, organization};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_reports(#[server(default)] before: String) -> Result<Reports, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let before = guildhall::id::ReportId::parse(&before);
    Ok(guildhall::invitation::reports(&db, &actor, before.as_ref()).await?)
}

/// Invitations that whoever got them reported as unwanted.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get("before")).unwrap_or_default());
    let reports = Fetched::new(move || ReadReports { before: before.get() });
    view! {
        <Title text="Reports · Site administration"/>
        <PageHead
            title="Reports"
            lead="Invitations that whoever got them did not want, the newest first. They are kept for 180 days."
        />
        {loaded(reports, move |reports| list(reports, !before.get_untracked().is_empty()))}
    }
    .into_any()
}

fn list(reports: Reports, deep: bool) -> AnyView {
    let Reports { rows, older } = reports;
    if rows.is_empty() {
        let text = "Whoever gets an invitation can report it on its page. Who sent it stands here then.";
        return view! { <Card class=""><Empty icon="shield" title="Nothing was reported" text=text/></Card> }
            .into_any();
    }
    let heads = vec![Column::new("Organization"), Column::new("Sent by"), Column::new("Reported")];
    let now = Now::here();
    let rows = html! { @for report in &rows { (row(report, now)) } };
    let older = older.map(|id| Query::default().with("before", id.as_str()).at(to::ADMIN_REPORTS));
    let newer = deep.then(|| to::ADMIN_REPORTS.to_owned());
    let pager = (older.is_some() || newer.is_some())
        .then(|| view! { <Pager newer=newer older=older text="The newest first"/> });
    view! { <Card class=""><Table caption="Reports" heads=heads rows=rows/>{pager}</Card> }.into_any()
}

fn row(report: &Reported, now: Timestamp) -> Markup {
    let Reported { org, inviter, message, at, of_org, .. } = report;
    html! {
        tr {
            td {
                (organization(org.display_name.as_str(), org.name.as_str(), Some(&to::admin_org(&org.name))))
                @if !message.as_str().is_empty() { blockquote class="said small" dir="auto" { (message) } }
            }
            td data-label="Sent by" {
                @match inviter {
                    Some(inviter) => { a.name href=(to::public(&inviter.name)) { (inviter.name) } }
                    None => { "Somebody who is gone" }
                }
            }
            td data-label="Reported" {
                (ago(*at, now))
                @if *of_org > 1 { div class="small muted" { (thousands(*of_org)) " of this organization" } }
            }
        }
    }
}

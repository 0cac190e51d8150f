use guildhall::org::OrgHeader;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::log_line::LogLine;
use crate::remote::Fetched;
use crate::ui::{
    Avatar, Markup, Now, PageHead, Stat, Step, Title, block, by_day, html, section, stats, steps, timeline_item,
};
use guildhall::address as to;

/// What the overview says, ready to be shown: the browser need not know what there is to say.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overview {
    pub waits: Vec<Step>,
    pub first_steps: Vec<Step>,
    pub activity: Vec<LogLine>,
    /// Where the rest of it stands, for whoever may read that.
    pub log: Option<String>,
    pub numbers: Vec<Stat>,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn org_overview(#[server(default)] org: String) -> Result<Overview, Fault> {
    use super::matters::{first_steps, numbers, waits};
    use guildhall::access::{ManagePeople, Permission};

    let (db, actor, seen) = (crate::server::db(), crate::server::actor()?, crate::server::org(&org).await?);
    let (head, now) = (&seen.head, guildhall::clock::Timestamp::now());
    let waiting = match seen.org.reads::<ManagePeople>() {
        Ok(org) => guildhall::org::waiting(&db, &actor, &org).await?,
        Err(_) => guildhall::org::Waiting::default(),
    };
    let offers = guildhall::project::offer::waiting_in(&db, &seen.org).await?;
    let events = guildhall::log::activity(&db, &seen.org).await?;
    Ok(Overview {
        waits: waits(head, &waiting, &offers, now),
        first_steps: first_steps(head, &waiting, now),
        activity: events.into_iter().map(|event| LogLine::new(event, &actor.name, Some(&head.name))).collect(),
        log: head.may(Permission::ReadAuditLog).then(|| to::org_log(&head.name)),
        numbers: numbers(head, waiting.invited),
    })
}

/// The first page of an organization: what waits for the reader, what happened, how many there are of what.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let org = super::org_name();
    let head = expect_context::<Fetched<OrgHeader>>();
    let live = Live::here();
    let overview = Fetched::anew_after(move || OrgOverview { org: org.get() }, move || live.org());
    loaded(head, move |head| {
        view! {
            <Title text=head.display_name.to_string()/>
            {page_head(&head)}
            {loaded(overview, page)}
        }
        .into_any()
    })
}

fn page_head(head: &OrgHeader) -> AnyView {
    let (shown, seed) = (head.display_name.to_string(), head.name.to_string());
    let (public, facts, head) = (to::public(&head.name), facts(head), head.clone());
    let under = html! {
        @if !head.description.as_str().is_empty() { bdi.lines { (head.description) } }
        @if let Some(link) = &head.link {
            @if !head.description.as_str().is_empty() { " · " }
            a href=(link) rel="nofollow ugc noopener" { (link.short()) }
        }
        p.small { (facts) }
    };
    view! {
        <PageHead
            title=head.display_name.to_string()
            avatar=move || view! { <Avatar name=shown seed=seed org=true size="l"/> }
            under=move || block("", under)
            actions=move || view! { <a class="btn" href=public>"Public page"</a> }
        />
    }
    .into_any()
}

/// What it is, since when, and who the reader is in it.
fn facts(head: &OrgHeader) -> String {
    let you = match head.primary {
        true => "You are its primary owner".to_owned(),
        false => format!("Your role: {}", head.role.label()),
    };
    format!("{} · founded {} · {you}", head.kind.label(), head.founded_at.date_text())
}

fn page(overview: Overview) -> AnyView {
    let Overview { waits, first_steps, activity, log, numbers } = overview;
    let now = Now::here();
    let line = |line: &LogLine, when: Markup| timeline_item(&line.picture(), &line.sentence(), &when);
    let happened = html! {
        @if activity.is_empty() { p.muted { "Nothing has happened lately." } } @else {
            div.card.days { (by_day(&activity, now, |line| line.at, line)) }
        }
    };
    let more = html! { @if let Some(log) = &log { a.small.end href=(log) { "All of the audit log" } } };
    let none = html! {};
    block(
        "",
        html! {
            @if !waits.is_empty() { (section("Waiting for you", &none, &steps(&waits))) }
            @if !first_steps.is_empty() { (section("First steps", &none, &steps(&first_steps))) }
            div.section.two {
                div { (section("Activity", &more, &happened)) }
                div { (section("Numbers", &none, &stats(&numbers))) }
            }
        },
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use guildhall::access::Role;
    use guildhall::clock::Timestamp;
    use guildhall::org::Kind;
    use guildhall::text::{AccountName, Description, DisplayName};

    pub fn acme() -> OrgHeader {
        OrgHeader {
            name: AccountName::parse("acme").expect("a good name"),
            display_name: DisplayName::parse("Acme").expect("a good display name"),
            description: Description::parse("").expect("may be empty"),
            link: None,
            kind: Kind::Community,
            role: Role::Owner,
            primary: true,
            members: 1,
            seats: 20,
            owners: 1,
            managers: 0,
            billing_managers: 0,
            teams: 0,
            projects: 0,
            founded_at: Timestamp(0),
        }
    }

    #[test]
    fn the_head_says_who_one_is() {
        assert_eq!(facts(&acme()), "Community · founded 1 Jan 1970 · You are its primary owner");
        let other = OrgHeader { role: Role::Billing, primary: false, ..acme() };
        assert_eq!(facts(&other), "Community · founded 1 Jan 1970 · Your role: Billing manager");
    }
}

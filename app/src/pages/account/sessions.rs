use guildhall::account::Session;
use guildhall::clock::Timestamp;
use leptos::prelude::*;

use super::device::device;
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Card, Column, Markup, Now, PageHead, PostButton, RowForm, Table, Title, ago, badge, html, row_button};

/// The form that ends a session; the buttons of the rows name it.
const END: &str = "end-session";

#[server(input = server_fn::codec::GetUrl)]
pub async fn own_sessions() -> Result<Vec<Session>, Fault> {
    let actor = crate::server::actor()?;
    Ok(guildhall::account::sessions(&crate::server::db(), &actor).await?)
}

#[server]
pub async fn end_session(#[server(default)] id: String) -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    let id = guildhall::id::SessionId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    guildhall::account::end_session(&crate::server::db(), &actor, &id).await?;
    crate::server::go_done(guildhall::address::ACCOUNT_SESSIONS, crate::done::Done::SessionEnded);
    Ok(())
}

#[server]
pub async fn end_other_sessions() -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    guildhall::account::end_other_sessions(&crate::server::db(), &actor).await?;
    crate::server::go_done(guildhall::address::ACCOUNT_SESSIONS, crate::done::Done::SessionsEnded);
    Ok(())
}

/// Where an account is signed in.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let end = Act::calling::<EndSession>();
    let end_others = Act::calling::<EndOtherSessions>();
    let sessions = Fetched::anew_after(|| OwnSessions {}, move || end.answered() + end_others.answered());
    view! {
        <Title text="Sessions · Account"/>
        {loaded(sessions, move |sessions| page(sessions, end, end_others))}
    }
    .into_any()
}

fn page(sessions: Vec<Session>, end: Act, end_others: Act) -> AnyView {
    let several = sessions.len() > 1;
    let all_others = move || {
        several.then(|| view! { <PostButton action=end_others label="End all other sessions" class="danger"/> })
    };
    let heads = vec![
        Column::new("Device"),
        Column::new("Address"),
        Column::new("Last seen"),
        Column::new("Signed in"),
        Column::with("", "tight"),
    ];
    let now = Now::here();
    let rows = html! { @for session in &sessions { (row(session, now)) } };
    view! {
        <PageHead
            title="Sessions"
            lead="Browsers that are signed in to your account. End what you do not know, then change your password."
            actions=all_others
        />
        <Card class="">
            <Table caption="Your sessions" heads=heads rows=rows/>
        </Card>
        <RowForm action=end id=END/>
    }
    .into_any()
}

fn row(session: &Session, now: Timestamp) -> Markup {
    let Session { id, created_at, seen_at, address, client, current } = session;
    let name = device(client);
    html! {
        tr {
            td { b title=(client) { (name) } }
            td data-label="Address" { (address) }
            td data-label="Last seen" { (ago(*seen_at, now)) }
            td data-label="Signed in" { (ago(*created_at, now)) }
            td.tight {
                @if *current { (badge("ok", "This one")) }
                @else { (row_button(END, id.as_str(), "End session", &format!("End session: {name}"), "")) }
            }
        }
    }
}

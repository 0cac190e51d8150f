use guildhall::account::Session;
use leptos::prelude::*;

use super::device::device;
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Asked};
use crate::ui::{Ago, Badge, Card, Head, PageHead, PostButton, Table, Title};

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
    crate::server::go("/account/sessions?done=session_ended");
    Ok(())
}

#[server]
pub async fn end_other_sessions() -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    guildhall::account::end_other_sessions(&crate::server::db(), &actor).await?;
    crate::server::go("/account/sessions?done=sessions_ended");
    Ok(())
}

/// Where an account is signed in.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let end = Act::calling::<EndSession>();
    let end_others = Act::calling::<EndOtherSessions>();
    let sessions = Asked::anew_after(|| OwnSessions {}, move || end.answered() + end_others.answered());
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
        Head::new("Device"),
        Head::new("Address"),
        Head::new("Last seen"),
        Head::new("Signed in"),
        Head::with("", "tight"),
    ];
    let rows = sessions.into_iter().map(|session| row(session, end)).collect_view();
    view! {
        <PageHead
            title="Sessions"
            lead="Browsers that are signed in to your account. End what you do not know, then change your password."
            actions=all_others
        />
        <Card class="">
            <Table caption="Your sessions" heads=heads>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn row(session: Session, end: Act) -> AnyView {
    let Session { id, created_at, seen_at, address, client, current } = session;
    let name = device(&client);
    let describe = format!("End session: {name}");
    let act = if current {
        view! { <Badge tone="ok">"This one"</Badge> }.into_any()
    } else {
        let fields = vec![("id", id.to_string())];
        view! { <PostButton action=end fields=fields label="End session" describe=describe/> }.into_any()
    };
    view! {
        <tr>
            <td>
                <b title=client>{name}</b>
            </td>
            <td data-label="Address">{address}</td>
            <td data-label="Last seen">
                <Ago at=seen_at/>
            </td>
            <td data-label="Signed in">
                <Ago at=created_at/>
            </td>
            <td class="tight">{act}</td>
        </tr>
    }
    .into_any()
}

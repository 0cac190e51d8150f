use guildhall::notice::{Notice, Notices};
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::event_link::event_link;
use crate::load::loaded;
use crate::routes::to;
use crate::ui::{Badge, Empty, Narrow, PageHead, Pager, PostButton, Timeline, TimelineItem};

/// One page of notices, and who reads them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    pub reader: AccountName,
    pub notices: Notices,
    pub unread: i64,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn latest_notices(#[server(default)] before: String) -> Result<Told, Fault> {
    use guildhall::id::NoticeId;
    let actor = crate::server::actor()?;
    let before = match before.as_str() {
        "" => None,
        text => Some(NoticeId::parse(text).ok_or(guildhall::Error::NotFound)?),
    };
    let notices = guildhall::notice::latest(&crate::server::db(), &actor, before.as_ref()).await?;
    Ok(Told { reader: actor.name, unread: actor.unread, notices })
}

#[server]
pub async fn mark_notices_read() -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    guildhall::notice::mark_read(&crate::server::db(), &actor).await?;
    crate::server::go(to::NOTICES);
    Ok(())
}

/// What happened that concerns whoever is signed in.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get("before")).unwrap_or_default());
    let notices = Resource::new(move || before.get(), latest_notices);
    let mark = ServerAction::<MarkNoticesRead>::new();
    view! {
        <Title text="Notices"/>
        {loaded(notices, move |told| page(told, before.get_untracked(), mark))}
    }
    .into_any()
}

fn page(told: Told, before: String, mark: ServerAction<MarkNoticesRead>) -> AnyView {
    let Told { reader, notices: Notices { rows, older }, unread } = told;
    // A whole page load, so that the bell is right at once.
    let all_read = move || {
        (unread > 0).then(|| view! { <PostButton action=mark label="Mark all as read" icon="check" plain=true/> })
    };
    let older = older.map(|id| format!("{}?before={id}", to::NOTICES));
    let newer = (!before.is_empty()).then(|| to::NOTICES.to_owned());
    let more = (older.is_some() || newer.is_some())
        .then(|| view! { <Pager newer=newer older=older text="The newest first"/> });
    let list = if rows.is_empty() {
        view! {
            <Empty
                icon="bell"
                title="Nothing yet"
                text="Questions about your applications, decisions and changes of your account appear here."
            />
        }
        .into_any()
    } else {
        let lines = rows.into_iter().map(|notice| line(notice, &reader)).collect_view();
        view! { <Timeline>{lines}</Timeline> }.into_any()
    };
    view! {
        <Narrow>
            <PageHead title="Notices" actions=all_read/>
            {list}
            {more}
        </Narrow>
    }
    .into_any()
}

fn line(notice: Notice, reader: &AccountName) -> AnyView {
    let Notice { event, read } = notice;
    let doer = event.actor.as_ref();
    let by_reader = doer.is_some_and(|doer| doer.name == *reader);
    let name = doer.map_or("Guildhall".to_owned(), |doer| doer.display_name.to_string());
    let seed = doer.map_or("guildhall".to_owned(), |doer| doer.name.to_string());
    let phrase = event.change.phrase();
    let said = match event_link(&event.change, by_reader) {
        Some(href) => view! { <a href=href>{phrase}</a> }.into_any(),
        None => phrase.into_any(),
    };
    let detail = Some(event.change.detail().to_owned()).filter(|detail| !detail.is_empty());
    view! {
        <TimelineItem name=name.clone() seed=seed at=event.at>
            <b>{name}</b>
            " "
            {said}
            {(!read).then(|| view! { " " <Badge tone="info">"New"</Badge> })}
            {detail.map(|detail| view! { <span class="detail">{detail}</span> })}
        </TimelineItem>
    }
    .into_any()
}

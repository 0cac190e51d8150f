use guildhall::clock::Timestamp;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::log_line::LogLine;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Empty, Markup, Narrow, Now, PageHead, Pager, PostButton, Title, ago, badge, block, html, timeline_item,
};
use guildhall::address as to;

/// One page of notices, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticesView {
    pub notices: Vec<Notice>,
    /// Where the next, older page begins.
    pub older: Option<String>,
    pub unread: i64,
}

/// What happened, and whether the reader has seen it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    pub line: LogLine,
    pub read: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn latest_notices(#[server(default)] before: String) -> Result<NoticesView, Fault> {
    use guildhall::id::NoticeId;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let unread = crate::server::viewer().await?.map_or(0, |viewer| viewer.unread);
    let before = match before.as_str() {
        "" => None,
        text => Some(NoticeId::parse(text).ok_or(guildhall::Error::NotFound)?),
    };
    let found = guildhall::log::notices(&db, &actor, before.as_ref()).await?;
    let notice =
        |row: guildhall::log::Notice| Notice { line: LogLine::new(row.line, &actor.name, None), read: row.read };
    Ok(NoticesView {
        notices: found.rows.into_iter().map(notice).collect(),
        older: found.older.map(|id| id.to_string()),
        unread,
    })
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
    let notices = Fetched::new(move || LatestNotices { before: before.get() });
    let mark = Act::calling::<MarkNoticesRead>();
    view! {
        <Title text="Notices"/>
        {loaded(notices, move |told| page(told, before.get_untracked(), mark))}
    }
    .into_any()
}

fn page(told: NoticesView, before: String, mark: Act) -> AnyView {
    let NoticesView { notices, older, unread } = told;
    // A whole page load, so that the bell is right at once.
    let all_read = move || {
        (unread > 0).then(|| view! { <PostButton action=mark label="Mark all as read" icon="check" plain=true/> })
    };
    let older = older.map(|id| format!("{}?before={id}", to::NOTICES));
    let newer = (!before.is_empty()).then(|| to::NOTICES.to_owned());
    let more = (older.is_some() || newer.is_some())
        .then(|| view! { <Pager newer=newer older=older text="The newest first"/> });
    let list = if notices.is_empty() {
        view! {
            <Empty
                icon="bell"
                title="Nothing yet"
                text="Questions about your applications, decisions and changes of your account appear here."
            />
        }
        .into_any()
    } else {
        let now = Now::here();
        block("card", html! { ol.timeline { @for notice in &notices { (line(notice, now)) } } })
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

fn line(Notice { line, read }: &Notice, now: Timestamp) -> Markup {
    let what = html! {
        (line.sentence())
        @if !read { " " (badge("info", "New")) }
        @if !line.detail.is_empty() { span.detail { (line.detail) } }
    };
    timeline_item(&line.picture(), &what, &ago(line.at, now))
}

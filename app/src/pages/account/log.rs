use guildhall::event::{Event, Log};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::device::device;
use crate::error::Fault;
use crate::event_link::event_link;
use crate::load::loaded;
use crate::routes::to;
use crate::ui::{Ago, Card, Empty, Head, PageHead, Pager, Table};

#[server(input = server_fn::codec::GetUrl)]
pub async fn own_log(#[server(default)] before: String) -> Result<Log, Fault> {
    use guildhall::id::EventId;
    let actor = crate::server::actor()?;
    let before = match before.as_str() {
        "" => None,
        text => Some(EventId::parse(text).ok_or(guildhall::Error::NotFound)?),
    };
    let mut log = guildhall::event::own(&crate::server::db(), &actor, before.as_ref()).await?;
    for event in &mut log.events {
        // In the own log the own name goes without saying.
        event.actor.take_if(|doer| doer.name == actor.name);
    }
    Ok(log)
}

/// Everything the holder of an account did, and from where.
#[component]
pub fn AccountLogPage() -> impl IntoView {
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get("before")).unwrap_or_default());
    let log = Resource::new(move || before.get(), own_log);
    view! {
        <Title text="Your log · Account"/>
        <PageHead title="Your log" lead="What was done with your account. Nobody can change it afterwards."/>
        {loaded(log, move |log| list(log, before.get_untracked()))}
    }
    .into_any()
}

fn list(log: Log, before: String) -> AnyView {
    let Log { events, older } = log;
    if events.is_empty() {
        return view! { <Empty icon="log" title="Nothing here" text="There is nothing older than this."/> }.into_any();
    }
    let older = older.map(|id| format!("{}?before={id}", to::ACCOUNT_LOG));
    let newer = (!before.is_empty()).then(|| to::ACCOUNT_LOG.to_owned());
    let more = (older.is_some() || newer.is_some())
        .then(|| view! { <Pager newer=newer older=older text="The newest first"/> });
    let heads = vec![Head::new("When"), Head::new("What"), Head::new("Device"), Head::new("Address")];
    let rows = events.into_iter().map(row).collect_view();
    view! {
        <Card class="">
            <Table caption="Your log" heads=heads class="log">{rows}</Table>
            {more}
        </Card>
    }
    .into_any()
}

fn row(event: Event) -> AnyView {
    let Event { at, actor, change, address, client, .. } = event;
    let link = event_link(&change, actor.is_none());
    let phrase = match actor {
        Some(doer) => format!("{} {}", doer.display_name, change.phrase()),
        None => capital(&change.phrase()),
    };
    let address = Some(address).filter(|address| !address.is_empty());
    let device = (!client.is_empty()).then(|| device(&client));
    let what = match link {
        Some(href) => view! { <a href=href>{phrase}</a> }.into_any(),
        None => phrase.into_any(),
    };
    view! {
        <tr>
            <td>
                <Ago at=at/>
            </td>
            <td>{what}</td>
            <td data-label="Device">{device}</td>
            <td data-label="Address">{address}</td>
        </tr>
    }
    .into_any()
}

/// The phrase as a sentence of its own.
fn capital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn a_phrase_begins_like_a_sentence() {
        assert_eq!(capital("signed in"), "Signed in");
        assert_eq!(capital(""), "");
    }
}

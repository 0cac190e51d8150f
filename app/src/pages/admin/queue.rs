use guildhall::application::{Queue, Summary};
use guildhall::clock::Timestamp;
use guildhall::error::thousands;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::queue_query::QueueQuery;
use crate::error::Fault;
use crate::load::loaded;
use crate::pages::application::state_badge;
use crate::remote::Fetched;
use crate::ui::{
    Card, Chips, Column, Empty, Forward, Hidden, Markup, Now, PageHead, Search, Table, Title, ago, badge, html,
    organization, person,
};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_queue(
    #[server(default)] text: String,
    #[server(default)] state: String,
    #[server(default)] kind: String,
    #[server(default)] after: String,
) -> Result<Queue, Fault> {
    use guildhall::application::{Filter, State, queue};
    use guildhall::id::ApplicationId;
    use guildhall::org::Kind;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let filter = Filter { text, state: State::parse(&state).ok(), kind: Kind::parse(&kind).ok() };
    let after = ApplicationId::parse(&after);
    Ok(queue(&db, &actor, &filter, after.as_ref()).await?)
}

/// The applications that wait for a decision, the oldest first.
#[component]
pub fn QueuePage() -> impl IntoView {
    let query = use_query_map();
    let shown = Memo::new(move |_| query.with(QueueQuery::read));
    let queue = Fetched::new(move || {
        let QueueQuery { text, state, kind, after } = shown.get();
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        ReadQueue { text, state: word(state.map(|s| s.as_str())), kind: word(kind.map(|k| k.as_str())), after }
    });
    view! {
        <Title text="Applications · Site administration"/>
        {loaded(queue, move |queue| page(shown.get_untracked(), queue))}
    }
    .into_any()
}

fn page(shown: QueueQuery, queue: Queue) -> AnyView {
    let lead = match queue.waiting {
        0 => "No application waits for a decision.".to_owned(),
        1 => "1 application waits for a decision.".to_owned(),
        many => format!("{} applications wait for a decision. The oldest comes first.", thousands(many)),
    };
    view! {
        <PageHead title="Applications" lead=lead/>
        {tools(&shown, queue.waiting)}
        {if queue.rows.is_empty() { nothing(&shown) } else { list(&shown, queue) }}
    }
    .into_any()
}

fn tools(shown: &QueueQuery, waiting: i64) -> AnyView {
    let state = shown.state.map(|state| view! { <Hidden name="state" value=state.as_str()/> });
    let kind = shown.kind.map(|kind| view! { <Hidden name="kind" value=kind.as_str()/> });
    view! {
        <div class="tools">
            <Search value=shown.text.clone() label="Find by name or applicant" action=to::ADMIN_APPLICATIONS>
                {state}
                {kind}
            </Search>
            <Chips label="State" items=shown.states(waiting)/>
            <Chips label="Kind" items=shown.kinds()/>
        </div>
    }
    .into_any()
}

fn nothing(shown: &QueueQuery) -> AnyView {
    if shown.is_filtered() {
        return view! {
            <Empty icon="search" title="No application fits" text="Try another word, or take a filter away.">
                <a class="btn" href=to::ADMIN_APPLICATIONS>"Show the undecided"</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty
            icon="check"
            title="Nothing waits for you"
            text="When somebody asks for an organization, the application appears here and every site admin gets a \
                mail."
        />
    }
    .into_any()
}

fn list(shown: &QueueQuery, queue: Queue) -> AnyView {
    let heads = ["Organization", "Applicant", "Kind", "State", "Age"].map(Column::new).to_vec();
    let now = Now::here();
    let rows = html! { @for application in &queue.rows { (row(application, now)) } };
    let later = queue.next.map(|id| QueueQuery { after: id.to_string(), ..shown.clone() }.href());
    let start = (!shown.after.is_empty()).then(|| shown.first_page().href());
    view! {
        <Card class="">
            <Table caption="Applications" heads=heads rows=rows/>
            <Forward first=start next=later text="The oldest first"/>
        </Card>
    }
    .into_any()
}

fn row(application: &Summary, now: Timestamp) -> Markup {
    let Summary { id, name, display_name, kind, state, created_at, applicant, applicant_name, .. } = application;
    let review = to::review(id);
    html! {
        tr {
            td { (organization(display_name.as_str(), name.as_str(), Some(&review))) }
            td data-label="Applicant" { (person(applicant_name.as_str(), applicant.as_str())) }
            td data-label="Kind" { (badge("", kind.label())) }
            td data-label="State" { (state_badge(*state)) }
            td data-label="Age" { (ago(*created_at, now)) }
        }
    }
}

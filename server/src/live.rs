use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream as Words};
use guildhall::access::{Actor, Caller};
use guildhall::clock::Timestamp;
use guildhall::id::{OrgId, ProjectId};
use guildhall::live::Topic;
use guildhall::text::{AccountName, ProjectAt};
use guildhall::token::Secret;
use guildhall::{account, org, project};
use serde::Deserialize;
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, sleep_until};

use crate::plain::Responder;
use crate::state::AppState;
use crate::streams::Stream;

/// How often a quiet stream says that it lives: proxies close what says nothing for a minute.
const BREATH: Duration = Duration::from_secs(20);
/// A stream ends after so long; the browser begins another, and is asked anew who it is.
const LIFE: Duration = Duration::from_secs(15 * 60);

/// How long a page that may hear no more has to find that out and close the stream itself.
const FAREWELL: Duration = Duration::from_secs(5);

/// What a page wants to hear of.
#[derive(Debug, Deserialize)]
pub struct LiveQuery {
    /// The organization that is open.
    #[serde(default)]
    org: String,
    /// The project that is open: its kind and its name.
    #[serde(default)]
    project: String,
    /// When the page was made, in milliseconds: what happened since is told at once.
    #[serde(default)]
    since: i64,
}

/// Tells a page that something changed, never what: it asks for that as always, and is shown what it may see.
pub async fn changes(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(asked): Query<LiveQuery>,
    parts: Parts,
) -> Response {
    let responder = Responder::of(&parts.headers, &parts.extensions);
    let (Some(actor), Some(secret)) = (caller.actor, parts.extensions.get::<Secret>().cloned()) else {
        return responder.error(&guildhall::Error::SignInNeeded);
    };
    // A browser that begins again says how far it heard.
    let heard = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let asked = LiveQuery { since: heard.unwrap_or(asked.since), ..asked };
    match Listener::new(state, actor, secret, &asked).await {
        Ok(Some(listener)) => {
            let stream = Sse::new(listener.listen()).keep_alive(KeepAlive::new().interval(BREATH));
            // Proxies must pass each line on at once.
            ([("x-accel-buffering", "no")], stream).into_response()
        }
        Ok(None) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(error) => responder.error(&error),
    }
}

/// What one page hears.
struct Listener {
    state: AppState,
    actor: Actor,
    secret: Secret,
    open: Open,
    user: Receiver<()>,
    /// Of the organization that is open, or that owns the project that is.
    org: Option<Receiver<()>>,
    project: Option<Receiver<()>>,
    until: Instant,
    /// Words to be said before anything else.
    missed: Vec<&'static str>,
    stream: Stream,
}

/// What the page shows.
enum Open {
    Nothing,
    Org(AccountName),
    Project(ProjectAt),
}

impl Open {
    fn of(asked: &LiveQuery) -> Self {
        if let Ok(name) = AccountName::parse(&asked.org) {
            return Self::Org(name);
        }
        let project = asked.project.split_once('/').and_then(|(kind, word)| ProjectAt::parse(kind, word));
        project.map_or(Self::Nothing, Self::Project)
    }

    /// Whether the reader may hear of it, and of what.
    async fn find(&self, state: &AppState, actor: &Actor) -> guildhall::Result<(Option<ProjectId>, Option<OrgId>)> {
        match self {
            Self::Nothing => Ok((None, None)),
            Self::Org(name) => org::id(&state.db, actor, name).await.map(|org| (None, Some(org))),
            Self::Project(at) => project::id(&state.db, actor, at).await.map(|(project, org)| (Some(project), org)),
        }
    }
}

impl Listener {
    /// `None` while the process ends.
    async fn new(state: AppState, actor: Actor, secret: Secret, asked: &LiveQuery) -> guildhall::Result<Option<Self>> {
        let live = state.db.live();
        let Some(user) = live.subscribe(Topic::User(actor.user.clone())) else { return Ok(None) };
        let mut open = Open::of(asked);
        // The page of what one does not find still hears of its reader.
        let (found, id) = match open.find(&state, &actor).await {
            Err(guildhall::Error::NotFound) => {
                open = Open::Nothing;
                (None, None)
            }
            other => other?,
        };
        let org = id.clone().and_then(|id| live.subscribe(Topic::Org(id)));
        let project = found.clone().and_then(|id| live.subscribe(Topic::Project(id)));
        // After the listeners are open, so that nothing falls between.
        let missed =
            guildhall::event::missed(&state.db, &actor, id.as_ref(), found.as_ref(), Timestamp(asked.since)).await?;
        let missed = [(missed.of_org, "org"), (missed.of_user, "user")];
        let missed = missed.into_iter().filter_map(|(is_missed, word)| is_missed.then_some(word)).collect();
        let until = Instant::now() + LIFE;
        let stream = state.streams.begin(&actor.user);
        Ok(Some(Self { state, actor, secret, open, user, org, project, until, missed, stream }))
    }

    fn listen(self) -> impl Words<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut listener| async move {
            let word = listener.next().await?;
            Some((Ok(Event::default().id(Timestamp::now().0.to_string()).data(word)), listener))
        })
    }

    /// The next word; `None` ends the stream.
    async fn next(&mut self) -> Option<&'static str> {
        if let Some(word) = self.missed.pop() {
            return Some(word);
        }
        if self.stream.over.is_terminated() {
            return None;
        }
        let (org, project) = (heard(self.org.as_mut()), heard(self.project.as_mut()));
        let word = tokio::select! {
            // The page asks now and then from here on.
            _ = &mut self.stream.over => return Some("crowded"),
            told = self.user.changed() => told.ok().map(|()| "user"),
            told = org => told.then_some("org"),
            told = project => told.then_some("org"),
            () = sleep_until(self.until) => None,
        }?;
        // The word may be that the session has ended or the organization was left: the page learns that, and hears no
        // more.
        if word == "user" || self.project.is_some() {
            let alive = self.is_alive().await;
            if !alive || !self.still_belongs().await {
                (self.org, self.project, self.until) = (None, None, Instant::now() + FAREWELL);
            }
            return Some(if alive { word } else { "session" });
        }
        Some(word)
    }

    async fn is_alive(&self) -> bool {
        matches!(account::session(&self.state.db, &self.secret, &self.actor.origin).await, Ok(Some(_)))
    }

    async fn still_belongs(&self) -> bool {
        self.open.find(&self.state, &self.actor).await.is_ok()
    }
}

/// Whether something was said rather than that the process ends; for ever where nothing is listened to.
async fn heard(listener: Option<&mut Receiver<()>>) -> bool {
    match listener {
        Some(listener) => listener.changed().await.is_ok(),
        None => std::future::pending().await,
    }
}

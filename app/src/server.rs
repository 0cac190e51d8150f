//! The only code of this crate that knows a request exists.

use std::cell::RefCell;
use std::sync::Arc;
use std::task::Poll;

use axum::http::header::{CACHE_CONTROL, HeaderValue, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use guildhall::access::{Actor, Caller};
use guildhall::account::{self, SESSION_LIFE, Viewer};
use guildhall::address;
use guildhall::clock::{MINUTE, SECOND};
use guildhall::db::Db;
use guildhall::org::{self, Seen};
use guildhall::text::AccountName;
use guildhall::token::Secret;
use guildhall::{Error, Result};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use tokio::sync::OnceCell;

use crate::done::Done;
use crate::error::Fault;
use crate::query::Query;

/// What pages may know of the process' settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the site, without a closing slash.
    pub base_url: String,
    /// Whether the development pages exist.
    pub dev: bool,
    /// Whether people come by https.
    pub secure: bool,
}

impl Settings {
    /// The session cookie's name; on https the browser itself binds it to this host.
    pub fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    /// The name of the cookie that tells browsers apart.
    pub fn device_cookie(&self) -> &'static str {
        if self.secure { "__Host-device" } else { "device" }
    }

    /// A cookie of this site that no script reads.
    pub fn cookie(&self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
    }
}

/// Paths of the page's script, program and style; they change with what was built.
#[derive(Clone, Debug)]
pub struct Assets {
    pub js: Arc<str>,
    /// Loads the program's further parts.
    pub loader: Arc<str>,
    pub wasm: Arc<str>,
    pub css: Arc<str>,
}

/// What a person can name when something broke.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Where the form of the sign-in page is posted to.
pub const SIGN_IN_ACT: &str = <crate::pages::entrance::SignIn as leptos::server_fn::ServerFn>::PATH;

thread_local! {
    /// What a page that is being made works with, though its reader may hang up at this very moment.
    static KEPT: RefCell<Option<(Db, Settings)>> = const { RefCell::new(None) };
}

/// The database.
pub fn db() -> Db {
    use_context().or_else(|| KEPT.with_borrow(|kept| Some(kept.as_ref()?.0.clone()))).unwrap_or_else(expect_context)
}

/// What a page asks, for as long as there is somebody to answer: what belongs to a request is gone when its reader
/// hangs up, though the page is still being made.
pub async fn while_asked<T>(asked: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let mut asked = std::pin::pin!(asked);
    std::future::poll_fn(move |context| {
        let (Some(db), Some(settings)) = (use_context(), use_context()) else {
            return Poll::Ready(Err(Error::Away.into()));
        };
        KEPT.set(Some((db, settings)));
        let polled = asked.as_mut().poll(context);
        KEPT.set(None);
        polled
    })
    .await
}

/// The process' settings.
pub fn settings() -> Settings {
    use_context().or_else(|| KEPT.with_borrow(|kept| Some(kept.as_ref()?.1.clone()))).unwrap_or_else(expect_context)
}

/// Whoever sent this request.
pub fn caller() -> Caller {
    from_request().unwrap_or_default()
}

/// Whoever is signed in.
pub fn actor() -> Result<Actor> {
    caller().actor.ok_or(Error::SignInNeeded)
}

/// What every page shows whoever is signed in; read with the session where a page is asked for.
pub async fn viewer() -> Result<Option<Viewer>> {
    let (db, viewer) = (db(), from_request());
    match (viewer, caller().actor) {
        (Some(viewer), _) => Ok(Some(viewer)),
        (None, Some(actor)) => Ok(Some(account::viewer(&db, &actor).await?)),
        (None, None) => Ok(None),
    }
}

/// The organization of the page, found once for all parts of it that ask in one request.
#[derive(Clone, Default)]
pub struct Visited(Arc<OnceCell<(AccountName, Arc<Seen>)>>);

/// The organization of this name as whoever is signed in finds it. For reading alone: what changes something asks
/// again.
pub async fn org(text: &str) -> Result<Arc<Seen>> {
    let (actor, name) = (actor()?, name(text)?);
    let db = db();
    let find = async || -> Result<_> { Ok((name.clone(), Arc::new(org::see(&db, &actor, &name).await?))) };
    let visited = use_context::<Visited>().unwrap_or_default();
    match visited.0.get_or_try_init(find).await? {
        (visited, seen) if *visited == name => Ok(seen.clone()),
        _ => Ok(find().await?.1),
    }
}

/// Whoever is signed in, and has just given the password if the form asked for it.
pub async fn confirmed(password: &str) -> Result<Actor> {
    account::confirmed(&db(), actor()?, password).await
}

/// Whether a form should ask for the password. With a few minutes to spare: somebody may take their time.
pub fn asks_password(actor: &Actor) -> bool {
    !actor.is_confirmed(5 * MINUTE)
}

/// Something that a layer put into the request.
pub fn from_request<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get().cloned()
}

/// The number of this request in the log.
pub fn request_id() -> Option<String> {
    from_request::<RequestId>().map(|id| id.0)
}

/// The path and query that were asked for.
pub fn asked_uri() -> Option<Uri> {
    use_context::<Parts>().map(|parts| parts.uri)
}

/// Gives the page the HTTP status that says what it says.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header(RETRY_AFTER, HeaderValue::from_static("5"));
        }
    }
}

/// The page shows a secret: it is not compressed, as its length would tell how much of it somebody has guessed.
pub fn shows_secret() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    }
}

/// Sends the browser on to a path of this site.
pub fn go(path: &str) {
    leptos_axum::redirect(path);
}

/// A path of this site that a `next` parameter may lead to, or `otherwise`.
pub fn local_path(next: &str, otherwise: &str) -> String {
    let is_local = next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
        && next.parse::<Uri>().is_ok_and(|uri| uri.host().is_none());
    if is_local { next.to_owned() } else { otherwise.to_owned() }
}

/// Sends the browser back to the page a form stood on, or elsewhere if it does not say which, with a word about what
/// was done.
pub fn go_back(page: &str, otherwise: &str, done: Done) {
    go_done(&local_path(page, otherwise), done);
}

/// Sends the browser on with a word about what was done.
pub fn go_done(page: &str, done: Done) {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let kept: Vec<_> = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("done=")).collect();
    let query: String = kept.iter().map(|part| format!("{part}&")).collect();
    go(&format!("{path}?{query}done={}", done.code()));
}

/// The page where the password is given once more, before it leads on.
pub fn confirm_path(next: &str) -> String {
    Query::default().with("next", next).at(address::ACCOUNT_CONFIRM)
}

/// The name in an address; what cannot be a name names nothing.
pub fn name(text: &str) -> Result<AccountName> {
    AccountName::parse(text).map_err(|_| Error::NotFound)
}

/// Signs the browser in. A session it had before ends, because nobody could end it from there any more.
pub async fn keep_session(secret: &Secret) -> Result<()> {
    if let Ok(before) = actor() {
        account::sign_out(&db(), &before).await?;
    }
    set_session_cookie(secret.expose(), SESSION_LIFE / SECOND);
    Ok(())
}

/// Makes the browser forget its session.
pub fn forget_session() {
    set_session_cookie("", 0);
}

fn set_session_cookie(value: &str, seconds: i64) {
    let settings = settings();
    let cookie = settings.cookie(settings.session_cookie(), value, seconds);
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn next_leads_only_to_paths_of_this_site() {
        for good in ["/orgs", "/orgs/acme?tab=1", "/@ada"] {
            assert_eq!(local_path(good, "/"), good);
        }
        for bad in [
            "",
            "orgs",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
            "/a b",
        ] {
            assert_eq!(local_path(bad, "/"), "/", "{bad:?}");
        }
    }
}

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use guildhall::db::Db;
use guildhall::mail;
use guildhall::token::Secret;
use server::config;
use server::router::router;
use server::state::AppState;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::markup::page::{Form, forms};

pub const PASSWORD: &str = "violet harbour kettle drum";

/// A whole site on a database of its own, and one browser without script in front of it.
#[derive(Clone)]
pub struct TestServer {
    pub db: Db,
    pub base_url: String,
    router: Router,
    watch: Router,
    address: SocketAddr,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    _folder: Arc<TempDir>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// What the browser is told to keep under a name.
    #[track_caller]
    pub fn cookie(&self, name: &str) -> &str {
        let all = self.headers.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        all.into_iter().find(|cookie| cookie.starts_with(&format!("{name}="))).expect("a cookie")
    }

    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{} without “{text}”: {}", self.status, self.body);
        self
    }
}

impl TestServer {
    pub async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// With flags of `guildhall serve`.
    pub async fn open_with(flags: &[&str]) -> Self {
        Self::open_in(tempfile::tempdir().unwrap(), flags).await
    }

    /// With a data folder that is there already.
    pub async fn open_in(folder: TempDir, flags: &[&str]) -> Self {
        let data = ["guildhall", "serve", "--data", folder.path().to_str().unwrap(), "--rate-limits=false"];
        let args: Vec<_> = data.iter().chain(flags).map(Into::into).collect();
        let config = config::parse(&args).unwrap().config;
        let db = server::serve::open(&config).await.unwrap();
        let server = AppState::new(&config, db.clone());
        let address = SocketAddr::from(([192, 0, 2, 1], 40_000));
        let (watch, router) = (server::metrics::router(server.clone()), router(server));
        Self {
            db,
            base_url: config.base_url(),
            router,
            watch,
            address,
            cookies: Arc::default(),
            _folder: Arc::new(folder),
        }
    }

    /// Another browser, at another address, at the same site.
    pub fn visitor(&self, address: [u8; 4]) -> Self {
        Self { cookies: Arc::default(), address: SocketAddr::from((address, 40_000)), ..self.clone() }
    }

    /// The browser that has this session cookie, at the same site.
    pub fn holding(&self, session: Option<&Secret>) -> Self {
        let cookie = session.map(|secret| ("session".to_owned(), secret.expose().to_owned()));
        Self { cookies: Arc::new(Mutex::new(cookie.into_iter().collect())), ..self.clone() }
    }

    pub fn folder(&self) -> &Path {
        self._folder.path()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, &[&[("accept", "text/html")], headers].concat(), Body::empty()).await
    }

    /// Fills in the form of a page that has all these fields, and sends it as a browser without script does.
    pub async fn fill(&self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.body);
        self.send(&shown, fields).await
    }

    /// What Prometheus reads.
    pub async fn figures(&self) -> String {
        let request = Request::get("/metrics").body(Body::empty()).unwrap();
        let response = self.watch.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
        String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
    }

    /// The same with a page that is open already.
    pub async fn send(&self, shown: &Answer, fields: &[(&str, &str)]) -> Answer {
        let has_all = |form: &Form| fields.iter().all(|(name, _)| form.has(name));
        let form = forms(&shown.body).into_iter().find(has_all);
        let form = form.unwrap_or_else(|| panic!("no form with {fields:?} in {}", shown.body));
        let hidden = form.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let hidden = hidden.filter(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        let all: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
        self.post(&form.action, &all).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let own = [("accept", "text/html"), ("origin", self.base_url.as_str()), ("sec-fetch-site", "same-origin")];
        self.post_with(path, fields, &own).await
    }

    /// As the program in the page asks.
    pub async fn call(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[("accept", "application/json"), ("sec-fetch-site", "same-origin")]).await
    }

    pub async fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let form = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.ask(Method::POST, path, &[&form, headers].concat(), body.into()).await
    }

    /// The status alone, of what may never end.
    pub async fn head(&self, path: &str) -> StatusCode {
        self.begin(Method::GET, path, &[], Body::empty()).await.status()
    }

    /// The answer while it is still being written.
    pub async fn begin(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", self.base_url.split_once("://").unwrap().1);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies: Vec<_> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        let request = request.extension(ConnectInfo(self.address)).body(body).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let response = self.begin(method, path, headers, body).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        self.keep(&parts.headers);
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }

    fn keep(&self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            match value {
                "" => cookies.remove(name),
                value => cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
    }

    /// From nothing to signed in: the form, the mail, its link.
    pub async fn sign_up(&self, name: &str) {
        let email = format!("{name}@example.com");
        let sent = self.fill("/signup", &[("name", name), ("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(sent.location(), "/signup/sent", "{}", sent.body);
        let link = self.mailed_link(&email).await;
        let confirmed = self.fill(&link, &[]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
    }

    pub async fn sign_in(&self, login: &str, password: &str) -> Answer {
        self.fill("/signin", &[("login", login), ("password", password)]).await
    }

    /// The path that the newest mail to an address leads to.
    pub async fn mailed_link(&self, email: &str) -> String {
        let newest = mail::inbox(&self.db, Some(email)).await.unwrap().rows.into_iter().next().expect("a mail");
        let text = mail::inbox_mail(&self.db, &newest.id, &self.base_url).await.unwrap().text;
        let link = text.split_whitespace().find(|word| word.contains("token=")).expect("a link");
        link.strip_prefix(&self.base_url).expect("a link to this site").to_owned()
    }
}

use app::error::Fault;
use app::server::RequestId;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use guildhall::Error;

use crate::site;

/// Seconds after which a database that is away may be asked for again.
const AWAY: u32 = 5;

/// How a server function says that its body is an error; browser code looks for it.
pub const SERVER_FN_ERROR: HeaderName = HeaderName::from_static("serverfnerror");

/// Whether a person waits for a page; otherwise it is the program in the page.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// Who asks and under which number, kept while the request is on its way.
#[derive(Clone, Debug)]
pub struct Responder {
    page: bool,
    id: Option<String>,
}

impl Responder {
    pub fn of(headers: &HeaderMap, extensions: &Extensions) -> Self {
        Self { page: wants_page(headers), id: extensions.get::<RequestId>().map(|id| id.0.clone()) }
    }

    /// An error, as a page for people and as JSON for the program in the page.
    pub fn error(&self, error: &Error) -> Response<Body> {
        let status = status_of(error);
        let mut response = match self.page {
            true => self.page(status, title(error), &error.message()),
            false => self.json(status, error.clone()),
        };
        retry_after(response.headers_mut(), error);
        response
    }

    /// An error in other words, where a page has room for them.
    pub fn explain(&self, error: &Error, text: &str) -> Response<Body> {
        match self.page {
            true => self.page(status_of(error), title(error), text),
            false => self.error(error),
        }
    }

    /// A sentence with a status of its own.
    pub fn refuse(&self, status: StatusCode, title: &str, text: &str) -> Response<Body> {
        match self.page {
            true => self.page(status, title, text),
            false => self.json(status, Error::BadRequest),
        }
    }

    fn page(&self, status: StatusCode, title: &str, text: &str) -> Response<Body> {
        let css = site::assets().css;
        let code = status.as_u16();
        // The id is made here and the rest are our own sentences, so nothing needs escaping.
        let id = self
            .id
            .as_ref()
            .map_or_else(String::new, |id| format!("<p class=\"small muted\">Request <code>{id}</code></p>"));
        let html = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · Guildhall</title>\
             <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
             <link rel=\"stylesheet\" href=\"{css}\"></head>\
             <body><main class=\"error-page\"><p class=\"status\">{code}</p><h1>{title}</h1><p>{text}</p>\
             <div class=\"row\"><a class=\"btn\" href=\"/\">Start page</a></div>{id}</main></body></html>"
        );
        answer(status, "text/html; charset=utf-8", html)
    }

    fn json(&self, status: StatusCode, error: Error) -> Response<Body> {
        let request = self.id.clone().filter(|_| error == Error::Internal);
        let body = serde_json::to_string(&Fault { error, request }).unwrap_or_default();
        let mut response = answer(status, "application/json", body);
        response.headers_mut().insert(SERVER_FN_ERROR, HeaderValue::from_static("guildhall"));
        response
    }
}

/// The HTTP status that says the same as the error.
pub fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Tells programs how long to wait, if that is what the error is about.
pub fn retry_after(headers: &mut HeaderMap, error: &Error) {
    let seconds = match error {
        Error::TooMany { seconds } => (*seconds).max(1),
        Error::Away => AWAY,
        _ => return,
    };
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
}

fn title(error: &Error) -> &'static str {
    match error {
        Error::TooMany { .. } => "Too many requests",
        Error::NotFound => "Nothing here",
        Error::Away => "Not for the moment",
        Error::Full => "The disk is full",
        Error::Insecure => "Not by http",
        _ => "Something went wrong",
    }
}

fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

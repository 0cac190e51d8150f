use gloo_net::http::{Request, RequestBuilder, Response};
use http::Method;
use leptos::server_fn::redirect::{REDIRECT_HEADER, call_redirect_hook};
use send_wrapper::SendWrapper;
use web_sys::{AbortController, AbortSignal};

use super::raw::Raw;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends fields to a server function: in the address where it only reads, in the body otherwise.
pub fn call(method: Method, path: &'static str, fields: String) -> impl Future<Output = Raw> + Send {
    SendWrapper::new(async move {
        let (abort, signal) = Abort::new();
        let asks = |request: RequestBuilder| request.header("Accept", JSON).abort_signal(signal.as_ref());
        let request = match method {
            Method::GET => asks(Request::get(&format!("{path}?{fields}"))).build(),
            _ => asks(Request::post(path)).header("Content-Type", FORM).body(fields),
        };
        let Ok(request) = request else { return unreachable() };
        let raw = match request.send().await {
            Ok(response) => answer(response).await,
            Err(_) => unreachable(),
        };
        abort.not_needed();
        raw
    })
}

/// Ends a request for whose answer nobody waits any more.
struct Abort(Option<AbortController>);

impl Abort {
    fn new() -> (Self, Option<AbortSignal>) {
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        (Self(controller), signal)
    }

    fn not_needed(mut self) {
        self.0 = None;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Reads the body, and follows where the server leads.
async fn answer(response: Response) -> Raw {
    let leads_on = response.headers().has(REDIRECT_HEADER);
    let (is_fine, location) = (response.ok(), response.headers().get("Location"));
    let body = response.text().await;
    if let Some(location) = location.filter(|_| leads_on) {
        if is_here(&location) {
            #[cfg(feature = "hydrate")]
            crate::ui::say_again();
        }
        call_redirect_hook(&location);
    }
    match body {
        Ok(body) => Raw::from_body(is_fine, &body),
        Err(_) => unreachable(),
    }
}

/// Whether a path with its query is the one that is shown.
fn is_here(location: &str) -> bool {
    let here = leptos::prelude::window().location();
    let path = here.pathname().ok().zip(here.search().ok());
    path.is_some_and(|(path, query)| location.strip_prefix(path.as_str()) == Some(&query))
}

fn unreachable() -> Raw {
    Raw::from_body(false, r#"{"error":"unreachable"}"#)
}

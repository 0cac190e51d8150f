use gloo_net::http::{Request, Response};
use http::Method;
use leptos::server_fn::redirect::{REDIRECT_HEADER, call_redirect_hook};
use send_wrapper::SendWrapper;

use super::raw::Raw;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends fields to a server function: in the address where it only reads, in the body otherwise.
pub fn call(method: Method, path: &'static str, fields: String) -> impl Future<Output = Raw> + Send {
    SendWrapper::new(async move {
        let request = match method {
            Method::GET => Request::get(&format!("{path}?{fields}")).header("Accept", JSON).build(),
            _ => Request::post(path).header("Accept", JSON).header("Content-Type", FORM).body(fields),
        };
        let Ok(request) = request else { return unreachable() };
        match request.send().await {
            Ok(response) => answer(response).await,
            Err(_) => unreachable(),
        }
    })
}

/// Reads the body, and follows where the server leads.
async fn answer(response: Response) -> Raw {
    let leads_on = response.headers().has(REDIRECT_HEADER);
    let (is_fine, location) = (response.ok(), response.headers().get("Location"));
    let body = response.text().await;
    if let Some(location) = location.filter(|_| leads_on) {
        call_redirect_hook(&location);
    }
    match body {
        Ok(body) => Raw::from_body(is_fine, &body),
        Err(_) => unreachable(),
    }
}

fn unreachable() -> Raw {
    Raw::from_body(false, r#"{"error":"unreachable"}"#)
}

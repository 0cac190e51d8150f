use std::borrow::Cow;

use app::server::Assets;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use rust_embed::{Embed, EmbeddedFile};

/// What cargo-leptos builds, inside the binary; debug builds read the folder at run time.
#[derive(Embed)]
#[folder = "../target/site"]
struct Site;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Where the page's script, program and style are. Their names carry a hash, so they are looked up, not written down.
pub fn assets() -> Assets {
    let find = |ending: &str| {
        let is_it = |name: &Cow<str>| {
            name.strip_prefix("pkg/guildhall").is_some_and(|file| !file.contains('/') && file.ends_with(ending))
        };
        Site::iter().find(is_it).map_or_else(|| format!("/pkg/guildhall{ending}"), |name| format!("/{name}"))
    };
    Assets { js: find(".js").into(), wasm: find(".wasm").into(), css: find(".css").into() }
}

/// The file at a path such as `/pkg/guildhall.css`, in the best encoding the browser takes.
pub fn file(path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let path = path.strip_prefix('/')?;
    let content_type = content_type(path)?;
    let plain = Site::get(path)?;
    let (encoding, file) = encoded(path, headers).unwrap_or(("", plain));
    let etag = etag(&file, encoding);
    let mut response = Response::new(Body::empty());
    if !encoding.is_empty() {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.headers_mut().insert(CACHE_CONTROL, if is_hashed(path) { IMMUTABLE } else { AN_HOUR });
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    let is_known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    if let Ok(etag) = HeaderValue::try_from(etag) {
        response.headers_mut().insert(ETAG, etag);
    }
    match is_known {
        true => *response.status_mut() = StatusCode::NOT_MODIFIED,
        false => *response.body_mut() = body(file.data),
    }
    Some(response)
}

/// The kinds of file that a site has; anything else is not served.
fn content_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// `guildhall.<hash>.js` never changes; `favicon.svg` may.
fn is_hashed(path: &str) -> bool {
    path.strip_prefix("pkg/").is_some_and(|file| file.split('.').count() > 2)
}

fn encoded(path: &str, headers: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = headers.get(ACCEPT_ENCODING)?.to_str().ok()?;
    let mut choices =
        [("br", "br"), ("gzip", "gz")].map(|(encoding, ending)| (quality(accepted, encoding), encoding, ending));
    // Brotli is the smaller one, so it stays first among equals.
    choices.sort_by_key(|(quality, ..)| std::cmp::Reverse(*quality));
    let wanted = choices.into_iter().filter(|(quality, ..)| *quality > 0);
    wanted.into_iter().find_map(|(_, encoding, ending)| Some((encoding, Site::get(&format!("{path}.{ending}"))?)))
}

/// How much a browser wants an encoding, in thousandths (RFC 9110, 12.5.3); 0 is not at all.
fn quality(accepted: &str, encoding: &str) -> u16 {
    let of = |wanted: &str| {
        accepted.split(',').find_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            parts.next()?.eq_ignore_ascii_case(wanted).then(|| {
                let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
                let weight = weight.map_or(Ok(1.0), str::parse::<f32>).unwrap_or(0.0);
                (weight.clamp(0.0, 1.0) * 1000.0) as u16
            })
        })
    };
    of(encoding).or_else(|| of("*")).unwrap_or(0)
}

fn etag(file: &EmbeddedFile, encoding: &str) -> String {
    let digits: String = file.metadata.sha256_hash()[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}{encoding}\"")
}

fn body(data: Cow<'static, [u8]>) -> Body {
    match data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_encoding_it_wants() {
        assert_eq!(quality("gzip, deflate, br", "br"), 1000);
        assert_eq!(quality("gzip;q=0.5, br; q=0", "br"), 0);
        assert_eq!(quality("gzip;q=0.5, *", "br"), 1000);
        assert_eq!(quality("gzip;q=0.5", "gzip"), 500);
        assert_eq!(quality("", "br"), 0);
        assert_eq!(quality("br;q=much", "br"), 0);
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(is_hashed("pkg/guildhall.Ab-3_x.js"));
        assert!(!is_hashed("pkg/guildhall.js"));
        assert!(!is_hashed("icons.v2.svg"));
    }
}

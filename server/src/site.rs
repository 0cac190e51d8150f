use std::borrow::Cow;
use std::sync::LazyLock;

use app::server::Assets;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use rust_embed::{Embed, EmbeddedFile};
use sha2::{Digest, Sha256};

/// What cargo-leptos builds, inside the binary; debug builds read the folder at run time.
#[derive(Embed)]
#[folder = "../target/site"]
struct Site;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK: HeaderValue = HeaderValue::from_static("no-cache");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Stands in the addresses of what was built, so that a browser keeps it until there is another build. One for all
/// files: they name each other.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Site::iter().filter(|name| name.starts_with(BUILT)).collect();
    names.sort();
    let mut all = Sha256::new();
    for file in names.iter().filter_map(|name| Site::get(name)) {
        all.update(file.metadata.sha256_hash());
    }
    hex(&all.finalize()[..8])
});
const BUILT: &str = "pkg/";

/// A debug build reads files that change under it, so their addresses stay and a browser asks each time.
const CHANGING: bool = cfg!(debug_assertions);

/// Where the page's script, program and style are.
pub fn assets() -> Assets {
    let address = |file: &str| match CHANGING {
        true => format!("/{BUILT}{file}").into(),
        false => format!("/{BUILT}{}/{file}", *BUILD).into(),
    };
    Assets {
        js: address("guildhall.js"),
        loader: address("__wasm_split.______________________.js"),
        wasm: address("guildhall.wasm"),
        css: address("guildhall.css"),
    }
}

/// The file at a path such as `/favicon.svg`, in the best encoding the browser takes.
pub fn file(path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
    let (path, keep) = place(path.strip_prefix('/')?)?;
    let path = path.as_ref();
    let content_type = content_type(path)?;
    let plain = Site::get(path)?;
    let (encoding, file) = encoded(path, headers).unwrap_or(("", plain));
    let etag = etag(&file, encoding);
    let mut response = Response::new(Body::empty());
    if !encoding.is_empty() {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.headers_mut().insert(CACHE_CONTROL, keep);
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
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// Where an address leads, and how long the answer is good. Files of another build are not here any more.
fn place(address: &str) -> Option<(Cow<'_, str>, HeaderValue)> {
    let Some(built) = address.strip_prefix(BUILT) else { return Some((address.into(), AN_HOUR)) };
    match built.strip_prefix(BUILD.as_str()).and_then(|file| file.strip_prefix('/')) {
        Some(file) => Some((format!("{BUILT}{file}").into(), IMMUTABLE)),
        None if CHANGING && !built.contains('/') => Some((address.into(), ASK)),
        None => None,
    }
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
    format!("\"{}{encoding}\"", hex(&file.metadata.sha256_hash()[..12]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
    fn what_was_built_is_kept_for_ever_and_only_this_build_is_here() {
        let of = |address: &str| place(address).map(|(path, keep)| (path.into_owned(), keep));
        let css = format!("pkg/{}/guildhall.css", *BUILD);
        assert_eq!(of(&css), Some(("pkg/guildhall.css".into(), IMMUTABLE)));
        assert_eq!(of("favicon.svg"), Some(("favicon.svg".into(), AN_HOUR)));
        assert_eq!(of("pkg/0123456789abcdef/guildhall.css"), None);
        assert_eq!(of("pkg/guildhall.css").is_some(), CHANGING);
    }
}

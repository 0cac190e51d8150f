//! Domains with letters of all scripts, as the name system knows them (UTS 46).

use std::borrow::Cow;

/// The ASCII form of a domain, if it has one. A top-level domain of two scripts is a domain with a word that follows.
pub(super) fn ascii(domain: &str) -> Option<Cow<'_, str>> {
    if domain.is_ascii() {
        return Some(Cow::Borrowed(domain));
    }
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_one_word = domain.chars().all(|c| c.is_alphanumeric() || !c.is_ascii() || matches!(c, '.' | '-'));
    let of_two_scripts = !top.is_ascii() && top.chars().any(|c| c.is_ascii_alphabetic());
    if !is_one_word || of_two_scripts { None } else { to_ascii(domain).map(Cow::Owned) }
}

/// The browser knows the tables, so that the program need not bring them.
#[cfg(target_arch = "wasm32")]
fn to_ascii(domain: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("https://{domain}")).ok()?;
    Some(url.hostname()).filter(|host| host.is_ascii())
}

#[cfg(not(target_arch = "wasm32"))]
fn to_ascii(domain: &str) -> Option<String> {
    idna::domain_to_ascii(domain).ok()
}

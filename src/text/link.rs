use serde::{Deserialize, Serialize};

use super::text_type;
use crate::Problem;

/// A web address that people may follow: http or https, a host with a domain, at most 300 characters. It leads where it
/// seems to: no user and password before the host, and on the server nothing but ASCII, as browsers show what deceives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

const TOO_LONG: Problem = Problem::TooLong { max: 300 };

impl Link {
    /// Most bytes.
    const MAX: usize = 300;

    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if text.len() > Self::MAX {
            return Err(TOO_LONG);
        }
        let (host, port) = host_and_port(authority(text).ok_or(Problem::NotALink)?);
        let has_stray = text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
        let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
        if has_stray || host.is_empty() {
            return Err(Problem::NotALink);
        }
        if !port_fits || !is_domain(host) {
            return Err(Problem::NotAHost);
        }
        let text = ascii(text)?;
        // Letters of other alphabets take more room in ASCII.
        if text.len() > Self::MAX { Err(TOO_LONG) } else { Ok(Self(text)) }
    }

    /// What was parsed when it was written, perhaps by milder rules.
    fn kept(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|_| Self(super::plain(text)))
    }

    /// The address as a person reads it: its host first, without scheme and closing slash. Of one that today would be
    /// refused, the host alone.
    pub fn short(&self) -> &str {
        let Some(authority) = authority(&self.0) else { return &self.0 };
        let (host, _) = host_and_port(authority.rsplit('@').next().unwrap_or_default());
        match Self::parse(&self.0) {
            Ok(_) => self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest).trim_end_matches('/'),
            Err(_) => host,
        }
    }
}

text_type!(Link, kept);

/// What stands between the scheme and the path. A backslash is a slash to browsers.
fn authority(text: &str) -> Option<&str> {
    let schemes = ["https://", "http://"];
    let rest = schemes
        .iter()
        .find_map(|scheme| text.get(..scheme.len())?.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..]))?;
    rest.split(['/', '\\', '?', '#']).next()
}

fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)))
}

/// Whether a host is a domain with at least two labels, whose last is no number: no address in digits, however written.
fn is_domain(host: &str) -> bool {
    let fits = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c == '-' || c.is_alphanumeric())
    };
    let mut labels = host.strip_suffix('.').unwrap_or(host).split('.').rev().peekable();
    let is_number = labels.peek().is_none_or(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    !is_number && labels.clone().count() > 1 && labels.all(fits)
}

/// The address in ASCII: letters of other alphabets in the host as `xn--…`, elsewhere as `%…`. The browser leaves that
/// to the server, so that no tables of letters travel to it.
#[cfg(feature = "server")]
fn ascii(text: &str) -> Result<String, Problem> {
    let url = url::Url::parse(text).map_err(|_| Problem::NotAHost)?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.domain().is_some_and(is_domain);
    match text.is_ascii() {
        _ if !is_plain => Err(Problem::NotAHost),
        true => Ok(text.to_owned()),
        false => Ok(url.to_string()),
    }
}

#[cfg(not(feature = "server"))]
fn ascii(text: &str) -> Result<String, Problem> {
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        for good in
            ["https://acme.example", "http://acme.example:8080/a?b#c", "HTTPS://Acme.example/", "https://a.b./@x"]
        {
            assert!(Link::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["javascript:alert(1)", "acme.example", "https://", "https://a b", "data:text/html,x", "https://é.de\0"]
        {
            assert!(Link::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Link::parse("https://acme.example/").expect("good").short(), "acme.example");
    }

    #[test]
    fn a_link_leads_where_it_seems_to() {
        for deceiving in [
            "https://good.example@evil.example",
            "https://good.example:x@evil.example",
            "https://good.example:443@evil.example/",
            "https://user:pw@host.example",
            "https://good.example\\@evil.example",
            "https://good.example:99999",
            "https://good.example:0",
            "https://good.example:",
            "https://127.0.0.1/",
            "https://0x7f.1",
            "https://2130706433",
            "https://[::1]/",
            "https://localhost",
            "https://-good.example",
            "https://good..example",
            "https://good_.example",
            "https://good%2eexample",
        ] {
            let problem = if deceiving.contains('\\') { Problem::NotALink } else { Problem::NotAHost };
            assert_eq!(Link::parse(deceiving), Err(problem), "{deceiving:?}");
        }
    }

    #[cfg(feature = "server")]
    #[test]
    fn other_alphabets_are_seen_to_be_others() {
        for (typed, kept) in [
            // The first letter is Cyrillic.
            ("https://\u{430}cme.example/x", "https://xn--cme-5cd.example/x"),
            ("https://bücher.example/bücher", "https://xn--bcher-kva.example/b%C3%BCcher"),
            ("https://acme.example/\u{202e}moc", "https://acme.example/%E2%80%AEmoc"),
            ("https://ａｃｍｅ.example", "https://acme.example/"),
        ] {
            assert_eq!(Link::parse(typed).expect(typed).as_str(), kept);
        }
        let long = format!("https://acme.example/{}", "ü".repeat(100));
        assert_eq!(Link::parse(&long), Err(TOO_LONG), "what is kept fits as well");
    }

    #[test]
    fn what_was_stored_before_is_read_and_shown_by_its_host() {
        for (stored, shown) in [
            ("https://good.example:x@evil.example/good.example", "evil.example"),
            ("https://good.example:x@evil.example:80", "evil.example"),
            ("http://127.0.0.1:8080/x", "127.0.0.1"),
        ] {
            assert_eq!(Link::try_from(stored.to_owned()).expect("read").short(), shown);
        }
    }
}

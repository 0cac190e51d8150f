use serde::{Deserialize, Serialize};

use super::text_type;
use crate::Problem;

/// A web address that people may follow: http or https, with a host, at most 300 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct Link(String);

impl Link {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if text.len() > 300 {
            return Err(Problem::TooLong { max: 300 });
        }
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| text.get(..scheme.len())?.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..]))
            .ok_or(Problem::NotALink)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let host_fits = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
        let rest_fits = !rest.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
        if host_fits && rest_fits { Ok(Self(text.to_owned())) } else { Err(Problem::NotALink) }
    }

    /// The address without its scheme and closing slash, as a person reads it.
    pub fn short(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest).trim_end_matches('/')
    }
}

text_type!(Link);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        for good in ["https://acme.example", "http://acme.example:8080/a?b#c", "HTTPS://Acme.example/"] {
            assert!(Link::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "acme.example",
            "https://",
            "https://a b",
            "https://user:pw@host\"",
            "data:text/html,x",
            "https://é\0",
        ] {
            assert!(Link::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Link::parse("https://acme.example/").expect("good").short(), "acme.example");
    }
}

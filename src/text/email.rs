use serde::{Deserialize, Serialize};

use super::text_type;
use crate::Problem;

/// An e-mail address that a mail can be sent to: `local@domain`, at most 254 characters (RFC 5321), without quotes or
/// comments.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct EmailAddress(String);

impl EmailAddress {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if text.len() > 254 {
            return Err(Problem::TooLong { max: 254 });
        }
        let (local, domain) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        if is_local(local) && is_domain(domain) { Ok(Self(text.to_owned())) } else { Err(Problem::NotAnEmail) }
    }

    /// Two addresses with one key are one mailbox to us: compared without case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

text_type!(EmailAddress);

fn is_local(local: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-.".contains(&b);
    (1..=64).contains(&local.len())
        && local.bytes().all(allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass() {
        for good in ["ada@example.com", "a.b+tag@mail.example.co.uk", "o'neill@example.org", " ada@example.com "] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        assert_eq!(EmailAddress::parse("Ada@Example.COM").expect("good").key(), "ada@example.com");
    }

    #[test]
    fn what_no_mail_reaches_does_not() {
        let long = format!("{}@example.com", "a".repeat(300));
        for bad in [
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "a b@example.com",
            "a@b..com",
            "a@-b.com",
            "a\r\nBcc: x@y.z@b.com",
            "ada@example.com\0",
            &long,
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad:?}");
        }
    }
}

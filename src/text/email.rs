use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{domain, pasted, text_type};
use crate::Problem;

/// An e-mail address that a mail can be sent to: `local@domain`, at most 254 characters (RFC 5321), without quotes or
/// comments. The domain may be international (RFC 5891); what stands before the @ is ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Takes what people paste: signs that take no room, quotes, brackets, `mailto:` and the name before an address in
    /// angle brackets are not a part of it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = pasted::straight(text);
        let text = pasted::address(&text);
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if text.len() > 254 {
            return Err(Problem::TooLong { max: 254 });
        }
        let (local, domain) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        if !domain::ascii(domain).is_some_and(|domain| is_domain(&domain)) {
            return Err(Problem::NotAnEmail);
        }
        match is_local(local) {
            true => Ok(Self(text.to_owned())),
            false if local.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) => Err(Problem::Unreachable),
            false => Err(Problem::NotAnEmail),
        }
    }

    /// As mail servers write it: an international domain in its ASCII form.
    pub fn ascii(&self) -> Cow<'_, str> {
        match self.0.rsplit_once('@') {
            Some((local, domain)) if !domain.is_ascii() => {
                Cow::Owned(format!("{local}@{}", domain::ascii(domain).unwrap_or_default()))
            }
            _ => Cow::Borrowed(&self.0),
        }
    }

    /// Two addresses with one key are one mailbox to us: compared without case, and by the ASCII form of the domain.
    pub fn key(&self) -> String {
        self.ascii().to_ascii_lowercase()
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

    fn key(text: &str) -> String {
        EmailAddress::parse(text).expect("an address").key()
    }

    #[test]
    fn ordinary_addresses_pass() {
        for good in ["ada@example.com", "a.b+tag@mail.example.co.uk", "o'neill@example.org", " ada@example.com "] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        assert_eq!(key("Ada@Example.COM"), "ada@example.com");
    }

    #[test]
    fn an_international_domain_is_one_mailbox_in_either_spelling() {
        for same in
            ["info@bücher.example", "Info@BÜCHER.example", "info@bu\u{308}cher.example", "info@xn--bcher-kva.example"]
        {
            assert_eq!(key(same), "info@xn--bcher-kva.example", "{same}");
        }
        let shown = EmailAddress::parse("info@bücher.example").expect("good");
        assert_eq!((shown.as_str(), &*shown.ascii()), ("info@bücher.example", "info@xn--bcher-kva.example"));
        assert_eq!(EmailAddress::parse("ada@example.comです"), Err(Problem::NotAnEmail), "a word that follows is none");
    }

    #[test]
    fn letters_that_mail_does_not_carry_are_refused_with_the_reason() {
        for local in ["jörg@example.com", "用户@example.com"] {
            assert_eq!(EmailAddress::parse(local), Err(Problem::Unreachable), "{local}");
        }
    }

    #[test]
    fn what_is_pasted_around_it_is_no_part_of_it() {
        for pasted in
            ["Ada <ada@example.com>", "\u{feff}ada@example.com\u{200b}", "ａｄａ＠example.com。", "“ada@example.com”."]
        {
            assert_eq!(
                EmailAddress::parse(pasted).map(|email| email.to_string()),
                Ok("ada@example.com".into()),
                "{pasted:?}"
            );
        }
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

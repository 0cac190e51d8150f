use serde::{Deserialize, Serialize};

use super::{pasted, text_type};
use crate::Problem;

/// The name of a user or an organization, as its holder writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct AccountName(String);

/// What makes two names the same: lower case, and every run of `-`, `_` and `.` as one `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct NameKey(String);

/// Names the site needs for itself: addresses, roles of authority, and later API paths.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "app",
    "apps",
    "assets",
    "audit",
    "auth",
    "billing",
    "blog",
    "contact",
    "dashboard",
    "dev",
    "docs",
    "download",
    "email",
    "event",
    "events",
    "explore",
    "favicon-ico",
    "guildhall",
    "healthz",
    "help",
    "home",
    "hostmaster",
    "info",
    "invitation",
    "invitations",
    "invite",
    "invoices",
    "key",
    "keys",
    "legal",
    "login",
    "logout",
    "mail",
    "me",
    "member",
    "members",
    "metrics",
    "new",
    "news",
    "notices",
    "null",
    "oauth",
    "official",
    "operator",
    "org",
    "organization",
    "organizations",
    "orgs",
    "owner",
    "package",
    "packages",
    "people",
    "permissions",
    "plans",
    "postmaster",
    "pricing",
    "privacy",
    "project",
    "projects",
    "public",
    "readyz",
    "register",
    "robots-txt",
    "root",
    "scim",
    "search",
    "security",
    "settings",
    "setup",
    "signin",
    "signout",
    "signup",
    "simple",
    "site",
    "staff",
    "static",
    "status",
    "support",
    "sysadmin",
    "system",
    "team",
    "teams",
    "terms",
    "undefined",
    "upload",
    "usage",
    "user",
    "users",
    "v1",
    "v2",
    "v3",
    "webhook",
    "webhooks",
    "webmaster",
    "www",
];

impl AccountName {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')) {
            return Err(Problem::NameCharacters);
        }
        if !(2..=50).contains(&text.len()) {
            return Err(Problem::NameLength);
        }
        let ends_well = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        if !ends_well(text.as_bytes().first()) || !ends_well(text.as_bytes().last()) {
            return Err(Problem::NameEnds);
        }
        Ok(Self(text.to_owned()))
    }

    /// A name that somebody typed or pasted to find its holder: `@ada`, or the address of a page, names one too.
    pub fn typed(text: &str) -> Result<Self, Problem> {
        Self::parse(pasted::name(&pasted::straight(text)))
    }

    /// A name that somebody wants to have: refuses the reserved ones.
    pub fn parse_new(text: &str) -> Result<Self, Problem> {
        let name = Self::parse(&pasted::straight(text))?;
        if RESERVED.contains(&name.key().as_str()) {
            return Err(Problem::NameReserved);
        }
        Ok(name)
    }

    pub fn key(&self) -> NameKey {
        NameKey::of(&self.0)
    }
}

text_type!(AccountName);

impl NameKey {
    /// Of a name, or of how some names begin.
    pub fn of(text: &str) -> Self {
        let mut key = String::with_capacity(text.len());
        for letter in text.trim().chars().take(50) {
            match letter {
                '-' | '_' | '.' if key.ends_with('-') => {}
                '-' | '_' | '.' => key.push('-'),
                _ => key.push(letter.to_ascii_lowercase()),
            }
        }
        Self(key)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Folds what the eye confuses: separators vanish, `0` reads as `o`, `1` and `i` as `l`, `5` as `s`, `rn` as `m`, `vv`
/// as `w`.
pub fn look_alike(key: &NameKey) -> String {
    confusable(&key.0)
}

/// The same of any name in lower case.
pub(super) fn confusable(name: &str) -> String {
    let folded: String = name
        .chars()
        .filter(|letter| !matches!(letter, '-' | '_' | '.'))
        .map(|letter| match letter {
            '0' => 'o',
            '1' | 'i' => 'l',
            '5' => 's',
            other => other,
        })
        .collect();
    folded.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        AccountName::parse(text).expect("a good name").key().0
    }

    #[test]
    fn separators_and_case_do_not_make_another_name() {
        for same in ["acme-widgets", "Acme.Widgets", "ACME__widgets", "acme-._-widgets"] {
            assert_eq!(key(same), "acme-widgets", "{same}");
        }
    }

    #[test]
    fn a_name_has_2_to_50_letters_digits_and_separators_between() {
        for good in ["ab", "a1", &"a".repeat(50), "a.b_c-d"] {
            assert!(AccountName::parse(good).is_ok(), "{good}");
        }
        for (bad, problem) in [
            ("", Problem::Empty),
            ("a", Problem::NameLength),
            (&"a".repeat(51), Problem::NameLength),
            ("-ab", Problem::NameEnds),
            ("ab.", Problem::NameEnds),
            ("a b", Problem::NameCharacters),
            ("аcme", Problem::NameCharacters),
            ("ab\0", Problem::NameCharacters),
            ("<b>", Problem::NameCharacters),
        ] {
            assert_eq!(AccountName::parse(bad), Err(problem), "{bad:?}");
        }
    }

    #[test]
    fn reserved_names_are_refused_in_every_spelling() {
        for taken in ["admin", "Admin", "API", "apps", "permissions", "invitations", "robots.txt"] {
            assert_eq!(AccountName::parse_new(taken), Err(Problem::NameReserved), "{taken}");
        }
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn a_name_that_is_looked_for_may_be_pasted() {
        for pasted in ["ez", "@ez", "\u{200b}@ez.", "https://hall.example/@ez", "ｅｚ"] {
            assert_eq!(AccountName::typed(pasted).map(|name| name.to_string()), Ok("ez".into()), "{pasted:?}");
        }
        assert_eq!(AccountName::parse_new("\u{feff}ez").map(|name| name.to_string()), Ok("ez".into()));
        assert!(AccountName::parse("@ez").is_err(), "an address of the site has names as they are");
    }

    #[test]
    fn look_alikes_fold_together() {
        let fold = |text| look_alike(&AccountName::parse(text).expect("a good name").key());
        assert_eq!(fold("g00gle"), fold("google"));
        assert_eq!(fold("rnodern-l1b"), fold("modernlib"));
        assert_ne!(fold("acme"), fold("acne"));
    }
}

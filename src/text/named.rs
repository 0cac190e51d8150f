use serde::{Deserialize, Serialize};

use super::{AccountName, DisplayName};

/// An account as it is called: a user or an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Named {
    pub name: AccountName,
    pub display_name: DisplayName,
}

impl std::fmt::Display for Named {
    /// As sentences name it: anybody may choose any display name, so the one name that nobody shares stands beside it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, display_name } = self;
        if display_name.as_str() == name.as_str() { write!(f, "{name}") } else { write!(f, "{display_name} (@{name})") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_called_like_another_is_told_apart() {
        let named = |name, called| Named {
            name: AccountName::parse(name).expect("a name"),
            display_name: DisplayName::parse(called).expect("a display name"),
        };
        assert_eq!(named("ada", "ada").to_string(), "ada");
        assert_eq!(named("ada", "Ada Lovelace").to_string(), "Ada Lovelace (@ada)");
        assert_eq!(named("mallory", "ada").to_string(), "ada (@mallory)");
        // In Cyrillic.
        assert_eq!(named("mallory", "\u{410}d\u{430}").to_string(), "\u{410}d\u{430} (@mallory)");
    }
}

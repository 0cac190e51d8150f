//! A value of one of these types is valid: it was parsed once, at the edge, by the same code in browser and server.

mod choice;
mod domain;
mod email;
#[cfg(feature = "server")]
mod fold;
mod link;
mod name;
mod named;
mod password;
mod pasted;
mod project;
#[cfg(feature = "server")]
mod search;
mod token;
mod words;

pub use email::EmailAddress;
#[cfg(feature = "server")]
pub use fold::fold;
pub use link::Link;
pub use name::{AccountName, NameKey, look_alike};
pub use named::Named;
pub use password::Password;
pub use pasted::straight;
pub use project::{NamedProject, ProjectAt, ProjectKey, ProjectKind, ProjectName, project_look, slug};
#[cfg(feature = "server")]
pub use search::Search;
pub use token::is_token;
pub use words::{
    Address, Country, Description, DisplayName, Greeting, LegalName, Message, Note, Overheard, Purpose, Reference,
    TaxId, TeamName, beginning, plain,
};

/// A field that has to be filled in, as it stands.
pub fn filled(text: &str) -> Result<&str, crate::Problem> {
    if text.is_empty() { Err(crate::Problem::Empty) } else { Ok(text) }
}

/// An empty field is `None`; anything else is parsed.
pub fn optional<T>(text: &str, parse: impl Fn(&str) -> Result<T, crate::Problem>) -> Result<Option<T>, crate::Problem> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}

/// Gives a parsed text its conversions: display, serde by way of `parse`, and storage as TEXT. With `kept` what was
/// stored is read by that function, because rules that came later must not make it unreadable.
macro_rules! text_type {
    ($name:ident) => {
        $crate::text::text_type!($name, parse);
    };
    ($name:ident, kept) => {
        $crate::text::text_type!($name, kept_text);

        impl $name {
            fn kept_text(text: &str) -> Result<Self, $crate::Problem> {
                Ok(Self::kept(text))
            }
        }

        #[cfg(feature = "server")]
        impl<DB: sqlx::Database> sqlx::Type<DB> for $name
        where
            String: sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <String as sqlx::Type<DB>>::type_info()
            }

            fn compatible(info: &DB::TypeInfo) -> bool {
                <String as sqlx::Type<DB>>::compatible(info)
            }
        }

        #[cfg(feature = "server")]
        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name
        where
            String: sqlx::Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                Ok(Self::kept(&<String as sqlx::Decode<DB>>::decode(value)?))
            }
        }
    };
    ($name:ident, $read:ident) => {
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::Problem;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::$read(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    };
}
pub(crate) use choice::choice;
pub(crate) use text_type;

impl std::fmt::Display for crate::Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for crate::Problem {}

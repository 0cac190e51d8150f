use guildhall::clock::Timestamp;
use serde::{Deserialize, Serialize};

/// A change, ready to be shown: the browser need not know the changes there are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogLine {
    pub at: Timestamp,
    /// Who did it; nobody when the site did, or somebody not signed in.
    pub doer: Option<Doer>,
    /// What happened, to follow the name of who did it.
    pub phrase: String,
    /// Text that was written with the change; empty when there is none.
    pub detail: String,
    /// The page where the reader sees more.
    pub href: Option<String>,
    /// From where; empty when the reader may not know.
    pub address: String,
    pub client: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Doer {
    pub name: String,
    pub username: String,
}

impl LogLine {
    /// Display name and username of who did it; the site has but one name.
    pub fn signature(&self) -> (String, String) {
        match &self.doer {
            Some(doer) => (doer.name.clone(), doer.username.clone()),
            None => ("Guildhall".into(), "Guildhall".into()),
        }
    }
}

/// One page of a log, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    /// Where the next, older page begins.
    pub older: Option<String>,
}

#[cfg(feature = "ssr")]
mod from_event {
    use guildhall::log::{Line, Log};
    use guildhall::text::AccountName;

    use super::{Doer, LogLine, LogPage};

    impl LogLine {
        /// The line as this reader finds it.
        pub fn new(line: Line, reader: &AccountName) -> Self {
            let by_reader = line.actor.as_ref().is_some_and(|doer| doer.name == *reader);
            Self {
                at: line.at,
                phrase: line.change.phrase(),
                detail: line.change.detail().to_owned(),
                href: line.change.link(by_reader),
                doer: line
                    .actor
                    .map(|doer| Doer { name: doer.display_name.to_string(), username: doer.name.to_string() }),
                address: line.address,
                client: line.client,
            }
        }

        /// On the pages of an organization itself, where its display name says enough.
        pub fn within(self, org: &AccountName) -> Self {
            Self { phrase: self.phrase.replace(&format!(" (@{org})"), ""), ..self }
        }
    }

    impl LogPage {
        pub fn new(log: Log, reader: &AccountName) -> Self {
            Self {
                lines: log.lines.into_iter().map(|line| LogLine::new(line, reader)).collect(),
                older: log.older.map(|id| id.to_string()),
            }
        }

        /// As a line's.
        pub fn within(self, org: &AccountName) -> Self {
            Self { lines: self.lines.into_iter().map(|line| line.within(org)).collect(), ..self }
        }
    }

    #[cfg(test)]
    mod tests {
        #![allow(clippy::unwrap_used)]
        use guildhall::clock::Timestamp;
        use guildhall::log::Line;
        use guildhall::member;
        use guildhall::text::{AccountName, DisplayName, Named};

        use super::LogLine;

        #[test]
        fn an_organization_is_not_named_twice_on_its_own_pages() {
            let (acme, ada) = (AccountName::parse("acme").unwrap(), AccountName::parse("ada").unwrap());
            let named = |name: &AccountName, called: &str| Named {
                name: name.clone(),
                display_name: DisplayName::parse(called).unwrap(),
            };
            let change = member::Change::HandOverAsked { org: named(&acme, "Acme Widgets"), to: named(&ada, "Ada L.") };
            let line = LogLine::new(
                Line {
                    at: Timestamp(0),
                    actor: None,
                    change: change.into(),
                    address: String::new(),
                    client: String::new(),
                },
                &ada,
            );
            assert_eq!(line.phrase, "asked Ada L. (@ada) to become primary owner of Acme Widgets (@acme)");
            assert_eq!(line.within(&acme).phrase, "asked Ada L. (@ada) to become primary owner of Acme Widgets");
        }
    }
}

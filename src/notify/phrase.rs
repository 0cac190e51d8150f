use std::fmt::{self, Display};

use crate::address;
use crate::text::{AccountName, Named};

/// What happened, to follow the name of who did it: text, and names in it by which a reader goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase(Vec<Part>);

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(String),
    /// Somebody, with a public page.
    Account {
        name: AccountName,
        called: String,
    },
    /// What the change is about: leads where the change does.
    Lead(String),
    /// The organization, with the word before it and what is said on its own pages, where it goes without saying.
    Org {
        before: &'static str,
        org: Named,
        here: &'static str,
    },
}

/// What stands there for one reader, and where it leads.
pub type Piece = (String, Option<String>);

impl Part {
    /// What the change is about.
    pub fn lead(text: impl Into<String>) -> Self {
        Self::Lead(text.into())
    }

    /// Said of the organization everywhere but on its own pages.
    pub fn org(before: &'static str, org: &Named) -> Self {
        Self::Org { before, org: org.clone(), here: "" }
    }

    /// What the verb is about: on its own pages no name, but still a word.
    pub fn this_org(org: &Named) -> Self {
        Self::Org { before: " ", org: org.clone(), here: " the organization" }
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Named> for Part {
    fn from(named: &Named) -> Self {
        Self::Account { name: named.name.clone(), called: named.to_string() }
    }
}

impl From<&AccountName> for Part {
    fn from(name: &AccountName) -> Self {
        Self::Account { name: name.clone(), called: name.to_string() }
    }
}

impl Phrase {
    pub fn new(parts: impl Into<Vec<Part>>) -> Self {
        Self(parts.into())
    }

    /// As this reader finds it, on the pages of an organization or elsewhere. `link` is where the change leads: from
    /// what it is about or, where nothing is named as that, from the organization.
    pub fn pieces(self, link: Option<&str>, reader: &AccountName, here: Option<&AccountName>) -> Vec<Piece> {
        let leads = self.0.iter().any(|part| matches!(part, Part::Lead(_)));
        let mut pieces = Vec::<Piece>::new();
        let mut say = |text: String, href: Option<String>| match (pieces.last_mut(), &href) {
            (Some((before, None)), None) => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => pieces.push((text, href)),
        };
        for part in self.0 {
            match part {
                Part::Text(text) => say(text, None),
                Part::Account { name, .. } if name == *reader => say("you".into(), None),
                Part::Account { name, called } => say(called, Some(address::public(&name))),
                Part::Lead(text) => say(text, link.map(str::to_owned)),
                Part::Org { org, here: instead, .. } if here.is_some_and(|here| here.key() == org.name.key()) => {
                    say(instead.into(), None)
                }
                Part::Org { before, org, .. } => {
                    let own = link.filter(|_| !leads).map(str::to_owned);
                    say(before.into(), None);
                    say(org.to_string(), Some(own.unwrap_or_else(|| address::public(&org.name))));
                }
            }
        }
        pieces
    }

    /// Whether a reader can get from it to where the change leads.
    #[cfg(test)]
    pub(crate) fn goes_on(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Lead(_) | Part::Org { .. }))
    }
}

/// In full, for everybody alike.
impl Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) | Part::Lead(text) => f.write_str(text),
            Part::Account { called, .. } => f.write_str(called),
            Part::Org { before, org, .. } => write!(f, "{before}{org}"),
        })
    }
}

/// `phrase!["made ", person, " a site admin"]`: text, names, and what `Part` makes.
macro_rules! phrase {
    ($($part:expr),+ $(,)?) => {
        $crate::notify::Phrase::new([$($crate::notify::Part::from($part)),+])
    };
}

pub(crate) use phrase;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::DisplayName;

    fn named(name: &str, called: &str) -> Named {
        Named {
            name: AccountName::parse(name).expect("a name"),
            display_name: DisplayName::parse(called).expect("a display name"),
        }
    }

    /// The pieces in one line, with where they lead.
    fn said(phrase: Phrase, link: Option<&str>, reader: &str, here: Option<&str>) -> String {
        let name = |text: &str| AccountName::parse(text).expect("a name");
        let pieces = phrase.pieces(link, &name(reader), here.map(name).as_ref());
        pieces.into_iter().map(|(text, href)| href.map_or(text.clone(), |href| format!("[{text}]({href})"))).collect()
    }

    #[test]
    fn names_lead_to_what_they_name_and_a_reader_is_you() {
        let (bob, acme) = (named("bob", "Bob Stone"), named("acme", "Acme"));
        let invited = || phrase!["invited ", &bob, Part::org(" to ", &acme), " as ", "Manager"];
        let link = Some("/orgs/acme/people");
        assert_eq!(
            said(invited(), link, "ada", None),
            "invited [Bob Stone (@bob)](/@bob) to [Acme (@acme)](/orgs/acme/people) as Manager"
        );
        assert_eq!(
            said(invited(), Some("/invitation?id=1"), "bob", None),
            "invited you to [Acme (@acme)](/invitation?id=1) as Manager"
        );
        assert_eq!(said(invited(), link, "ada", Some("acme")), "invited [Bob Stone (@bob)](/@bob) as Manager");
        assert_eq!(invited().to_string(), "invited Bob Stone (@bob) to Acme (@acme) as Manager");
    }

    #[test]
    fn what_a_change_is_about_leads_on_and_the_organization_to_its_page() {
        let acme = named("acme", "acme");
        let removed = || phrase!["removed ", Part::lead("22 people"), Part::org(" from ", &acme)];
        assert_eq!(said(removed(), Some("/there"), "ada", None), "removed [22 people](/there) from [acme](/@acme)");
        assert_eq!(said(removed(), None, "ada", Some("acme")), "removed 22 people");
        let founded = || phrase!["founded", Part::this_org(&acme)];
        assert_eq!(said(founded(), None, "ada", Some("acme")), "founded the organization");
        assert_eq!(said(founded(), None, "ada", Some("other")), "founded [acme](/@acme)");
    }

    #[test]
    fn text_beside_text_is_one_piece() {
        let acme = named("acme", "Acme");
        let left = phrase!["joined", Part::org(" ", &acme), " as ", "Member"];
        let pieces = left.pieces(None, &acme.name, Some(&acme.name));
        assert_eq!(pieces, [("joined as Member".to_owned(), None)]);
    }
}

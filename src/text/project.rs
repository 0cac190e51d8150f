use serde::{Deserialize, Serialize};

use super::{choice, pasted, plain, text_type};
use crate::Problem;

choice! {
    /// What a project is, and so by which rule it is named.
    ProjectKind {
        App = "app", "App";
        Python = "python", "Python";
        NuGet = "nuget", "NuGet";
        Infrastructure = "infrastructure", "Infrastructure";
    }
}

impl ProjectKind {
    /// Whether versions of it are published under its name.
    pub fn is_package(self) -> bool {
        matches!(self, Self::Python | Self::NuGet)
    }

    /// As a sentence says it: "the Python package gearbox".
    pub fn noun(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Python => "Python package",
            Self::NuGet => "NuGet package",
            Self::Infrastructure => "infrastructure project",
        }
    }

    /// What is wrong with a name that its rule does not allow.
    fn problem(self) -> Problem {
        match self {
            Self::App => Problem::AppName,
            Self::Python => Problem::PythonName,
            Self::NuGet => Problem::NuGetName,
            Self::Infrastructure => Problem::TooLong { max: 80 },
        }
    }

    /// The rule by which it is named, for whoever is about to name one.
    pub fn rule(self) -> String {
        self.problem().message()
    }
}

/// The name of a project, as whoever named it wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectName(String);

/// Most characters of a name, whatever its kind.
const MOST: usize = 128;

impl ProjectName {
    /// By the rule of its kind.
    pub fn parse(kind: ProjectKind, text: &str) -> Result<Self, Problem> {
        let text = pasted::straight(text);
        let text = text.trim();
        let length = text.chars().count();
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let is_fine = match kind {
            ProjectKind::App => (3..=30).contains(&length) && is_app(text),
            ProjectKind::Python => length <= 128 && is_python(text),
            ProjectKind::NuGet => length <= 100 && is_nuget(text),
            ProjectKind::Infrastructure => return super::words::project_title(text).map(Self),
        };
        if is_fine { Ok(Self(text.to_owned())) } else { Err(kind.problem()) }
    }

    /// What was parsed when it was stored.
    fn kept(text: &str) -> Self {
        Self(plain(text).replace('\n', "").chars().take(MOST).collect())
    }
}

text_type!(ProjectName, kept);

/// Lower-case letters, digits and dashes, the first a letter, the last no dash.
fn is_app(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
}

/// By PEP 508.
fn is_python(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.ends_with(|last: char| last.is_ascii_alphanumeric())
}

/// Words of letters, digits and underscores with one dot or dash between each two.
fn is_nuget(text: &str) -> bool {
    text.split(['.', '-']).all(|word| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// What makes two names of a kind the same, and how an infrastructure project is addressed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
pub struct ProjectKey(String);

impl ProjectKey {
    /// Of a name, or of what stands in an address in its place.
    pub fn of(kind: ProjectKind, text: &str) -> Self {
        let text: String = text.trim().chars().take(MOST).collect();
        Self(match kind {
            ProjectKind::App | ProjectKind::NuGet => text.to_lowercase(),
            ProjectKind::Python => joined(&text.to_ascii_lowercase(), |c| !matches!(c, '-' | '_' | '.')),
            ProjectKind::Infrastructure => slug(&text),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Another one for a name whose own is held: the number is put behind it.
    #[cfg(feature = "server")]
    pub(crate) fn numbered(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }
}

/// What stands in an address for any text: its letters and digits, with a dash for whatever else there is.
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let slug = joined(&lower, char::is_alphanumeric);
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "project".to_owned() } else { slug.to_owned() }
}

/// The text with one dash for each run of what does not stay.
fn joined(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut joined = String::with_capacity(text.len());
    for letter in text.chars() {
        match stays(letter) {
            true => joined.push(letter),
            false if joined.ends_with('-') => {}
            false => joined.push('-'),
        }
    }
    joined
}

/// What a name looks like: names of packages that do so alike are confused. Separators vanish, and letters that the eye
/// confuses are one.
pub fn project_look(name: &ProjectName) -> String {
    super::name::confusable(&name.0.to_lowercase())
}

/// A project as it is called, with what its address needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct NamedProject {
    // `kind` is what stored changes are told apart by.
    #[serde(rename = "project_kind")]
    pub kind: ProjectKind,
    pub name: ProjectName,
    pub key: ProjectKey,
}

impl NamedProject {
    /// What stands for it in its address, after its kind.
    pub fn word(&self) -> &str {
        match self.kind {
            ProjectKind::Infrastructure => self.key.as_str(),
            _ => self.name.as_str(),
        }
    }
}

impl std::fmt::Display for NamedProject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.name.fmt(f)
    }
}

/// What an address says of a project: its kind, and a name that it has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectAt {
    pub kind: ProjectKind,
    pub word: String,
}

impl ProjectAt {
    /// Out of two parts of an address; `None` for what names nothing.
    pub fn parse(kind: &str, word: &str) -> Option<Self> {
        let kind = ProjectKind::parse(kind).ok()?;
        let is_word = !word.is_empty() && word.chars().count() <= MOST && !word.chars().any(char::is_control);
        is_word.then(|| Self { kind, word: word.to_owned() })
    }

    pub fn key(&self) -> ProjectKey {
        ProjectKey::of(self.kind, &self.word)
    }
}

impl From<&NamedProject> for ProjectAt {
    fn from(project: &NamedProject) -> Self {
        Self { kind: project.kind, word: project.word().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::ProjectKind::{App, Infrastructure, NuGet, Python};
    use super::*;

    fn key(kind: ProjectKind, text: &str) -> String {
        ProjectKey::of(kind, ProjectName::parse(kind, text).expect("a good name").as_str()).0
    }

    #[test]
    fn each_kind_has_its_rule() {
        for (kind, good) in [
            (App, "quiet-meadow-4030"),
            (App, "abc"),
            (Python, "a"),
            (Python, "Zope.Interface_2-x"),
            (NuGet, "Acme.Bearings"),
            (NuGet, "_private.Ünïcode-1"),
            (Infrastructure, "Rolling mill, hall 3"),
            (Infrastructure, "製鉄所"),
        ] {
            assert!(ProjectName::parse(kind, good).is_ok(), "{kind:?} {good}");
        }
        for (kind, bad) in [
            (App, "ab"),
            (App, "4abc"),
            (App, "Abc"),
            (App, "abc-"),
            (App, "a_b_c"),
            (Python, "-a"),
            (Python, "a b"),
            (Python, "a."),
            (NuGet, "Acme..Bearings"),
            (NuGet, "Acme."),
            (NuGet, "a b"),
        ] {
            assert_eq!(ProjectName::parse(kind, bad), Err(kind.problem()), "{kind:?} {bad}");
        }
        assert_eq!(ProjectName::parse(App, &"a".repeat(31)), Err(Problem::AppName));
        assert!(ProjectName::parse(App, &"a".repeat(30)).is_ok());
        assert!(ProjectName::parse(Python, &"a".repeat(129)).is_err());
        assert!(ProjectName::parse(NuGet, &"a".repeat(101)).is_err());
        assert_eq!(ProjectName::parse(Infrastructure, &"a".repeat(81)), Err(Problem::TooLong { max: 80 }));
        assert_eq!(ProjectName::parse(Infrastructure, "hall\u{200b} 3"), ProjectName::parse(Infrastructure, "hall 3"));
        for kind in ProjectKind::ALL {
            assert_eq!(ProjectName::parse(*kind, " "), Err(Problem::Empty));
        }
    }

    #[test]
    fn names_are_the_same_by_the_rule_of_their_kind() {
        for same in ["my-pkg", "My_Pkg", "my.-_pkg"] {
            assert_eq!(key(Python, same), "my-pkg", "{same}");
        }
        assert_eq!(key(NuGet, "Acme.Bearings"), "acme.bearings");
        assert_ne!(key(NuGet, "Acme.Bearings"), key(NuGet, "Acme-Bearings"));
        assert_eq!(key(Infrastructure, "Rolling mill, hall 3"), "rolling-mill-hall-3");
        assert_eq!(key(Infrastructure, "製鉄所"), "製鉄所");
        assert_eq!(key(Infrastructure, "…"), "project");
    }

    #[test]
    fn what_the_eye_confuses_looks_alike() {
        let look = |text| project_look(&ProjectName::parse(Python, text).expect("a good name"));
        assert_eq!(look("requests"), look("reque5ts"));
        assert_eq!(look("g.e.a.r-box"), look("gearbox"));
        assert_ne!(look("gearbox"), look("gearboxes"));
    }

    #[test]
    fn only_what_can_be_a_project_is_looked_for() {
        assert_eq!(ProjectAt::parse("python", "My.Pkg").map(|at| at.key().0), Some("my-pkg".into()));
        assert_eq!(ProjectAt::parse("ruby", "gem"), None);
        assert_eq!(ProjectAt::parse("app", "a\0b"), None);
        assert_eq!(ProjectAt::parse("app", ""), None);
    }
}

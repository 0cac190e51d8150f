//! One row of a pasted list, taken apart at its addresses.

use crate::text::DisplayName;

/// Words between two addresses that call nobody anything, and what a mail program writes before a list.
const CONNECTORS: &[&str] =
    &["and", "or", "und", "oder", "et", "ou", "y", "e", "&", "+", "to:", "cc:", "bcc:", "from:"];
/// What stands over the columns of a list of people.
const HEADINGS: &[&str] = &[
    "address",
    "company",
    "department",
    "e-mail",
    "email",
    "family",
    "first",
    "full",
    "given",
    "id",
    "job",
    "last",
    "mail",
    "middle",
    "name",
    "names",
    "organization",
    "phone",
    "role",
    "surname",
    "team",
    "title",
    "user",
    "username",
];

/// Somebody whom a row names.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'a> {
    /// An address, or what was meant as one, and what its holder is called.
    Address(&'a str, Option<DisplayName>),
    /// A word in the place of a username.
    Name(&'a str),
}

pub(super) struct Row<'a> {
    pub text: &'a str,
    parts: Vec<Part<'a>>,
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Address(&'a str),
    /// `@name`, or the address of a page that ends like this.
    Mention(&'a str),
    Words(&'a str),
}

impl<'a> Row<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.trim();
        Self { text, parts: parts(text) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found().next().is_none()
    }

    pub(super) fn has_address(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Address(_)))
    }

    /// Whether it is made of words that stand over columns.
    pub(super) fn is_heading(&self) -> bool {
        let mut words = words(self.text).flat_map(|word| word.split('_')).peekable();
        words.peek().is_some() && words.all(|word| HEADINGS.contains(&word.to_ascii_lowercase().as_str()))
    }

    /// Whom it names, in its order.
    pub(super) fn found(&self) -> impl Iterator<Item = Found<'a>> {
        let has_address = self.has_address();
        let is_single = self.parts.iter().filter(|part| matches!(part, Part::Address(_))).count() == 1;
        self.parts.iter().enumerate().flat_map(move |(place, part)| match *part {
            Part::Address(address) => {
                let before = place.checked_sub(1).and_then(|place| self.called(place));
                // What follows an address belongs to the next one, if there is a next one.
                let called = before.or_else(|| self.called(place + 1).filter(|_| is_single));
                vec![Found::Address(address, called)]
            }
            Part::Mention(name) => vec![Found::Name(name)],
            Part::Words(_) if has_address => Vec::new(),
            Part::Words(text) => words(text).map(Found::Name).collect(),
        })
    }

    fn called(&self, place: usize) -> Option<DisplayName> {
        match self.parts.get(place) {
            Some(Part::Words(text)) => called(text),
            _ => None,
        }
    }
}

/// Cuts a row at whatever has an @ in it.
fn parts(row: &str) -> Vec<Part<'_>> {
    let (mut parts, mut from, mut search) = (Vec::new(), 0, 0);
    while let Some(at) = row[search..].find('@').map(|at| search + at) {
        search = at + 1;
        let local = &row[at - behind(&row[from..at], in_local)..at];
        let domain = row[search..search + ahead(&row[search..], in_domain)].trim_end_matches(['.', '-', '_']);
        if domain.is_empty() {
            continue;
        }
        let end = search + domain.len();
        let is_page = local.ends_with('/');
        let (begin, part) = if local.is_empty() || is_page {
            let begin = if is_page { at - behind(&row[from..at], |c| !is_apart(c)) } else { at };
            (begin, Part::Mention(&row[begin..end]))
        } else {
            let begin = at - undecorated(local, &row[end..]).len();
            (begin, Part::Address(&row[begin..end]))
        };
        parts.extend([Part::Words(&row[from..begin]), part]);
        // A link may bring a subject along, and the address of a page its parts.
        let rest = &row[end..];
        let more = if rest.starts_with(['?', '/', '#']) { ahead(rest, |c| !is_apart(c)) } else { 0 };
        from = end + if rest[..more].contains('@') { 0 } else { more };
        search = from;
    }
    parts.push(Part::Words(&row[from..]));
    parts
}

/// Bytes at the end of a text that are letters of a kind.
fn behind(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    text.chars().rev().take_while(|c| is_one(*c)).map(char::len_utf8).sum()
}

/// Bytes at the beginning of a text that are letters of a kind.
fn ahead(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is_one(*c)).map(char::len_utf8).sum()
}

/// What an address may have before its @ (RFC 5322), and the letters that only look as if it might.
fn in_local(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+/=?^_`{}~-.".contains(c)
}

fn in_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// Without the signs by which a text was set off, as in `*ada@example.com*` or `- ada@example.com`. An address may
/// begin with most of them, but hardly any does.
fn undecorated<'a>(local: &'a str, after: &str) -> &'a str {
    let local = local.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    if after.starts_with('_') { local.trim_start_matches('_') } else { local }
}

fn is_apart(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>' | '(' | ')' | '[' | ']' | '"')
}

/// What stands between blanks and separators, as far as there is a letter or a digit in it, or nothing else.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')).filter(|word| !word.is_empty())
}

/// What the words beside an address call its holder: its cells without numbers, connectors and what stands around.
fn called(text: &str) -> Option<DisplayName> {
    let text = text.trim().trim_end_matches("mailto:").trim_end_matches('<');
    let cells = text.split(['\t', ',', ';', '|']).map(cell).filter(|cell| cell.chars().any(char::is_alphabetic));
    let name = cells.collect::<Vec<_>>().join(", ");
    let short: String = name.chars().take(DisplayName::MAX as usize).collect();
    DisplayName::parse(&short).ok()
}

fn cell(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.first().is_some_and(|word| CONNECTORS.contains(&word.to_lowercase().as_str())) {
        words.remove(0);
    }
    let text = words.join(" ");
    let around = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '.');
    let text = text.trim_matches(around);
    // Brackets around all of it, as in a comment of a mail.
    text.strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(text)
        .trim_start_matches(['(', '.'])
        .to_owned()
}

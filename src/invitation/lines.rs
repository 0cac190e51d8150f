use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Invitee;
use crate::Problem;
use crate::text::{AccountName, EmailAddress};

/// Lines that one act of inviting may have.
pub const MOST_LINES: u32 = 100;
/// Characters of a line that are shown again.
const SHOWN: usize = 100;

/// One name or address out of what was typed or pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// As it was typed, cut to what can be shown.
    pub text: String,
    /// Whom it names, if it can name anybody.
    pub invitee: Option<Invitee>,
}

impl Line {
    /// Two lines with one of these are the same.
    fn same(&self) -> (bool, String) {
        match &self.invitee {
            Some(Invitee::User(name)) => (true, name.key().as_str().to_owned()),
            // An address has an @, which no name has.
            Some(Invitee::Address(email)) => (true, email.key()),
            None => (false, self.text.clone()),
        }
    }
}

/// Takes a list apart: by line, comma, semicolon, tab or blank, with addresses as mail programs write them
/// (`A Name <name@example.com>`). The same name or address twice is one line.
pub fn lines(text: &str) -> Result<Vec<Line>, Problem> {
    let (mut lines, mut seen) = (Vec::new(), HashSet::new());
    for piece in pieces(text) {
        for word in words(piece) {
            let line = line(word);
            if seen.insert(line.same()) {
                lines.push(line);
            }
            if lines.len() > MOST_LINES as usize {
                return Err(Problem::TooManyLines { max: MOST_LINES });
            }
        }
    }
    if lines.is_empty() { Err(Problem::Empty) } else { Ok(lines) }
}

/// Cuts at what separates entries, but not inside the quotes of a name.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let separates = move |letter: char| {
        quoted = match letter {
            '"' => !quoted,
            '\n' | '\r' => false,
            _ => quoted,
        };
        matches!(letter, '\n' | '\r') || (!quoted && matches!(letter, ',' | ';' | '\t'))
    };
    text.split(separates).map(str::trim).filter(|piece| !piece.is_empty())
}

/// The address in angle brackets, where there is one, or else every word.
fn words(piece: &str) -> Vec<&str> {
    let in_brackets = piece.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inside, _)| inside.trim());
    match in_brackets {
        Some(address) if address.contains('@') => vec![address],
        _ => piece.split_whitespace().collect(),
    }
}

fn line(word: &str) -> Line {
    let bare = word.strip_prefix("mailto:").unwrap_or(word);
    let invitee = match bare.strip_prefix('@') {
        Some(name) => AccountName::parse(name).map(Invitee::User),
        None if bare.contains('@') => EmailAddress::parse(bare).map(Invitee::Address),
        None => AccountName::parse(bare).map(Invitee::User),
    };
    let shown = word.chars().filter(|letter| !letter.is_control()).take(SHOWN).collect();
    Line { text: shown, invitee: invitee.ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let name = |line: Line| line.invitee.map_or_else(|| format!("?{}", line.text), |invitee| invitee.to_string());
        lines(text).map(|lines| lines.into_iter().map(name).collect()).unwrap_or_default()
    }

    #[test]
    fn a_list_is_taken_apart_however_it_was_pasted() {
        assert_eq!(named("ada, bob;carol\tdan\r\neve  frank"), ["ada", "bob", "carol", "dan", "eve", "frank"]);
        assert_eq!(named("Ada Lovelace <ada@example.com>, <bob@example.com>"), ["ada@example.com", "bob@example.com"]);
        assert_eq!(named("\"Lovelace, Ada\" <ada@example.com>\nbob"), ["ada@example.com", "bob"]);
        assert_eq!(named("mailto:ada@example.com @bob"), ["ada@example.com", "bob"]);
    }

    #[test]
    fn the_same_person_twice_is_one_line() {
        assert_eq!(named("acme-ada\nAcme_Ada\nACME.ada"), ["acme-ada"]);
        assert_eq!(named("ada@example.com ADA@Example.com"), ["ada@example.com"]);
        assert_eq!(named("!! !!"), ["?!!"]);
    }

    #[test]
    fn what_names_nobody_is_told_and_does_not_stop_the_rest() {
        let long = format!("{}@example.com", "a".repeat(300));
        let found = named(&format!("ada\n{long}\n\u{0}x\n<script>\nbob"));
        assert_eq!((found[0].as_str(), found[4].as_str(), found.len()), ("ada", "bob", 5));
        assert!(found[1].starts_with("?aaa") && found[1].len() == 101);
        assert_eq!(found[2], "?x", "what cannot be seen is not shown again");
        assert_eq!(found[3], "?<script>");
    }

    #[test]
    fn a_list_has_an_end() {
        let list = |count: u32| (0..count).map(|number| format!("person{number}\n")).collect::<String>();
        assert_eq!(lines(&list(MOST_LINES)).map(|lines| lines.len()), Ok(100));
        assert_eq!(lines(&list(MOST_LINES + 1)), Err(Problem::TooManyLines { max: 100 }));
        assert_eq!(lines(" \n,;"), Err(Problem::Empty));
    }
}

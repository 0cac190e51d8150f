//! Whom a pasted list names.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Invitee;
use super::row::{Found, Row};
use crate::Problem;
use crate::text::{AccountName, DisplayName, EmailAddress, straight};

/// People that one act of inviting may name.
pub const MOST_LINES: u32 = 100;
/// Characters of a line that are shown again.
const SHOWN: usize = 200;

/// One person out of what was typed or pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What was typed of this person, cut to what can be shown.
    pub text: String,
    /// Whom it names, or why it can name nobody.
    pub names: Result<Invitee, Problem>,
    /// What the list calls the holder of an address.
    pub called: Option<DisplayName>,
}

impl Line {
    fn new(text: &str, names: Result<Invitee, Problem>, called: Option<DisplayName>) -> Self {
        Self { text: text.chars().filter(|letter| !letter.is_control()).take(SHOWN).collect(), names, called }
    }

    /// Two lines with one of these are the same.
    fn same(&self) -> (bool, String) {
        match &self.names {
            Ok(Invitee::User(name)) => (true, name.key().as_str().to_owned()),
            // An address has an @, which no name has.
            Ok(Invitee::Address(email)) => (true, email.key()),
            Err(_) => (false, self.text.clone()),
        }
    }

    /// As it is written so that it is read again as the same.
    pub fn written(&self) -> String {
        match (&self.names, &self.called) {
            (Ok(invitee), Some(called)) => format!("{called} <{invitee}>"),
            (Ok(invitee), None) => invitee.to_string(),
            (Err(_), _) => self.text.clone(),
        }
    }
}

/// Takes a list apart, as it comes out of a mail program, a spreadsheet or a page. Where a row holds an address, its
/// other words are what somebody is called; where it holds none, they are usernames. The same name or address twice is
/// one line.
pub fn lines(text: &str) -> Result<Vec<Line>, Problem> {
    let text = straight(text);
    let rows: Vec<Row> = text.split(['\n', '\r']).map(Row::of).filter(|row| !row.is_empty()).collect();
    let with_addresses = rows.iter().any(Row::has_address);
    let (mut lines, mut seen) = (Vec::new(), HashSet::new());
    for row in &rows {
        let found = match with_addresses && row.is_heading() {
            true => vec![Line::new(row.text, Err(Problem::Heading), None)],
            false => row.found().map(line).collect(),
        };
        lines.extend(found.into_iter().filter(|line| seen.insert(line.same())));
        if lines.len() > MOST_LINES as usize {
            return Err(Problem::TooManyLines { max: MOST_LINES });
        }
    }
    if lines.is_empty() { Err(Problem::Empty) } else { Ok(lines) }
}

/// Whether a list is one name or address and nothing else, so that there is no doubt whom it means.
pub fn is_plain(text: &str, lines: &[Line]) -> bool {
    let typed = straight(text);
    let typed = typed.trim();
    matches!(lines, [Line { names: Ok(invitee), .. }] if typed.strip_prefix('@').unwrap_or(typed) == invitee.as_str())
}

fn line(found: Found<'_>) -> Line {
    match found {
        Found::Address(address, called) => {
            Line::new(address, EmailAddress::parse(address).map(Invitee::Address), called)
        }
        Found::Name(word) => Line::new(word, AccountName::typed(word).map(Invitee::User), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let name = |line: Line| line.names.map_or_else(|_| format!("?{}", line.text), |invitee| invitee.to_string());
        lines(text).map(|lines| lines.into_iter().map(name).collect()).unwrap_or_default()
    }

    /// With what each is called.
    fn written(text: &str) -> Vec<String> {
        lines(text).map(|lines| lines.iter().map(Line::written).collect()).unwrap_or_default()
    }

    #[test]
    fn a_list_is_taken_apart_however_it_was_pasted() {
        assert_eq!(named("ada, bob;carol\tdan\r\neve  frank"), ["ada", "bob", "carol", "dan", "eve", "frank"]);
        assert_eq!(named("Ada Lovelace <ada@example.com>, <bob@example.com>"), ["ada@example.com", "bob@example.com"]);
        assert_eq!(named("\"Lovelace, Ada\" <ada@example.com>\nbob"), ["ada@example.com", "bob"]);
        assert_eq!(named("mailto:ada@example.com @bob"), ["ada@example.com", "bob"]);
        assert_eq!(named("ada，bob；carol、dan"), ["ada", "bob", "carol", "dan"]);
    }

    #[test]
    fn the_words_beside_an_address_are_what_somebody_is_called() {
        for (pasted, found) in [
            (
                "SURNAME, Peter <one@example.com>; Samir, GIVENNAME M. (Team) <two@example.com>",
                &["SURNAME, Peter <one@example.com>", "Samir, GIVENNAME M. (Team) <two@example.com>"] as &[_],
            ),
            ("GIVENNAME SURNAME\tthree@example.com", &["GIVENNAME SURNAME <three@example.com>"]),
            ("SURNAME,GIVENNAME,four@example.com,Engineering", &["SURNAME, GIVENNAME <four@example.com>"]),
            ("four@example.com\tGIVENNAME\tSURNAME", &["GIVENNAME, SURNAME <four@example.com>"]),
            ("five@example.com (Ada Lovelace)", &["Ada Lovelace <five@example.com>"]),
            ("To: Ada <ada@example.com>, 'Bob' <bob@example.com>", &["Ada <ada@example.com>", "Bob <bob@example.com>"]),
            ("\"ada@example.com\" <ada@example.com>", &["ada@example.com"]),
            ("17, ada@example.com", &["ada@example.com"]),
        ] {
            assert_eq!(written(pasted), found, "{pasted:?}");
            assert_eq!(written(&written(pasted).join("\n")), found, "what is shown is read as the same");
        }
    }

    #[test]
    fn every_address_of_a_row_counts() {
        for row in [
            "one@example.com and two@example.com",
            "one@example.com/two@example.com",
            "one@example.com two@example.com",
            "<one@example.com><two@example.com>",
            "one@example.com|two@example.com",
            "one@example.com & two@example.com.",
            "[a text](mailto:one@example.com?subject=Hello), (two@example.com)",
            "*one@example.com* `two@example.com`",
            "_one@example.com_, …two@example.com",
            "Ada \"Countess <one@example.com>, two@example.com",
        ] {
            assert_eq!(named(row), ["one@example.com", "two@example.com"], "{row:?}");
        }
        assert_eq!(named("ada@localhost, bob@example.com"), ["?ada@localhost", "bob@example.com"]);
    }

    #[test]
    fn a_page_and_a_mention_name_a_user() {
        assert_eq!(named("https://hall.example/@ez"), ["ez"]);
        assert_eq!(named("Ada (https://hall.example/@ez) one@example.com, @bob."), ["ez", "one@example.com", "bob"]);
    }

    #[test]
    fn a_heading_names_nobody() {
        assert_eq!(named("Name,Email\nAda,ada@example.com"), ["?Name,Email", "ada@example.com"]);
        assert_eq!(
            named("First name\tE-mail\nAda\tada@example.com"),
            ["?First name\tE-mail".replace('\t', "").as_str(), "ada@example.com"]
        );
        assert_eq!(named("name, email"), ["name", "email"], "alone they may well be usernames");
    }

    #[test]
    fn only_one_name_or_address_is_without_doubt() {
        let plain = |text: &str| is_plain(text, &lines(text).unwrap_or_default());
        assert!(plain("ada") && plain(" @ada\n") && plain("ada@example.com\u{200b}"));
        for doubtful in ["ada bob", "Ada <ada@example.com>", "https://hall.example/@ada", "a b@example.com", "!!"] {
            assert!(!plain(doubtful), "{doubtful:?}");
        }
    }

    #[test]
    fn the_same_person_twice_is_one_line() {
        assert_eq!(named("acme-ada\nAcme_Ada\nACME.ada"), ["acme-ada"]);
        assert_eq!(named("ada@example.com ADA@Example.com"), ["ada@example.com"]);
        assert_eq!(named("info@bücher.example info@xn--bcher-kva.example"), ["info@bücher.example"]);
        assert_eq!(named("#! #!"), ["?#!"]);
    }

    #[test]
    fn what_names_nobody_is_told_and_does_not_stop_the_rest() {
        let long = format!("{}@example.com", "a".repeat(300));
        let found = named(&format!("ada\n{long}\n\u{0}x\n<script>\nbob"));
        assert_eq!((found[0].as_str(), found[4].as_str(), found.len()), ("ada", "bob", 5));
        assert!(found[1].starts_with("?aaa") && found[1].len() == 201);
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

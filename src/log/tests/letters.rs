use std::collections::BTreeMap;
use std::fmt::Write;

use super::changes;
use crate::mail::{Letter, render};
use crate::notify::Names;

const BASE: &str = "https://guild.example";

/// Every mail there is, by the kind of change that sends it.
fn letters() -> BTreeMap<String, Vec<Letter>> {
    let names = Names { recipient: "Ada Lovelace", actor: "Grace Hopper" };
    let mut letters = BTreeMap::<_, Vec<_>>::new();
    for (kind, change) in changes() {
        for told in change.notifications() {
            letters.entry(kind.clone()).or_default().extend(told.letter.map(|letter| letter(&names)));
        }
    }
    letters.retain(|_, letters| !letters.is_empty());
    letters
}

#[test]
fn every_letter_reads_well() {
    for (kind, letters) in letters() {
        let mut text = String::new();
        for letter in letters {
            let mail = render(&letter, Some("SECRET"), BASE);
            writeln!(text, "Subject: {}\n\n{}\n==========\n", mail.subject, mail.text).unwrap();
        }
        insta::assert_snapshot!(kind, text);
    }
}

#[test]
fn the_html_says_the_same() {
    let letters = letters();
    let asked = &letters["information_requested"][0];
    insta::assert_snapshot!("information_requested_html", render(asked, None, BASE).html);
    for letter in letters.values().flatten() {
        let mail = render(letter, Some("SECRET"), BASE);
        let links = |text: &str| text.matches(BASE).count();
        assert!(links(&mail.html) >= links(&mail.text), "{}", mail.subject);
        assert!(!mail.html.contains("<img") && !mail.html.contains("src="), "{} loads nothing", mail.subject);
    }
}

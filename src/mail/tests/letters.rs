use serde_json::Value;

use super::{BASE, letter};
use crate::mail::{Letter, render};

/// A letter that has all there is.
fn full() -> Letter {
    Letter { quote: Some("Zebra".into()), ..letter() }
}

#[test]
fn a_stored_letter_is_read_back() {
    let json = serde_json::to_string(&full()).unwrap();
    assert_eq!(Letter::read(&json).unwrap(), full());
}

#[test]
fn a_letter_of_another_version_is_sent_as_it_is() {
    // As the first version with finished letters wrote it; never changed here.
    let first = r#"{"subject":"A","reason":"B","quote":"C","paragraphs":["D"],
        "button":{"label":"E","path":"/f?token=","secret":true},"why":"G"}"#;
    let text = render(&Letter::read(first).unwrap(), Some("SECRET"), BASE).text;
    assert!(text.contains("https://guild.example/f?token=SECRET\n"), "{text}");
    let least = r#"{"subject":"A","reason":"B","why":"G"}"#;
    assert_eq!(render(&Letter::read(least).unwrap(), None, BASE).subject, "A");
    let newer = r#"{"subject":"A","reason":"B","why":"G","table":[["new"]]}"#;
    assert_eq!(render(&Letter::read(newer).unwrap(), None, BASE).subject, "A");
}

#[test]
fn what_people_write_stays_text() {
    let letter = Letter {
        subject: "A question about Acme\r\nBcc: everybody@example.com".into(),
        reason: "<b>Eve</b> asks:".into(),
        quote: Some("</blockquote><script>alert(1)</script>\n-- \nhttps://evil.example".into()),
        ..letter()
    };
    let mail = render(&letter, None, BASE);
    assert!(!mail.subject.contains(['\r', '\n']));
    assert!(!mail.html.contains("<script") && !mail.html.contains("<b>"));
    assert!(mail.text.contains("\n> -- \n> https://evil.example\n"), "{}", mail.text);
}

/// The letter with other words in every text it holds.
fn with(words: &str) -> Letter {
    fn put(value: &mut Value, words: &str) {
        match value {
            Value::String(text) => *text = words.to_owned(),
            Value::Array(all) => all.iter_mut().for_each(|one| put(one, words)),
            Value::Object(all) => all.iter_mut().for_each(|(_, one)| put(one, words)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut json = serde_json::to_value(full()).unwrap();
    put(&mut json, words);
    Letter::read(&json.to_string()).unwrap()
}

#[test]
fn whatever_stands_in_a_letter_stays_text() {
    let markup = "Zebra</title>-->\"'<img src=x>\u{202e}\u{2028}&lt;";
    let (shown, escaped) =
        ("Zebra</title>-->\"'<img src=x>&lt;", "Zebra&#60;/title&#62;--&#62;&#34;&#39;&#60;img src=x&#62;&#38;lt;");
    let [plain, odd] = ["Zebra", markup].map(|words| render(&with(words), Some("SECRET"), BASE));
    assert_eq!(odd.html.replace(escaped, "Zebra"), plain.html);
    assert_eq!(odd.text.replace(shown, "Zebra"), plain.text);
    assert_eq!(odd.subject.replace(shown, "Zebra"), plain.subject);
}

#[test]
fn a_secret_that_is_not_given_is_not_guessed() {
    assert!(render(&letter(), None, "https://guild.example/").text.contains("https://guild.example/reset?token=…\n"));
}

use askama::Template;

use super::Letter;

/// Stands in a link where the secret is not shown.
const HIDDEN: &str = "…";
/// Longest subject in characters; mail programs cut much earlier.
const SUBJECT: usize = 200;

/// A mail, ready to be sent or shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Template)]
#[template(path = "letter.txt", config = "src/mail/templates/askama.toml")]
struct Text<'a> {
    reason: &'a str,
    quote: Option<&'a str>,
    paragraphs: &'a [String],
    button: Option<(&'a str, &'a str)>,
    why: &'a str,
    home: &'a str,
}

#[derive(Template)]
#[template(path = "letter.html", config = "src/mail/templates/askama.toml")]
struct Html<'a> {
    subject: &'a str,
    reason: &'a str,
    quote: Option<&'a str>,
    paragraphs: &'a [String],
    button: Option<(&'a str, &'a str)>,
    why: &'a str,
    home: &'a str,
}

/// Writes the letter out. Without its secret the link of a letter that has one ends in `…` and leads nowhere.
pub fn render(letter: &Letter, secret: Option<&str>, base_url: &str) -> Rendered {
    let home = base_url.trim_end_matches('/');
    let Letter { reason, paragraphs, why, .. } = letter;
    let (subject, quote) = (one_line(&letter.subject), letter.quote.as_deref());
    let link = letter.button.as_ref().map(|button| {
        let secret = if button.secret { secret.unwrap_or(HIDDEN) } else { "" };
        (button.label.as_str(), format!("{home}{}{secret}", button.path))
    });
    let button = link.as_ref().map(|(label, url)| (*label, url.as_str()));
    let text = Text { reason, quote, paragraphs, button, why, home }.render();
    let html = Html { subject: &subject, reason, quote, paragraphs, button, why, home }.render();
    let [text, html] = [text, html].map(|written| written.expect("a layout of plain fields can always be written"));
    Rendered { subject, text, html }
}

/// Keeps what people wrote from ending the header and beginning another.
fn one_line(subject: &str) -> String {
    subject.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(SUBJECT).collect()
}

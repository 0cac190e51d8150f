//! What people type stays text, wherever it is shown: no element, no attribute and no text is in a page, a mail or a
//! file that is not there when the same people type harmless words.

pub mod page;
mod stored;
mod typed;

use std::collections::BTreeSet;
use std::fmt::Debug;

use axum::body::Body;
use axum::http::Method;
use serde_json::Value;
use server::router::addresses;

use crate::live::listen;
use crate::policy::{fields, filled};
use crate::test_server::{Answer, TestServer};
use crate::texts;
use page::{intruders, outline};
use stored::{WORDS, Words, each_text};

/// Marks that turn the direction of the text after them, and breaks of lines that no field lets in.
const DECEIVING: [char; 11] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
    '\u{2028}', '\u{2029}',
];

/// How a page hands an answer of the server to its program.
const HANDED_OVER: &str = "__RESOLVED_RESOURCES[";

/// Reads both worlds alike: harmless words for the others, and nothing of what differs between any two requests.
struct Reader(Vec<(String, String)>);

impl Reader {
    fn new(words: &Words) -> Self {
        let mut pairs = words.shown();
        // An answer may hold markup that the server made, in which texts are escaped; the page that shows it is read as
        // a page below.
        let escaped =
            |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let in_markup: Vec<_> = pairs.iter().map(|(odd, plain)| (escaped(odd), escaped(plain))).collect();
        pairs.extend(in_markup);
        // In a script the answers of the server stand as JSON in a text of JavaScript.
        let in_script = |text: &str| {
            let json = serde_json::to_string(text).unwrap().replace('<', "\\u003c");
            let literal = format!("{json:?}");
            literal[3..literal.len() - 3].to_owned()
        };
        let scripted: Vec<_> = pairs.iter().map(|(odd, plain)| (in_script(odd), in_script(plain))).collect();
        pairs.extend(scripted);
        // The longest first, so that none is found inside another.
        pairs.sort_by_key(|(odd, _)| std::cmp::Reverse(odd.len()));
        Self(pairs)
    }

    fn read(&self, text: &str) -> String {
        masked(&self.0.iter().fold(text.to_owned(), |text, (odd, plain)| text.replace(odd, plain)))
    }

    /// What a page hands its program: an answer of the server each.
    fn handed_over(&self, html: &str) -> BTreeSet<String> {
        let scripts = html.split("<script").filter(|script| script.contains(HANDED_OVER));
        let scripts = scripts.filter_map(|script| script.split("</script").next());
        scripts.flat_map(|script| script.split(HANDED_OVER).skip(1)).map(|answer| self.read(answer)).collect()
    }

    /// What an answer holds, piece by piece, as whatever it is.
    fn pieces(&self, answer: &Answer) -> Vec<String> {
        let kind = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
        let mut pieces = vec![format!("{} {kind} {}", answer.status, self.read(answer.location()))];
        match kind.as_str() {
            "text/html" => {
                pieces.extend(outline(&answer.body, &|text| self.read(text)));
            }
            "application/json" => {
                let mut value: Value = serde_json::from_str(&answer.body).unwrap();
                each_text(&mut value, &|text| self.read(text));
                pieces.push(masked(&value.to_string()));
            }
            "application/jsonl" => {
                for line in answer.body.lines() {
                    let mut value: Value = serde_json::from_str(line).unwrap();
                    each_text(&mut value, &|text| self.read(text));
                    pieces.push(masked(&value.to_string()));
                }
            }
            "text/csv" => {
                let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(answer.body.as_bytes());
                pieces.extend(lines.records().map(|line| {
                    let line = line.unwrap();
                    let is_formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    assert!(!line.iter().any(is_formula), "a formula: {line:?}");
                    format!("{:?}", line.iter().map(|cell| self.read(cell)).collect::<Vec<_>>())
                }));
            }
            "text/plain" | "text/event-stream" | "" => pieces.push(self.read(&answer.body)),
            other => panic!("nobody reads {other} here: {}", answer.body),
        }
        pieces
    }
}

/// Numbers, ids and how long ago something was, which differ between any two requests, are passed over.
fn masked(text: &str) -> String {
    if text == "just now" || text.ends_with(" ago") {
        return "ago".to_owned();
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_+/=".contains(c);
    let mut masked = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_word(first) { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, after) = rest.split_at(end);
        let has_digit = word.bytes().any(|b| b.is_ascii_digit());
        match word.len() {
            20.. if has_digit => masked.push('#'),
            _ => masked.extend(word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c })),
        }
        rest = after;
    }
    while masked.contains("00") {
        masked = masked.replace("00", "0");
    }
    masked
}

/// Every address by GET, with what it has a place for.
async fn paths(server: &TestServer, caller: &str) -> Vec<String> {
    let texts = texts::stored().await;
    let mails = texts::mails(server).await;
    let mut paths = Vec::new();
    for (method, path) in addresses() {
        if method != Method::GET {
            continue;
        }
        let function = path.strip_prefix("/do/").and_then(|path| path.rsplit('/').next());
        let fields = function.map(|function| fields(&texts.world, function, caller)).unwrap_or_default();
        let ids: Vec<String> = match path.as_str() {
            path if path.contains("mail") && (path.contains("{id}") || function.is_some()) => {
                mails.iter().map(|mail| mail.id.to_string()).collect()
            }
            path if path.contains("applications/{id}") || path.contains("read_review") || path.contains("view_app") => {
                texts.applications.iter().map(ToString::to_string).collect()
            }
            _ => vec![],
        };
        // Who finds nothing there need not look for all of them.
        let few = if matches!(caller, "warden" | "sam" | "max") { ids.len() } else { 1 };
        let filled = |id: Option<&String>| {
            let path = id.map_or(path.clone(), |id| path.replace("{id}", id));
            let fields = fields.iter().map(|(name, value)| match (*name, id) {
                ("id", Some(id)) => (*name, id.as_str()),
                _ => (*name, value.as_str()),
            });
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let query = if query.is_empty() { query } else { format!("?{query}") };
            format!("{}{query}", filled(&texts.world, &path))
        };
        match ids.is_empty() {
            true => paths.push(filled(None)),
            false => paths.extend(ids.iter().take(few).map(|id| filled(Some(id)))),
        }
    }
    paths.push(format!("/invitation?token={}", texts.world.link));
    paths.push("/invitation?id=".to_owned() + texts.world.invitation.as_str());
    paths
}

async fn ask(server: &TestServer, path: &str) -> Option<Answer> {
    match path {
        // A stream has a test of its own.
        "/live" => None,
        path if path.starts_with("/do/") => {
            Some(server.ask(Method::GET, path, &[("accept", "application/json")], Body::empty()).await)
        }
        path => Some(server.get(path).await),
    }
}

async fn nothing_differs(words: &Words) {
    let texts = texts::stored().await;
    let flags = ["--dev"];
    let (harmless, spoilt) = (texts.folder(), texts.folder());
    stored::put(&harmless.path().join("guildhall.sqlite3"), &stored::HARMLESS).await;
    stored::put(&spoilt.path().join("guildhall.sqlite3"), words).await;
    let (harmless, spoilt) = (TestServer::open_in(harmless, &flags).await, TestServer::open_in(spoilt, &flags).await);
    let reader = Reader::new(words);
    let (mut differences, mut shown) = (Vec::new(), 0);
    for (kind, username, session) in &texts.world.callers {
        let (harmless, spoilt) = (harmless.holding(session.as_ref()), spoilt.holding(session.as_ref()));
        let (mut handed_over, mut odd_handed_over) = (BTreeSet::new(), BTreeSet::new());
        for path in paths(&harmless, username).await {
            let Some(plain) = ask(&harmless, &path).await else { continue };
            let odd = ask(&spoilt, &path).await.unwrap();
            shown += usize::from(odd.body.contains("Zebra"));
            handed_over.extend(reader.handed_over(&plain.body));
            odd_handed_over.extend(reader.handed_over(&odd.body));
            let (plain, pieces) = (reader.pieces(&plain), reader.pieces(&odd));
            if let Some(difference) = first_difference(&plain, &pieces) {
                differences.push(format!("{path} by {kind}: {difference}"));
            }
            if odd.body.contains(DECEIVING) {
                differences.push(format!("{path} by {kind}: a mark that deceives"));
            }
            if odd.header("content-type").starts_with("text/html") {
                differences.extend(intruders(&odd.body).into_iter().map(|it| format!("{path} by {kind}: {it}")));
            }
        }
        let news = odd_handed_over.difference(&handed_over);
        differences.extend(news.map(|news| format!("handed over to {kind}: {news}")));
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), few(&differences));
    assert!(shown > 200, "the words were shown {shown} times only");
}

fn first_difference(plain: &[String], odd: &[String]) -> Option<String> {
    let at = plain.iter().zip(odd).position(|(plain, odd)| plain != odd);
    let at = at.or_else(|| (plain.len() != odd.len()).then(|| plain.len().min(odd.len())))?;
    Some(format!("\n    {:?}\n    {:?}", plain.get(at), odd.get(at)))
}

fn few(lines: &[impl Debug + AsRef<str>]) -> String {
    lines.iter().take(12).map(|line| format!("{}\n", line.as_ref())).collect()
}

#[tokio::test]
async fn what_ends_a_title_stays_text() {
    nothing_differs(&WORDS[0]).await;
}

#[tokio::test]
async fn what_ends_a_text_area_or_a_script_stays_text() {
    nothing_differs(&WORDS[1]).await;
}

#[tokio::test]
async fn what_ends_a_comment_stays_text() {
    nothing_differs(&WORDS[2]).await;
}

#[tokio::test]
async fn what_ends_an_attribute_or_turns_the_text_stays_text() {
    nothing_differs(&WORDS[3]).await;
}

#[tokio::test]
async fn what_scripts_and_templates_read_stays_text() {
    nothing_differs(&WORDS[4]).await;
}

#[tokio::test]
async fn a_stream_says_words_of_ours_alone() {
    let texts = texts::stored().await;
    let folder = texts.folder();
    stored::put(&folder.path().join("guildhall.sqlite3"), &WORDS[3]).await;
    let server = TestServer::open_in(folder, &[]).await;
    for (kind, _, session) in &texts.world.callers {
        if matches!(*kind, "visitor" | "suspended") {
            continue;
        }
        let mut ear = listen(&server.holding(session.as_ref()), "/live?org=acme&since=0").await;
        let word = ear.word().await.unwrap();
        assert!(["org", "session", "user"].contains(&word.as_str()), "{kind} heard {word}");
    }
}

#[test]
fn a_page_with_markup_of_others_is_found_out() {
    let reader = Reader(vec![(">x".into(), "x".into())]);
    let read = |html: &str| outline(html, &|text| reader.read(text));
    let plain = read("<title>Zebra</title><p title=Zebra>Zebra 12</p>");
    assert_eq!(plain, read("<title>Zebra</title><p title=Zebra>Zebra 3</p>"));
    for odd in [
        "<title>Zebra</title><img src=x></title><p title=Zebra>Zebra 12</p>",
        "<title>Zebra</title><p title=Zebra zz-x>Zebra 12</p>",
        "<title>Zebra</title><p title=Zebra>Zebra 12<!--x--></p>",
        "<title>Zebra</title><p title=Zebra>Zebra 12 and more</p>",
    ] {
        assert!(first_difference(&plain, &read(odd)).is_some(), "{odd}");
    }
    for odd in ["<img src=x>", "<zz-x>", "<p zz-x=1>", "<meta http-equiv=Refresh>", "<form action=/zz>"] {
        assert_eq!(intruders(odd).len(), 1, "{odd}");
    }
    assert!(intruders("<p>&lt;img src=x&gt;</p>").is_empty());
}

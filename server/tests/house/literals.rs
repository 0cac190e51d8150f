//! The strings in Rust code, and which of them are SQL.

pub fn is_sql(literal: &str) -> bool {
    let words: Vec<String> = literal.split_whitespace().map(str::to_lowercase).collect();
    let then = |word: &str| words.iter().skip(1).any(|other| other == word);
    match words.first().map(String::as_str) {
        Some("select") => {
            then("from") || words.get(1).is_some_and(|word| word.contains(|c: char| c == '(' || c.is_ascii_digit()))
        }
        Some("insert") => words.get(1).is_some_and(|word| word == "into"),
        Some("update") => then("set"),
        Some("delete") => words.get(1).is_some_and(|word| word == "from"),
        Some("with") => then("as") && then("select"),
        _ => false,
    }
}

/// The string literals of Rust code with the lines they begin on. Comments and characters are passed over.
pub fn literals(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\'") {
            3
        } else if let Some((opening, closing)) = raw(rest) {
            let inner = &rest[opening..];
            let end = inner.find(&closing).unwrap_or(inner.len());
            found.push((line(text, at), inner[..end].to_owned()));
            opening + end + closing.len()
        } else if let Some(inner) = rest.strip_prefix('"') {
            let end = end_of(inner);
            found.push((line(text, at), inner[..end].to_owned()));
            end + 2
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        at += skip.min(bytes.len() - at).max(1);
    }
    found
}

fn raw(rest: &str) -> Option<(usize, String)> {
    let hashes = rest.strip_prefix('r')?.bytes().take_while(|byte| *byte == b'#').count();
    rest[1 + hashes..].starts_with('"').then(|| (2 + hashes, format!("\"{}", "#".repeat(hashes))))
}

fn end_of(text: &str) -> usize {
    let mut escaped = false;
    let is_end = |c: char| {
        let is_end = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    };
    text.find(is_end).unwrap_or(text.len())
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[test]
fn the_search_for_sql_finds_sql() {
    let code = "let a = \"select id from users\"; // \"delete from users\"\nlet b = '\"'; let c = r#\"insert into \
        users\"#; let d = \"select a file\"; let e = \"select bare\";\n\"select 1\"";
    let found: Vec<_> = literals(code).into_iter().filter(|(_, literal)| is_sql(literal)).collect();
    assert_eq!(
        found,
        [(1, "select id from users".to_owned()), (2, "insert into users".to_owned()), (3, "select 1".to_owned())]
    );
}

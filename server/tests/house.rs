//! The house stays as it was drawn: what the browser gets, where SQL stands, how long a file is.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Our own files with one of these endings, as paths from the root.
fn files(endings: &[&str]) -> Vec<(String, String)> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    let listed = String::from_utf8(listed.unwrap().stdout).unwrap();
    let fits = |path: &&str| endings.iter().any(|ending| path.ends_with(ending));
    let read = |path: &str| Some((path.to_owned(), std::fs::read_to_string(root().join(path)).ok()?));
    let found: Vec<_> = listed.lines().filter(fits).filter_map(read).collect();
    assert!(found.len() > 50 || endings.len() == 1, "git lists the files");
    found
}

#[test]
fn the_browser_gets_no_storage_and_no_server() {
    let args =
        ["tree", "-p", "app", "--no-default-features", "--features", "hydrate", "--target", "wasm32-unknown-unknown"];
    let tree = Command::new(env!("CARGO"))
        .args(args)
        .args(["-e", "normal", "--prefix", "none"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("leptos v"), "the tree is that of the pages");
    for kept_out in ["sqlx", "sqlx-core", "tokio", "axum", "argon2", "lettre", "leptos_axum"] {
        let found = tree.lines().find(|line| line.split(' ').next() == Some(kept_out));
        assert_eq!(found, None, "{kept_out} is in the wasm build");
    }
}

#[test]
fn sql_stands_in_stores_and_in_db_alone() {
    let strangers = sql(|path| !path.starts_with("src/db/") && !path.ends_with("/store.rs"));
    assert_eq!(strangers, Vec::<String>::new());
}

#[test]
fn only_db_knows_which_database_runs() {
    let one_sided =
        ["pragma ", "begin immediate", "skip locked", " ilike ", "->>", "strftime(", "now()", "::text", "::bigint"];
    let of_files = |(path, text): (String, String)| {
        let found = literals(&text)
            .into_iter()
            .filter(|(_, literal)| one_sided.iter().any(|word| literal.to_lowercase().contains(word)));
        found.map(|(line, _)| format!("{path}:{line}")).collect::<Vec<_>>()
    };
    let stores =
        files(&[".rs"]).into_iter().filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/db/"));
    assert_eq!(stores.flat_map(of_files).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn no_file_is_too_long_to_read() {
    let long = |(path, text): (String, String)| {
        let lines = text.lines().count();
        (lines > 400).then(|| format!("{path}: {lines} lines"))
    };
    let ours = files(&[".rs", ".css", ".ts", ".sh", ".sql"]);
    assert_eq!(ours.into_iter().filter_map(long).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn the_domain_knows_no_request_and_the_ui_no_domain_call() {
    for (path, text) in files(&[".rs"]) {
        let banned: &[&str] = match path.as_str() {
            domain if domain.starts_with("src/") => &["use axum", "use leptos", "leptos_axum"],
            ui if ui.starts_with("app/src/ui/") => &["#[server", "crate::server", "crate::pages", "guildhall::db"],
            _ => &[],
        };
        for word in banned {
            assert!(!text.contains(word), "{path} says {word}");
        }
    }
}

/// Whatever writes text without escaping it, and the one place of each that may.
const RAW: [(&str, &[&str]); 12] = [
    // Besides the title, the context of titles and the place where they are written; neither takes a text.
    ("leptos_meta", &["app/src/ui/title.rs", "app/src/app.rs", "app/src/shell.rs"]),
    // In the last two `Markup`, which only `html!` makes, and that escapes.
    ("inner_html", &["app/src/ui/area.rs", "app/src/ui/table.rs", "app/src/ui/timeline.rs"]),
    ("InertElement", &["app/src/ui/plain.rs"]),
    ("PreEscaped", &[]),
    ("<textarea", &["app/src/ui/area.rs"]),
    // Addresses of files and of the page, in which nothing can end a script.
    ("<script", &["app/src/shell.rs"]),
    ("<style", &[]),
    ("<noscript", &[]),
    ("insert_adjacent_html", &[]),
    ("outer_html", &[]),
    ("srcdoc", &[]),
    // What the templates of mails made, which escape by themselves.
    ("Html(", &["server/src/letters.rs"]),
];

#[test]
fn what_people_type_is_written_by_what_escapes_it() {
    let product = |(path, _): &(String, String)| path.starts_with("app/src/") || path.starts_with("server/src/");
    let mut found = Vec::new();
    for (path, text) in files(&[".rs"]).into_iter().filter(product) {
        let code: Vec<_> = text.lines().take_while(|line| !line.contains("#[cfg(test)]")).collect();
        for (word, _) in RAW.iter().filter(|(_, places)| !places.contains(&path.as_str())) {
            let lines = code.iter().filter(|line| !line.trim_start().starts_with("//"));
            found.extend(lines.filter(|line| line.contains(word)).map(|line| format!("{path}: {}", line.trim())));
        }
        // Markup in a text of ours is put together by hand. In these two it holds sentences and settings of ours alone.
        let by_hand = ["server/src/plain.rs", "server/src/letters.rs"];
        if !by_hand.contains(&path.as_str()) {
            let markup = literals(&code.join("\n")).into_iter().filter(|(_, literal)| is_markup(literal));
            found.extend(markup.map(|(line, literal)| format!("{path}:{line}: {literal}")));
        }
    }
    assert_eq!(found, Vec::<String>::new());
    for (word, places) in RAW {
        for place in places {
            let text = std::fs::read_to_string(root().join(place)).unwrap();
            assert!(text.contains(word), "{place} needs no leave for {word}");
        }
    }
}

fn is_markup(literal: &str) -> bool {
    let after = |rest: &str| rest.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    literal.split('<').skip(1).any(after)
}

#[test]
fn mails_escape_what_they_quote() {
    for (path, text) in files(&[".html"]).into_iter().chain(files(&[".toml"])) {
        if path.starts_with("src/mail/templates/") {
            assert!(!text.contains("|safe") && !text.contains("| safe") && !text.contains("escape"), "{path}");
        }
    }
}

fn sql(counts: impl Fn(&str) -> bool) -> Vec<String> {
    let rust = files(&[".rs"]).into_iter().filter(|(path, _)| !path.starts_with("server/tests/") && counts(path));
    let of_file = |(path, text): (String, String)| {
        let found = literals(&text).into_iter().filter(|(_, literal)| is_sql(literal));
        found.map(|(line, _)| format!("{path}:{line}")).collect::<Vec<_>>()
    };
    rust.flat_map(of_file).collect()
}

fn is_sql(literal: &str) -> bool {
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
fn literals(text: &str) -> Vec<(usize, String)> {
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
    let code = "let a = \"select id from users\"; // \"delete from users\"\nlet b = '\"'; let c = r#\"insert into users\"#; let d = \"select a file\"; let e = \"select bare\";\n\"select 1\"";
    let found: Vec<_> = literals(code).into_iter().filter(|(_, literal)| is_sql(literal)).collect();
    assert_eq!(
        found,
        [(1, "select id from users".to_owned()), (2, "insert into users".to_owned()), (3, "select 1".to_owned())]
    );
}

/// The file that a path in `docs/security.md` means.
fn meant(path: &str) -> String {
    let rooms = [("http/", "server/tests/http/"), ("story/", "src/story/"), ("mail/tests/", "src/mail/tests/")];
    let room = rooms.into_iter().find_map(|(short, long)| Some(format!("{long}{}", path.strip_prefix(short)?)));
    room.unwrap_or_else(|| path.to_owned())
}

#[test]
fn what_security_rests_on_exists() {
    let text = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let parts: Vec<&str> = text.split('`').collect();
    let mut named = 0;
    // Every other part is code; a test stands beside the file it is in.
    for (place, code) in parts.iter().enumerate().skip(1).step_by(2) {
        let (Some(between), Some(test)) = (parts.get(place + 1), parts.get(place + 2)) else { continue };
        let is_name =
            test.contains('_') && test.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !code.ends_with(".rs") || *between != " " || !is_name {
            continue;
        }
        let file = meant(code);
        let source = std::fs::read_to_string(root().join(&file)).unwrap_or_else(|_| panic!("there is no {file}"));
        assert!(
            source.contains(&format!("fn {test}(")) || source.contains(&format!("{test}, |")),
            "{test} is not in {file}"
        );
        named += 1;
    }
    assert!(named > 100, "{named} tests are named");
}

/// Requirements of the standard in one chapter: in all, applicable, met, of these without a test, partly, not.
fn counted(text: &str, chapter: &str) -> [usize; 6] {
    let mut counts = [0; 6];
    for row in text.lines().filter(|line| line.starts_with(&format!("| {chapter}."))) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let (state, shown) = (cells[3], row.split('`').any(|code| code.split('_').count() > 2));
        counts[0] += 1;
        counts[1] += usize::from(state != "not applicable");
        counts[2] += usize::from(state == "met");
        counts[3] += usize::from(state == "met" && !shown);
        counts[4] += usize::from(state == "partly");
        counts[5] += usize::from(state == "not");
    }
    counts
}

#[test]
fn the_counts_of_the_standard_are_those_of_its_rows() {
    let text = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let mut all = [0; 6];
    for chapter in 1..=17 {
        let counts = counted(&text, &format!("V{chapter}"));
        all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        let row = text.lines().find(|line| line.starts_with(&format!("| V{chapter} "))).unwrap();
        let said: Vec<usize> = row.split('|').filter_map(|cell| cell.trim().parse().ok()).collect();
        assert_eq!(said, counts, "V{chapter}");
    }
    let [total, applicable, met, untested, partly, not] = all;
    let sum =
        format!("| **all** | **{total}** | **{applicable}** | **{met}** | **{untested}** | **{partly}** | **{not}** |");
    assert!(text.contains(&sum), "{sum}");
    assert!(met * 100 >= applicable * 85, "{met} of {applicable} is less than 85 in a hundred");
}

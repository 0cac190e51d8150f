//! The house stays as it was drawn: what the browser gets, where SQL stands, how long a file is.
#![allow(clippy::unwrap_used)]

mod literals;
mod rooms;
mod security;

use std::path::{Path, PathBuf};
use std::process::Command;

use literals::{is_sql, literals};

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
    // What stands in attributes is escaped.
    ("leptos_meta", &["app/src/ui/title.rs", "app/src/app.rs", "app/src/shell.rs", "app/src/preview.rs"]),
    // In the last three `Markup`, which only `html!` makes, and that escapes.
    ("inner_html", &["app/src/ui/area.rs", "app/src/ui/plain.rs", "app/src/ui/sent.rs", "app/src/ui/table.rs"]),
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

#[test]
fn lines_fit_a_screen() {
    let long = |(path, text): (String, String)| {
        let lines = text.lines().enumerate().filter(|(_, line)| line.chars().count() > 120);
        lines.map(|(number, _)| format!("{path}:{}", number + 1)).collect::<Vec<_>>()
    };
    assert_eq!(
        files(&[".rs", ".css", ".ts", ".mjs"]).into_iter().flat_map(long).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

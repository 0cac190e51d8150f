use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use server::router::addresses;

use crate::policy::filled;
use crate::texts;

/// Most bytes of a row, whatever list it stands in.
const ROW: usize = 700;
/// The same where something went wrong, which few rows tell with its reason and its remedy.
const TROUBLED: usize = 1_100;

/// The lists of the site, by caption; a list of lines has none.
const LISTS: [&str; 30] = [
    "Applications",
    "Audit log, the newest first",
    "Collaborators",
    "Each line of the list",
    "Invitations that wait for you",
    "Lines",
    "Mails",
    "Members",
    "Members of the team",
    "Names",
    "Offers that wait",
    "Organizations",
    "Owners",
    "Pending invitations",
    "People",
    "Projects",
    "Projects of the team",
    "Public projects",
    "Reports",
    "Rights by name",
    "Site admins",
    "Teams",
    "The selected people",
    "What became of each line",
    "What waits",
    "Your applications",
    "Your log",
    "Your organizations",
    "Your projects",
    "Your sessions",
];

/// The lists of a page with their rows, as they came.
fn lists(body: &str) -> Vec<(String, Vec<String>)> {
    let between = |text: &str, from: &str, to: &str| -> Option<String> {
        let (_, after) = text.split_once(from)?;
        Some(after.split_once(to)?.0.to_owned())
    };
    let rows = |text: &str, row: &str| text.split(row).skip(1).map(|rest| format!("{row}{rest}")).collect::<Vec<_>>();
    let tables = body.split("<table").skip(1).filter_map(|table| {
        let caption = between(table, "<caption class=\"visually-hidden\">", "</caption>")?;
        let caption = caption.split("<!>").next().unwrap_or_default().to_owned();
        Some((caption, rows(&between(table, "<tbody>", "</tbody>")?, "<tr")))
    });
    let of_class = |class: &'static str, caption: &'static str| {
        let list = move |list: &str| Some((caption.to_owned(), rows(&between(list, ">", "</ol>")?, "<li")));
        body.split(class).skip(1).filter_map(list)
    };
    let lines = of_class("<ol class=\"timeline\"", "Lines");
    tables.chain(lines).chain(of_class("<ol class=\"card steps\"", "What waits")).collect()
}

// On several threads as the process has them: what a page leaves behind may be dropped on another than it was made on.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_row_of_a_list_is_small_and_nothing_in_it_is_live() {
    let stored = texts::stored().await;
    let server = stored.server().await;
    let mut seen = BTreeSet::new();
    for (_, _, session) in &stored.world.callers {
        let browser = server.holding(session.as_ref());
        for (method, path) in addresses() {
            let is_page = method == Method::GET && !path.starts_with("/do/") && path != "/live";
            if !is_page {
                continue;
            }
            let path = match path.as_str() {
                "/orgs/{org}/people/selected" => {
                    format!("{}?who=max&role=manager", filled(&stored.world, &path))
                }
                _ => filled(&stored.world, &path),
            };
            let (browser, asked) = (browser.clone(), path.clone());
            let page = tokio::spawn(async move { browser.get(&asked).await }).await.expect("an answer");
            if page.status != StatusCode::OK {
                continue;
            }
            for (caption, rows) in lists(&page.body) {
                // Tables of fixed size, which grow with nothing.
                if ["What each role may do", "What each right allows"].contains(&caption.as_str()) {
                    continue;
                }
                for row in &rows {
                    let is_troubled = [">Not delivered<", ">Failed<"].iter().any(|badge| row.contains(badge));
                    let most = if is_troubled { TROUBLED } else { ROW };
                    assert!(row.len() <= most, "{path}, {caption}: {} bytes in {row}", row.len());
                    // What Leptos takes over is marked by comments; forms and scripts belong to the list, not to a row.
                    for live in ["<!", "<form", "<script", "<details", "<select"] {
                        assert!(!row.contains(live), "{path}, {caption}: {live} in {row}");
                    }
                }
                if !rows.is_empty() {
                    seen.insert(caption);
                }
            }
        }
    }
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), LISTS, "every list there is was looked at");
}

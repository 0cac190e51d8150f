use guildhall::address as to;
use guildhall::clock::Timestamp;
use guildhall::id::EventId;
use guildhall::text::ProjectAt;
use guildhall::{Error, Result};

use super::{frame, seen};
use crate::log_line::LogLine;
use crate::pages::sheets::Params;
use crate::query::Query;
use crate::sheet::{Sheet, empty};
use crate::ui::{by_day, html, timeline_item};

/// What happened to a project, whoever owned it then.
pub async fn history(at: &ProjectAt, params: &Params) -> Result<Sheet> {
    let found = match seen(at, "/history").await? {
        Ok(seen) => seen,
        Err(moved) => return Ok(moved),
    };
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let before = match params.get("before") {
        "" => None,
        id => Some(EventId::parse(id).ok_or(Error::NotFound)?),
    };
    let log = guildhall::log::of_project(&db, &actor, at, before.as_ref()).await?;
    let lines: Vec<_> = log.lines.into_iter().map(|line| LogLine::new(line, &actor.name, None)).collect();
    let page = to::project_history(&found.project.named);
    let older = log.older.map(|id| Query::default().with("before", id.as_str()).at(&page));
    if lines.is_empty() && before.is_none() {
        let none = empty("log", "Nothing has happened yet", "What is done to the project is told here.", None);
        return Ok(frame(&found, "history").await?.with(none));
    }
    let shown = html! {
        div.card.days {
            (by_day(&lines, Timestamp::now(), |line| line.at, |line, when| {
                timeline_item(&line.picture(), &line.sentence(), &when)
            }))
        }
        @if older.is_some() || before.is_some() {
            nav.pager aria-label="Pages" {
                div.row {
                    @if before.is_some() { a.btn href=(page) rel="first" { "Newest" } }
                    @if let Some(older) = &older { a.btn href=(older) rel="next" { "Older" } }
                }
            }
        }
    };
    Ok(frame(&found, "history").await?.with(shown))
}

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::{StreamExt, stream};
use guildhall::Error;
use guildhall::access::{Actor, Caller, Role};
use guildhall::member::{self, Filter, Member, Sort};
use guildhall::text::AccountName;
use serde::{Deserialize, Serialize};

use crate::plain::{Responder, wants_page};
use crate::state::AppState;

const HEAD: [&str; 6] = ["username", "name", "role", "primary owner", "joined", "last seen"];
/// Tells spreadsheets that what follows is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What the list shows, as its address says it. Words that mean nothing are as good as none.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Shown {
    q: String,
    role: String,
    sort: String,
}

#[derive(Clone, Copy)]
enum Format {
    Csv,
    JsonLines,
}

/// The members of an organization as a table for spreadsheets, for its Owners.
pub async fn people_csv(
    state: State<AppState>,
    caller: Extension<Caller>,
    path: Path<String>,
    shown: Query<Shown>,
    parts: Parts,
) -> Response {
    people(Format::Csv, state, caller, path, shown, parts).await
}

/// The same for programs: a line of JSON each.
pub async fn people_jsonl(
    state: State<AppState>,
    caller: Extension<Caller>,
    path: Path<String>,
    shown: Query<Shown>,
    parts: Parts,
) -> Response {
    people(Format::JsonLines, state, caller, path, shown, parts).await
}

/// Read and sent piece by piece.
async fn people(
    format: Format,
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    Query(Shown { q, role, sort }): Query<Shown>,
    parts: Parts,
) -> Response {
    let responder = Responder::of(&parts.headers, &parts.extensions);
    let Ok(org) = AccountName::parse(&name) else { return responder.error(&Error::NotFound) };
    let people = guildhall::address::people(&org);
    let filter = Filter { text: q, role: Role::parse(&role).ok(), sort: Sort::parse(&sort).ok() };
    let begun = async {
        let actor = caller.actor.ok_or(Error::NotFound)?;
        let first = member::export(&state.db, &actor, &org, &filter, None).await?;
        Ok::<_, Error>((Rest { state, actor, org, filter }, first))
    };
    let (rest, first) = match begun.await {
        Ok(begun) => begun,
        // The link leads to where the password is given, and that back to the page of the link.
        Err(Error::Invalid(_)) if wants_page(&parts.headers) => {
            return Redirect::to(&app::server::confirm_path(&people)).into_response();
        }
        Err(error) => return responder.error(&error),
    };
    let (kind, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::JsonLines => ("application/jsonl", "jsonl"),
    };
    let file = format!("attachment; filename=\"{}-people.{ending}\"", rest.org);
    let pieces = stream::unfold((rest, Some(first), true), move |(rest, chunk, is_first)| async move {
        let chunk = chunk?;
        let written = match format {
            Format::Csv => table(is_first, &chunk.rows),
            Format::JsonLines => lines(&chunk.rows),
        };
        let next = match &chunk.next {
            Some(after) => rest.read(after).await.map(Some),
            None => Ok(None),
        };
        // A file that breaks off says so by breaking off: its length was never promised.
        match next {
            Ok(next) => Some((written, (rest, next, false))),
            Err(error) => Some((Err(std::io::Error::other(error)), (rest, None, false))),
        }
    });
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, file)];
    // Whoever compresses it asks once more after the end.
    (headers, Body::from_stream(pieces.fuse())).into_response()
}

/// What it takes to read on.
struct Rest {
    state: AppState,
    actor: Actor,
    org: AccountName,
    filter: Filter,
}

impl Rest {
    async fn read(&self, after: &str) -> guildhall::Result<member::Members> {
        member::export(&self.state.db, &self.actor, &self.org, &self.filter, Some(after)).await
    }
}

fn table(with_head: bool, members: &[Member]) -> std::io::Result<Bytes> {
    let begin = if with_head { BYTE_ORDER_MARK } else { "" };
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(begin.as_bytes().to_vec());
    if with_head {
        csv.write_record(HEAD)?;
    }
    for member in members {
        csv.write_record([
            defused(member.name.as_str()),
            defused(member.display_name.as_str()),
            member.role.label().to_owned(),
            if member.primary { "yes" } else { "no" }.to_owned(),
            member.joined_at.iso(),
            member.last_seen.map(|at| at.iso()).unwrap_or_default(),
        ])?;
    }
    csv.into_inner().map(Bytes::from).map_err(|error| error.into_error())
}

/// A member as programs read one. Times are in UTC (RFC 3339).
#[derive(Serialize)]
struct Record<'a> {
    username: &'a str,
    name: &'a str,
    role: &'a str,
    primary_owner: bool,
    joined: String,
    last_seen: Option<String>,
}

fn lines(members: &[Member]) -> std::io::Result<Bytes> {
    let mut lines = Vec::new();
    for member in members {
        let record = Record {
            username: member.name.as_str(),
            name: member.display_name.as_str(),
            role: member.role.as_str(),
            primary_owner: member.primary,
            joined: member.joined_at.iso(),
            last_seen: member.last_seen.map(|at| at.iso()),
        };
        serde_json::to_writer(&mut lines, &record)?;
        lines.push(b'\n');
    }
    Ok(lines.into())
}

/// A cell that a spreadsheet would take for a formula, in signs of either width, is made a text.
fn defused(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '−']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use guildhall::access::Role;
    use guildhall::clock::Timestamp;
    use guildhall::text::DisplayName;

    fn member(called: &str) -> Member {
        Member {
            name: AccountName::parse("ada").unwrap(),
            display_name: DisplayName::parse(called).unwrap(),
            role: Role::Billing,
            primary: false,
            joined_at: Timestamp(0),
            last_seen: None,
        }
    }

    fn line(called: &str) -> String {
        String::from_utf8(table(false, &[member(called)]).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (called, cell) in
            [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@sum", "'@sum"), ("＝1", "'＝1"), ("Ada", "Ada")]
        {
            assert_eq!(line(called), format!("ada,{cell},Billing manager,no,1970-01-01T00:00:00Z,\r\n"));
        }
    }

    #[test]
    fn commas_and_quotes_stay_in_their_cell() {
        assert_eq!(
            line("Lovelace, \"Ada\""),
            "ada,\"Lovelace, \"\"Ada\"\"\",Billing manager,no,1970-01-01T00:00:00Z,\r\n"
        );
    }

    #[test]
    fn spreadsheets_are_told_what_letters_these_are() {
        let file = table(true, &[member("Ünal")]).unwrap();
        assert!(file.starts_with("\u{feff}username,name,".as_bytes()));
        assert_eq!(std::str::from_utf8(&file).unwrap().matches("\r\n").count(), 2);
    }

    #[test]
    fn programs_read_a_line_each() {
        let file = lines(&[member("=1"), member("Ada")]).unwrap();
        let records: Vec<serde_json::Value> =
            std::str::from_utf8(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((records.len(), &records[0]["name"], &records[1]["role"]), (2, &"=1".into(), &"billing".into()));
        assert!(records[0]["last_seen"].is_null());
    }
}

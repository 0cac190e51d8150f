use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::{StreamExt, stream};
use guildhall::Error;
use guildhall::access::{Actor, Caller};
use guildhall::member::{self, Member};
use guildhall::text::AccountName;

use crate::plain::{Responder, wants_page};
use crate::state::AppState;

const HEAD: [&str; 6] = ["username", "name", "role", "primary owner", "joined", "last seen"];

/// All members of an organization as a table for spreadsheets, for its Owners. Read and sent piece by piece.
pub async fn people(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    parts: Parts,
) -> Response {
    let responder = Responder::of(&parts.headers, &parts.extensions);
    let Ok(org) = AccountName::parse(&name) else { return responder.error(&Error::NotFound) };
    let people = guildhall::address::people(&org);
    let begun = async {
        let actor = caller.actor.ok_or(Error::NotFound)?;
        let first = member::export(&state.db, &actor, &org, None).await?;
        Ok::<_, Error>((Rest { state, actor, org }, first))
    };
    let (rest, first) = match begun.await {
        Ok(begun) => begun,
        // The link leads to where the password is given, and that back to the page of the link.
        Err(Error::Invalid(_)) if wants_page(&parts.headers) => {
            return Redirect::to(&app::server::confirm_path(&people)).into_response();
        }
        Err(error) => return responder.error(&error),
    };
    let file = format!("attachment; filename=\"{}-people.csv\"", rest.org);
    let pieces = stream::unfold((rest, Some(first), true), |(rest, chunk, is_first)| async move {
        let chunk = chunk?;
        let written = written(is_first, &chunk.rows);
        let next = match &chunk.next {
            Some(after) => member::export(&rest.state.db, &rest.actor, &rest.org, Some(after)).await.map(Some),
            None => Ok(None),
        };
        // A file that breaks off says so by breaking off: its length was never promised.
        match next {
            Ok(next) => Some((written, (rest, next, false))),
            Err(error) => Some((Err(std::io::Error::other(error)), (rest, None, false))),
        }
    });
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, file)];
    // Whoever compresses it asks once more after the end.
    (headers, Body::from_stream(pieces.fuse())).into_response()
}

/// What it takes to read on.
struct Rest {
    state: AppState,
    actor: Actor,
    org: AccountName,
}

fn written(with_head: bool, members: &[Member]) -> std::io::Result<Bytes> {
    let mut csv = csv::Writer::from_writer(Vec::new());
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

/// A cell that a spreadsheet would take for a formula is made a text.
fn defused(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use guildhall::access::Role;
    use guildhall::clock::Timestamp;
    use guildhall::text::DisplayName;

    fn line(called: &str) -> String {
        let member = Member {
            name: AccountName::parse("ada").unwrap(),
            display_name: DisplayName::parse(called).unwrap(),
            role: Role::Billing,
            primary: false,
            joined_at: Timestamp(0),
            last_seen: None,
        };
        String::from_utf8(written(false, &[member]).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (called, cell) in [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@sum", "'@sum"), ("Ada", "Ada")] {
            assert_eq!(line(called), format!("ada,{cell},Billing manager,no,1970-01-01T00:00:00Z,\n"));
        }
    }

    #[test]
    fn commas_and_quotes_stay_in_their_cell() {
        assert_eq!(
            line("Lovelace, \"Ada\""),
            "ada,\"Lovelace, \"\"Ada\"\"\",Billing manager,no,1970-01-01T00:00:00Z,\n"
        );
    }
}

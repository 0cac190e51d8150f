#![allow(clippy::unwrap_used)]

//! What each noun says of its changes, looked at for all of them together. `changes.jsonl` holds what versions up to
//! this one have stored, a line each: lines are added, and none is changed or taken away as long as some log may hold
//! the like.

mod letters;
mod stored;
mod told;

use super::Change;

const LINES: &str = include_str!("changes.jsonl");

/// All of them, with their kinds.
fn changes() -> Vec<(String, Change)> {
    LINES.lines().map(|line| (kind(line), Change::read(line))).collect()
}

fn kind(json: &str) -> String {
    serde_json::from_str::<serde_json::Value>(json).unwrap()["kind"].as_str().unwrap().to_owned()
}

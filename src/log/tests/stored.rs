use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::{LINES, kind};
use crate::log::Change;
use crate::{account, admin, application, invitation, member, org, project, team};

/// The kinds of one noun's changes, as reading an unknown one names them.
fn kinds<T: DeserializeOwned>() -> BTreeSet<String> {
    let unknown = serde_json::from_str::<T>(r#"{"kind":"?"}"#).err().unwrap().to_string();
    unknown.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn all_kinds() -> Vec<BTreeSet<String>> {
    vec![
        kinds::<account::Change>(),
        kinds::<admin::Change>(),
        kinds::<application::Change>(),
        kinds::<invitation::Change>(),
        kinds::<member::Change>(),
        kinds::<org::Change>(),
        kinds::<project::Change>(),
        kinds::<team::Change>(),
    ]
}

#[test]
fn every_kind_of_change_is_among_what_was_stored() {
    let stored: BTreeSet<_> = LINES.lines().map(kind).collect();
    let known: Vec<_> = all_kinds().into_iter().flatten().collect();
    let distinct: BTreeSet<_> = known.iter().cloned().collect();
    assert_eq!(known.len(), distinct.len(), "two nouns have a change of one name");
    assert!(known.len() >= 50, "{known:?}");
    assert_eq!(stored, distinct);
}

#[test]
fn what_was_stored_is_read_and_stored_again_as_it_was() {
    for line in LINES.lines() {
        let change = Change::read(line);
        assert!(!matches!(change, Change::Unknown(_)), "{line}");
        let again = LINES.lines().filter(|other| kind(other) == kind(line)).any(|other| change.json() == other);
        assert!(again, "no line has the form in which this is stored now: {}", change.json());
    }
}

#[test]
fn what_only_a_newer_version_knows_is_a_line_of_its_own() {
    for (json, named) in [
        (r#"{"kind":"key_made","key":"0193"}"#, "key_made"),
        (r#"{"kind":"signed_in_anew"}"#, "signed_in_anew"),
        ("[]", "unreadable"),
    ] {
        let change = Change::read(json);
        assert_eq!(change, Change::Unknown(named.into()));
        assert_eq!(change.link(true), None);
        assert!(change.phrase().to_string().contains(named));
        assert_eq!(change.for_members(), None);
    }
    let newer = r#"{"kind":"session_ended","count":1,"because":"it was old"}"#;
    assert_eq!(Change::read(newer), account::Change::SessionEnded { count: 1 }.into(), "a new field does no harm");
}

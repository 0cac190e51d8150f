use std::fmt::Write;

use super::changes;
use crate::mail::lifetime;
use crate::notify::{Audience, Carries, Names, Notification};

fn who(audience: &Audience) -> String {
    match audience {
        Audience::Mailbox(address) => format!("whoever reads {address}"),
        Audience::Holder(address) => format!("the user of {address}"),
        Audience::OwnersBesides(people) => format!("the other Owners but for {} people", people.len()),
        Audience::Person(person) => person.to_string(),
        Audience::Account(account) => format!("the account {account} but who did it"),
        Audience::OtherSubject => "whom it concerns but who did it".into(),
        Audience::Subject => "whom it concerns".into(),
        Audience::Reviewers => "the other site admins".into(),
        Audience::OtherReviewers => "the other site admins but whom it concerns".into(),
        Audience::Owners => "the Owners but whom it concerns".into(),
        Audience::OtherOwners => "the other Owners but whom it concerns".into(),
        Audience::AllOwners => "all Owners".into(),
    }
}

/// One row of the table, in words.
fn row(told: &Notification) -> String {
    let mut row = format!("{}:", who(&told.who));
    if let Some(letter) = &told.letter {
        let letter = letter(&Names { recipient: "Ada Lovelace", actor: "Grace Hopper" });
        write!(row, " mail “{}”", letter.subject).unwrap();
        assert_eq!(letter.button.is_some_and(|button| button.secret), told.carries != Carries::Nothing);
        assert_eq!(told.carries != Carries::Nothing, told.delivery.holds_for.is_some(), "{}", letter.subject);
    }
    if told.delivery.urgent {
        row += ", urgent";
    }
    if let Some(holds_for) = told.delivery.holds_for {
        write!(row, ", link for {}", lifetime(holds_for)).unwrap();
    }
    if let Some(kind) = told.delivery.unasked {
        write!(row, ", budget {kind}").unwrap();
    }
    if told.notice {
        row += if told.letter.is_some() { ", and a notice" } else { " a notice" };
    }
    row
}

/// The one table of who is told what.
#[test]
fn who_is_told_what() {
    let mut table = String::new();
    for (kind, change) in changes() {
        let told = change.notifications();
        writeln!(table, "{kind}: {}", change.phrase()).unwrap();
        if told.is_empty() {
            table += "    nobody\n";
        }
        for told in &told {
            writeln!(table, "    {}", row(told)).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

/// What members read of changes without reading the audit log, and where each leads.
#[test]
fn who_reads_what() {
    let mut table = String::new();
    for (kind, change) in changes() {
        let [own, other] = [true, false].map(|by_reader| change.link(by_reader).unwrap_or_else(|| "nowhere".into()));
        let leads = if own == other { own } else { format!("{own} for who did it, {other} for others") };
        let detail = if change.detail().is_empty() { "" } else { ", with what was written" };
        let members = if change.for_members().is_some() { ", for all members" } else { "" };
        writeln!(table, "{kind}: {leads}{detail}{members}").unwrap();
    }
    insta::assert_snapshot!(table);
}

/// A reader gets to where a change leads from some word of its phrase.
#[test]
fn a_change_that_leads_somewhere_says_from_where() {
    for (kind, change) in changes() {
        let leads = [true, false].into_iter().any(|by_reader| change.link(by_reader).is_some());
        assert!(!leads || change.phrase().goes_on(), "{kind}: {}", change.phrase());
    }
}

#[test]
fn what_is_only_for_one_person_is_not_for_all_members() {
    for (kind, change) in changes().into_iter().filter(|(_, change)| !change.detail().is_empty()) {
        assert!(change.for_members().is_none_or(|change| change.detail().is_empty()), "{kind}");
    }
}

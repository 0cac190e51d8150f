use std::collections::BTreeSet;

use serde_json::Value;

use super::{BASE, people};
use crate::mail::{Letter, render};

const APPLICATION: &str = "0193fa00-0000-7000-8000-000000000000";

/// One of each, by the name of its snapshot.
fn letters() -> Vec<(&'static str, Letter)> {
    let name = || "ada".to_owned();
    let (recipient, applicant) = (|| "Ada Lovelace".to_owned(), || "Ada Lovelace".to_owned());
    let (org, application) = (|| "Acme Widgets".to_owned(), || APPLICATION.to_owned());
    let org_name = || "acme-widgets".to_owned();
    let others = vec![
        ("confirm_sign_up", Letter::ConfirmSignUp { name: name() }),
        ("already_signed_up", Letter::AlreadySignedUp { name: name() }),
        ("reset_password", Letter::ResetPassword { name: name() }),
        ("no_such_user", Letter::NoSuchUser),
        ("password_changed", Letter::PasswordChanged { name: name() }),
        ("signed_in_anew", Letter::SignedInAnew { name: name(), address: "192.0.2.17".into() }),
        ("confirm_email", Letter::ConfirmEmail { name: name() }),
        ("email_changing", Letter::EmailChanging { name: name(), new: "ada@new.example".into() }),
        ("email_in_use", Letter::EmailInUse { name: name() }),
        ("email_kept", Letter::EmailKept { name: name(), refused: "ada@new.example".into() }),
        ("own_admin_change", Letter::OwnAdminChange { actor: "Grace Hopper".into(), promoted: true }),
        ("own_admin_change_ended", Letter::OwnAdminChange { actor: "Grace Hopper".into(), promoted: false }),
        (
            "admin_change",
            Letter::AdminChange { actor: "Grace Hopper".into(), person: "Ada Lovelace (@ada)".into(), promoted: true },
        ),
        (
            "admin_demoted",
            Letter::AdminChange {
                actor: "The operator of the site".into(),
                person: "Ada Lovelace (@ada)".into(),
                promoted: false,
            },
        ),
        (
            "application_received",
            Letter::ApplicationReceived { recipient: recipient(), org: org(), application: application() },
        ),
        (
            "application_waiting",
            Letter::ApplicationWaiting {
                applicant: applicant(),
                org: org(),
                kind: "Company".into(),
                application: application(),
            },
        ),
        (
            "information_requested",
            Letter::InformationRequested {
                recipient: recipient(),
                reviewer: "Grace Hopper".into(),
                org: org(),
                question: "Who are the other members?\n\nAnd do you own acme.example?".into(),
                application: application(),
            },
        ),
        (
            "question_answered",
            Letter::QuestionAnswered {
                applicant: applicant(),
                org: org(),
                answer: "Charles and I. We do.".into(),
                application: application(),
            },
        ),
        (
            "application_approved",
            Letter::ApplicationApproved {
                recipient: recipient(),
                org: org(),
                name: org_name(),
                seats: 1_000,
                message: "Welcome to the registry.".into(),
            },
        ),
        (
            "application_declined",
            Letter::ApplicationDeclined {
                recipient: recipient(),
                org: org(),
                name: org_name(),
                reason: "The name belongs to a company we could not connect you to.".into(),
                application: application(),
            },
        ),
        (
            "rival_declined",
            Letter::RivalDeclined { recipient: recipient(), org: org(), name: org_name(), application: application() },
        ),
        ("org_ready", Letter::OrgReady { recipient: recipient(), org: org(), name: org_name(), seats: 1 }),
    ];
    others.into_iter().chain(people::letters()).collect()
}

#[test]
fn every_letter_reads_well() {
    for (name, letter) in letters() {
        let mail = render(&letter, Some("SECRET"), BASE);
        insta::assert_snapshot!(name, format!("Subject: {}\n\n{}", mail.subject, mail.text));
    }
}

#[test]
fn the_html_says_the_same() {
    let (_, letter) = letters().swap_remove(16);
    insta::assert_snapshot!("information_requested_html", render(&letter, None, BASE).html);
    for (name, letter) in letters() {
        let mail = render(&letter, Some("SECRET"), BASE);
        let links = |text: &str| text.matches(BASE).count();
        assert!(links(&mail.html) >= links(&mail.text), "{name}");
        assert!(!mail.html.contains("<img") && !mail.html.contains("src="), "{name} loads nothing from elsewhere");
    }
}

#[test]
fn a_stored_letter_is_read_back() {
    for (name, letter) in letters() {
        let json = serde_json::to_string(&letter).unwrap();
        assert_eq!(serde_json::from_str::<Letter>(&json).unwrap(), letter, "{name}");
    }
}

#[test]
fn what_people_write_stays_text() {
    let letter = Letter::InformationRequested {
        recipient: "Ada".into(),
        reviewer: "<b>Eve</b>".into(),
        org: "Acme\r\nBcc: everybody@example.com".into(),
        question: "</blockquote><script>alert(1)</script>\n-- \nhttps://evil.example".into(),
        application: "\"><img src=x>".into(),
    };
    let mail = render(&letter, None, BASE);
    assert!(!mail.subject.contains(['\r', '\n']));
    assert!(!mail.html.contains("<script") && !mail.html.contains("<b>") && !mail.html.contains("<img"));
    assert!(mail.text.contains("\n> -- \n> https://evil.example\n"), "{}", mail.text);
}

/// The letter with other words in every text it holds.
fn with(letter: &Letter, words: &str) -> Letter {
    fn put(value: &mut Value, words: &str) {
        match value {
            Value::String(text) => *text = words.to_owned(),
            Value::Array(all) => all.iter_mut().for_each(|one| put(one, words)),
            Value::Object(all) => {
                all.iter_mut().filter(|(key, _)| *key != "letter").for_each(|(_, one)| put(one, words))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut json = serde_json::to_value(letter).unwrap();
    put(&mut json, words);
    Letter::read(&json.to_string()).unwrap()
}

#[test]
fn whatever_stands_in_a_letter_stays_text() {
    let markup = "Zebra</title>-->\"'<img src=x>\u{202e}\u{2028}&lt;";
    let (shown, escaped) =
        ("Zebra</title>-->\"'<img src=x>&lt;", "Zebra&#60;/title&#62;--&#62;&#34;&#39;&#60;img src=x&#62;&#38;lt;");
    for (name, letter) in letters() {
        let [plain, odd] = ["Zebra", markup].map(|words| render(&with(&letter, words), Some("SECRET"), BASE));
        assert_eq!(odd.html.replace(escaped, "Zebra"), plain.html, "{name}");
        assert_eq!(odd.text.replace(shown, "Zebra"), plain.text, "{name}");
        assert_eq!(odd.subject.replace(shown, "Zebra"), plain.subject, "{name}");
    }
}

#[test]
fn every_kind_of_letter_is_among_them() {
    let code = include_str!("../letter.rs");
    let (_, variants) = code.split_once("pub enum Letter {").unwrap();
    let (variants, _) = variants.split_once("\n}").unwrap();
    let names = variants
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(char::is_uppercase));
    let written: BTreeSet<String> = letters()
        .iter()
        .map(|(_, letter)| format!("{letter:?}").split([' ', '{']).next().unwrap().to_owned())
        .collect();
    for name in names.map(|line| line.split([' ', ',', '{']).next().unwrap()) {
        assert!(written.contains(name), "no letter {name} is looked at here");
    }
}

#[test]
fn a_secret_that_is_not_given_is_not_guessed() {
    let letter = Letter::ResetPassword { name: "ada".into() };
    assert!(render(&letter, None, "https://guild.example/").text.contains("https://guild.example/reset?token=…\n"));
}

use super::{BASE, address, letter};
use crate::mail::sink::{Behavior, Received, Sink};
use crate::mail::smtp::Failure;
use crate::mail::{Letter, Smtp, SmtpPassword, Tls, render};

const ID: &str = "<0193fa00-0000-7000-8000-000000000000@guild.example>";

async fn send(smtp: &Smtp, to: &str) -> Result<(), Failure> {
    let letter = Letter {
        subject: "Your application for Zoë’s guild\r\nBcc: everybody@example.com was declined".into(),
        quote: Some(".\r\nQUIT\r\n<script>".into()),
        ..letter()
    };
    smtp.send(&address(to), ID, &render(&letter, None, BASE)).await
}

async fn send_over(behavior: Behavior) -> Received {
    let sink = Sink::start(behavior).await;
    send(&Smtp::new(&sink.settings()).unwrap(), "ada@example.com").await.unwrap();
    let mut received = sink.received();
    assert_eq!(received.len(), 1);
    received.remove(0)
}

#[tokio::test]
async fn a_mail_goes_over_a_plain_connection() {
    let mail = send_over(Behavior::default()).await;
    assert_eq!(mail.from, "guildhall@guild.example");
    assert_eq!(mail.to, ["ada@example.com"]);
    assert!(!mail.encrypted);
    let (head, body) = mail.data.split_once("\n\n").unwrap();
    for header in [
        "From: Guildhall <guildhall@guild.example>",
        "To: ada@example.com",
        "Auto-Submitted: auto-generated",
        &format!("Message-ID: {ID}"),
        "Content-Type: multipart/alternative;",
        "Date: ",
        "Subject: ",
    ] {
        assert!(head.contains(header), "{header}\n{head}");
    }
    assert!(body.contains("text/plain") && body.contains("text/html"));
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "what people write begins no header\n{head}");
}

#[tokio::test]
async fn starttls_encrypts_before_anything_is_said() {
    let login = Some(("guild", "correct horse"));
    let mail = send_over(Behavior { tls: Some(Tls::StartTls), login, ..Behavior::default() }).await;
    assert!(mail.encrypted);
    assert_eq!(mail.user.as_deref(), Some("guild"));
}

#[tokio::test]
async fn tls_encrypts_from_the_start() {
    assert!(send_over(Behavior { tls: Some(Tls::Tls), ..Behavior::default() }).await.encrypted);
}

#[tokio::test]
async fn a_server_that_knows_auth_login_only_is_signed_in_to() {
    let login = Some(("guild", "correct horse"));
    let mail = send_over(Behavior { login, only_auth_login: true, ..Behavior::default() }).await;
    assert_eq!(mail.user.as_deref(), Some("guild"));
}

#[tokio::test]
async fn an_unknown_certificate_is_not_trusted() {
    for tls in [Tls::Tls, Tls::StartTls] {
        let sink = Sink::start(Behavior { tls: Some(tls), ..Behavior::default() }).await;
        let smtp = Smtp::new(&crate::mail::SmtpSettings { ca: None, ..sink.settings() }).unwrap();
        assert!(matches!(send(&smtp, "ada@example.com").await, Err(Failure::Blocked(_))));
        assert!(sink.received().is_empty());
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_mail_in_the_clear() {
    let sink = Sink::start(Behavior::default()).await;
    let smtp = Smtp::new(&crate::mail::SmtpSettings { tls: Tls::StartTls, ..sink.settings() }).unwrap();
    assert!(send(&smtp, "ada@example.com").await.is_err());
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_wrong_password_is_our_fault_and_not_the_mails() {
    let sink = Sink::start(Behavior { login: Some(("guild", "correct horse")), ..Behavior::default() }).await;
    let mut settings = sink.settings();
    settings.password = Some(SmtpPassword::from("wrong".to_owned()));
    let failure = send(&Smtp::new(&settings).unwrap(), "ada@example.com").await.unwrap_err();
    assert!(matches!(&failure, Failure::Blocked(said) if said.contains("535")), "{failure:?}");
}

#[tokio::test]
async fn refused_for_good_differs_from_refused_for_now() {
    let behavior = Behavior { refuse: Some(("gone", "550 5.1.1 no such mailbox")), ..Behavior::default() };
    let sink = Sink::start(behavior).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    let failure = send(&smtp, "gone@example.com").await.unwrap_err();
    assert!(matches!(&failure, Failure::Refused(said) if said.contains("no such mailbox")), "{failure:?}");
    send(&smtp, "ada@example.com").await.unwrap();

    let sink = Sink::start(Behavior { refuse: Some(("ada", "450 4.2.1 busy")), ..Behavior::default() }).await;
    let failure = send(&Smtp::new(&sink.settings()).unwrap(), "ada@example.com").await.unwrap_err();
    assert!(matches!(&failure, Failure::Later(said) if said.contains("busy")), "{failure:?}");
}

#[tokio::test]
async fn a_dropped_connection_is_no_refusal() {
    for verb in ["EHLO", "MAIL", "RCPT", "DATA"] {
        let sink = Sink::start(Behavior { hang_up_at: Some(verb), ..Behavior::default() }).await;
        let smtp = Smtp::new(&sink.settings()).unwrap();
        let failure = send(&smtp, "ada@example.com").await.unwrap_err();
        let is_early = matches!(verb, "EHLO" | "MAIL");
        assert!(
            matches!((&failure, is_early), (Failure::Blocked(_), true) | (Failure::Later(_), false)),
            "{failure:?}"
        );
        assert!(sink.received().is_empty());
    }
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_with_a_reason() {
    let good = Sink::start(Behavior::default()).await.settings();
    let of = |settings| Smtp::new(&settings).err().unwrap();
    assert!(of(crate::mail::SmtpSettings { from: "nobody".into(), ..good.clone() }).contains("nobody"));
    assert!(of(crate::mail::SmtpSettings { username: Some("guild".into()), ..good.clone() }).contains("password"));
    let ca = Some("/nowhere/ca.pem".into());
    assert!(of(crate::mail::SmtpSettings { tls: Tls::Tls, ca, ..good }).contains("/nowhere/ca.pem"));
    assert_eq!(format!("{:?}", SmtpPassword::from("secret".to_owned())), "SmtpPassword(…)");
}

#[tokio::test]
async fn a_server_that_takes_nothing_of_ours_says_nothing_about_the_mail() {
    for (verb, said) in [
        ("220", "554 5.7.1 no service for you"),
        ("EHLO", "554 5.7.1 go away"),
        ("MAIL", "553 5.1.8 sender address rejected"),
        ("RCPT", "554 5.7.1 relay access denied"),
    ] {
        let sink = Sink::start(Behavior { block: Some((verb, said)), ..Behavior::default() }).await;
        let failure = send(&Smtp::new(&sink.settings()).unwrap(), "ada@example.com").await.unwrap_err();
        assert!(matches!(&failure, Failure::Blocked(heard) if heard.contains(&said[4..9])), "{verb}: {failure:?}");
    }
    let nowhere = crate::mail::SmtpSettings { port: 1, ..Sink::start(Behavior::default()).await.settings() };
    let failure = send(&Smtp::new(&nowhere).unwrap(), "ada@example.com").await.unwrap_err();
    assert!(matches!(failure, Failure::Blocked(_)), "{failure:?}");
    // Encrypted where the server speaks plainly first, as on the wrong port.
    let sink = Sink::start(Behavior::default()).await;
    let smtp = Smtp::new(&crate::mail::SmtpSettings { tls: Tls::Tls, ..sink.settings() }).unwrap();
    assert!(matches!(send(&smtp, "ada@example.com").await, Err(Failure::Blocked(_))));
}

#[tokio::test]
async fn the_conversation_of_a_test_mail_is_told() {
    let login = Some(("guild", "correct horse"));
    let sink = Sink::start(Behavior { tls: Some(Tls::StartTls), login, ..Behavior::default() }).await;
    let mut told = Vec::new();
    let smtp = Smtp::new(&sink.settings()).unwrap();
    smtp.try_out(&address("ada@example.com"), BASE, &mut |line| told.push(line)).await.unwrap();
    let told = told.join("\n");
    for step in
        ["connecting to 127.0.0.1:", "EHLO: ", "is encrypted", "AUTH: 235 welcome", "RCPT: 250", "the mail: 250"]
    {
        assert!(told.contains(step), "{step} in {told}");
    }
    assert!(!told.contains("correct horse"), "{told}");
    assert!(sink.received()[0].data.contains("A test of Guildhall"), "{:?}", sink.received());
}

#[tokio::test]
async fn several_mails_go_over_one_connection() {
    let sink = Sink::start(Behavior::default()).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    for _ in 0..3 {
        send(&smtp, "ada@example.com").await.unwrap();
    }
    assert_eq!((sink.received().len(), sink.calls()), (3, 1));
}

#[tokio::test]
async fn a_server_that_takes_other_mails_means_the_recipient_in_whatever_words() {
    let behavior = Behavior { refuse: Some(("bob", "554 5.7.1 relay access denied")), ..Behavior::default() };
    let sink = Sink::start(behavior).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    assert!(matches!(send(&smtp, "bob@example.com").await, Err(Failure::Blocked(_))), "nothing was taken yet");
    send(&smtp, "ada@example.com").await.unwrap();
    assert!(matches!(send(&smtp, "bob@example.com").await, Err(Failure::Later(_))));
}

#[tokio::test]
async fn a_server_that_takes_one_mail_over_a_connection_gets_them_over_several() {
    let sink = Sink::start(Behavior { one_each: true, ..Behavior::default() }).await;
    let smtp = Smtp::new(&sink.settings()).unwrap();
    for _ in 0..3 {
        send(&smtp, "ada@example.com").await.unwrap();
    }
    assert_eq!((sink.received().len(), sink.calls()), (3, 3));
}

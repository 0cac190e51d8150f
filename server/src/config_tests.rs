#![allow(clippy::unwrap_used)]
use super::*;

fn parsed(args: &[&str]) -> Result<Config, String> {
    let args: Vec<OsString> = ["guildhall", "serve"].iter().chain(args).map(Into::into).collect();
    parse(&args).map(|cli| cli.config).map_err(|error| error.to_string())
}

fn with(file: &str, args: &[&str]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("guildhall.toml"), file).unwrap();
    let data = folder.path().to_str().unwrap();
    parsed(&[&["--data", data], args].concat())
}

#[test]
fn without_any_setting_everything_has_a_default() {
    let config = parsed(&["--data", "/nowhere"]).unwrap();
    assert_eq!(config.base_url(), "http://127.0.0.1:3000");
    assert!(!config.dev && !config.secure() && config.rate_limits);
    assert!(config.smtp().unwrap().is_none());
}

#[test]
fn the_file_says_the_same_words_and_a_flag_wins() {
    let file = "listen = \"127.0.0.1:4000\"\ndev = true\ntrusted_proxies = [\"127.0.0.0/8\", \"::1\"]\nconnections = 3";
    let config = with(file, &[]).unwrap();
    assert_eq!(config.listen.port(), 4000);
    assert!(config.dev);
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.database().connections, 3);
    let config = with(file, &["--listen", "127.0.0.1:5000", "--dev=false"]).unwrap();
    assert_eq!(config.listen.port(), 5000);
    assert!(!config.dev);
}

#[test]
fn a_file_that_everybody_reads_is_told_from_one_that_only_few_do() {
    let folder = tempfile::tempdir().unwrap();
    let config = parsed(&["--data", folder.path().to_str().unwrap()]).unwrap();
    assert!(!config.is_open_to_all(), "there is none");
    std::fs::write(config.file(), "smtp_password = \"secret\"").unwrap();
    for (mode, open) in [(0o600, false), (0o640, false), (0o644, true)] {
        std::fs::set_permissions(config.file(), std::fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(config.is_open_to_all(), open, "{mode:o}");
    }
}

#[test]
fn a_word_that_is_no_setting_is_named() {
    assert!(with("lisen = \"127.0.0.1:4000\"", &[]).unwrap_err().contains("there is no setting `lisen`"));
    assert!(with("help = true", &[]).is_err());
    assert!(with("listen = \"here\"", &[]).unwrap_err().contains("--listen"));
    assert!(with("[smtp]\nhost = \"x\"", &[]).is_err());
}

#[test]
fn secrets_are_never_shown() {
    let url = "postgres://ada:hunter2@db/guildhall";
    let config = with("smtp_password = \"hunter2\"", &["--database-url", url]).unwrap();
    assert_eq!(config.database_url.as_ref().unwrap().expose(), url);
    assert!(!format!("{config:?}").contains("hunter2"));
    assert!(!with("smtp_password = \"hunter2", &[]).unwrap_err().contains("hunter2"));
    assert!(!parsed(&["--database-url", "mysql://ada:hunter2@db"]).unwrap_err().contains("hunter2"));
}

#[test]
fn the_base_url_is_an_origin() {
    let base_url = |url| parsed(&["--base-url", url]).map(|config| (config.base_url(), config.secure()));
    assert_eq!(base_url("https://Hall.example/").unwrap(), ("https://hall.example".into(), true));
    for bad in
        ["hall.example", "ftp://hall.example", "https://hall.example/below", "https://", "https://ada@hall.example"]
    {
        assert!(base_url(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_mail_server_needs_a_sender() {
    let config = parsed(&["--smtp-host", "mail.example"]).unwrap();
    assert!(config.smtp().err().unwrap().contains("smtp_from"));
}

#[test]
fn development_stays_on_this_machine() {
    for fine in [&["--dev"][..], &["--dev", "--base-url", "http://localhost:4000", "--trusted-proxy", "127.0.0.1"]] {
        assert!(parsed(fine).is_ok(), "{fine:?}");
    }
    for (flag, value, why) in [
        ("--listen", "0.0.0.0:3000", "loopback"),
        ("--base-url", "https://localhost", "https"),
        ("--base-url", "http://hall.example", "this machine"),
        ("--trusted-proxies", "10.0.0.0/8", "trusted_proxies"),
    ] {
        let refused = parsed(&["--dev", flag, value]).map(|_| ()).unwrap_err();
        assert!(refused.contains(why), "{flag} {value}: {refused}");
        let elsewhere = ["--base-url", "http://hall.example", flag, value];
        assert!(parsed(&elsewhere).is_ok(), "{flag} {value}");
    }
}

#[test]
fn links_never_lead_to_an_address_that_nobody_can_open() {
    for everywhere in ["0.0.0.0:3000", "[::]:3000"] {
        let refused = parsed(&["--data", "/nowhere", "--listen", everywhere]).unwrap_err();
        assert!(refused.contains("set base_url") && refused.contains(everywhere), "{refused}");
        let base = ["--data", "/nowhere", "--listen", everywhere, "--base-url", "https://hall.example"];
        assert_eq!(parsed(&base).unwrap().base_url(), "https://hall.example");
    }
}

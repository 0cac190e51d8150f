use guildhall::clock::Timestamp;
use guildhall::text::AccountName;
use serde::{Deserialize, Serialize};

use crate::ui::{Markup, avatar, html, names, who};
use guildhall::address as to;

/// A change, ready to be shown: the browser need not know the changes there are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogLine {
    pub at: Timestamp,
    pub doer: Doer,
    /// What happened, to follow the name of who did it: text, and where it leads.
    pub what: Vec<(String, Option<String>)>,
    /// Text that was written with the change; empty when there is none.
    pub detail: String,
    /// From where; empty when the reader may not know.
    pub address: String,
    pub client: String,
}

/// Who did it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Doer {
    pub name: String,
    /// Nobody's when it was no user.
    pub username: Option<AccountName>,
    pub is_reader: bool,
}

impl LogLine {
    /// "You invited bob as Member": who did what, with names that lead to what they name. Every page says it by this.
    pub fn sentence(&self) -> Markup {
        html! { (self.doer.named()) " " (self.deed()) }
    }

    /// The same without who did it.
    pub fn deed(&self) -> Markup {
        names(&self.what)
    }

    /// The picture of who did it.
    pub fn picture(&self) -> Markup {
        self.doer.picture()
    }
}

impl Doer {
    fn named(&self) -> Markup {
        html! {
            @match &self.username {
                Some(username) if !self.is_reader => {
                    a.plain href=(to::public(username)) { (who(&self.name, username.as_str())) }
                }
                _ => b { (self.called()) },
            }
        }
    }

    /// As a column of a table shows them.
    pub fn person(&self) -> Markup {
        html! {
            span.person { (self.picture()) span { b { (self.called()) } span.name { (self.seed()) } } }
        }
    }

    fn called(&self) -> &str {
        if self.is_reader { "You" } else { &self.name }
    }

    fn picture(&self) -> Markup {
        avatar(&self.name, self.seed())
    }

    fn seed(&self) -> &str {
        self.username.as_ref().map_or("", AccountName::as_str)
    }
}

/// One page of a log, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    /// Where the next, older page begins.
    pub older: Option<String>,
}

#[cfg(feature = "ssr")]
mod from_event {
    use guildhall::log::{Line, Log};
    use guildhall::text::AccountName;

    use super::{Doer, LogLine, LogPage};

    impl LogLine {
        /// The line as this reader finds it, on the pages of an organization or elsewhere.
        pub fn new(line: Line, reader: &AccountName, here: Option<&AccountName>) -> Self {
            let Line { at, actor, change, address, client } = line;
            let is_reader = actor.as_ref().is_some_and(|doer| doer.name == *reader);
            let link = change.link(is_reader);
            let (name, username) = match actor {
                Some(doer) => (doer.display_name.to_string(), Some(doer.name)),
                None => (change.unsigned().to_owned(), None),
            };
            Self {
                at,
                doer: Doer { name, username, is_reader },
                what: change.phrase().pieces(link.as_deref(), reader, here),
                detail: change.detail().to_owned(),
                address,
                client,
            }
        }
    }

    impl LogPage {
        /// As a line.
        pub fn new(log: Log, reader: &AccountName, here: Option<&AccountName>) -> Self {
            Self {
                lines: log.lines.into_iter().map(|line| LogLine::new(line, reader, here)).collect(),
                older: log.older.map(|id| id.to_string()),
            }
        }
    }

    #[cfg(test)]
    mod tests {
        #![allow(clippy::unwrap_used)]
        use guildhall::access::Role;
        use guildhall::clock::Timestamp;
        use guildhall::invitation::{self, Invitee};
        use guildhall::log::{Change, Line};
        use guildhall::text::{AccountName, DisplayName, EmailAddress, Named};
        use guildhall::{admin, member};

        use super::LogLine;

        fn name(text: &str) -> AccountName {
            AccountName::parse(text).unwrap()
        }

        fn named(username: &str, called: &str) -> Named {
            Named { name: name(username), display_name: DisplayName::parse(called).unwrap() }
        }

        /// What ada did, or nobody, as this reader finds it.
        fn said(change: impl Into<Change>, by: Option<Named>, reader: &str, here: Option<&str>) -> String {
            let (address, client) = (String::new(), String::new());
            let line = Line { at: Timestamp(0), actor: by, change: change.into(), address, client };
            LogLine::new(line, &name(reader), here.map(name).as_ref()).sentence().into_string()
        }

        fn ada() -> Option<Named> {
            Some(named("ada", "Ada L."))
        }

        fn invited(to: Invitee) -> invitation::Change {
            invitation::Change::Invited {
                invitation: guildhall::id::InvitationId::parse("0193fa00-0000-7000-8000-000000000000").unwrap(),
                org: named("acme", "Acme"),
                to,
                role: Role::Member,
                message: String::new(),
                days: 7,
                again: false,
            }
        }

        #[test]
        fn whoever_did_it_reads_you_and_an_organization_is_not_named_on_its_own_pages() {
            let by_name = || invited(Invitee::User(name("bob")));
            assert_eq!(
                said(by_name(), ada(), "ada", Some("acme")),
                r#"<b>You</b> invited <a href="/@bob" dir="auto">bob</a> as Member"#
            );
            assert_eq!(
                said(by_name(), ada(), "olga", Some("acme")),
                "<a class=\"plain\" href=\"/@ada\"><b><bdi>Ada L.</bdi></b> <span class=\"name\">@ada</span></a> \
                 invited <a href=\"/@bob\" dir=\"auto\">bob</a> as Member"
            );
            let by_mail = invited(Invitee::Address(EmailAddress::parse("carol@example.com").unwrap()));
            assert_eq!(
                said(by_mail, ada(), "ada", Some("acme")),
                "<b>You</b> invited <a href=\"/orgs/acme/people\" dir=\"auto\">carol@example.com</a> as Member"
            );
        }

        #[test]
        fn whoever_it_was_done_to_reads_you_and_gets_to_the_question() {
            let told = said(invited(Invitee::User(name("bob"))), ada(), "bob", None);
            assert!(told.contains("</a> invited you to <a href=\"/invitation?id="), "{told}");
            let asked = member::Change::HandOverAsked { org: named("acme", "Acme"), to: named("bob", "bob") };
            let told = said(asked, ada(), "bob", None);
            let leads = "asked you to become <a href=\"/orgs/acme/people/hand-over\" dir=\"auto\">primary owner</a>";
            assert!(told.contains(leads), "{told}");
        }

        #[test]
        fn what_no_user_did_was_the_operator_or_somebody() {
            let promoted = admin::Change::AdminPromoted { person: named("bob", "bob") };
            assert!(said(promoted, None, "ada", None).starts_with("<b>The operator of the site</b> made "));
            let failed = guildhall::account::Change::SignInFailed;
            assert!(said(failed, None, "ada", None).starts_with("<b>Somebody</b> tried to "));
        }

        #[test]
        fn names_cannot_leave_the_sentence() {
            let change = member::Change::MemberRemoved {
                org: named("acme", "Acme"),
                person: named("bob", "<b>&\"'"),
                role: Role::Member,
                alone: true,
            };
            let told = said(change, Some(named("eve", "</a><script>")), "ada", None);
            assert!(!told.contains("<script>") && !told.contains("<b>&\""), "{told}");
            assert!(told.contains("&lt;b&gt;&amp;&quot;"), "{told}");
        }
    }
}

use guildhall::clock::Timestamp;
use guildhall::error::thousands;
use guildhall::mail::{MailPage as Mails, MailRow, MailState};
use guildhall::text::beginning;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::mail_state::{mail_state_badge, moment, tries};
use super::mail_view::SendMailAgain;
use crate::error::Fault;
use crate::load::loaded;
use crate::query::Query;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Alert, Card, ChipItem, Chips, Column, Empty, Markup, Now, PageHead, Pager, PostButton, RowForm, Table, Title, ago,
    html, row_button,
};
use guildhall::address as to;

/// The form that sends a mail again; the buttons of the rows name it.
const AGAIN: &str = "send-again";

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_mails(#[server(default)] state: String, #[server(default)] before: String) -> Result<Mails, Fault> {
    use guildhall::id::MailId;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let before = MailId::parse(&before);
    Ok(guildhall::admin::mails(&db, &actor, MailState::parse(&state).ok(), before.as_ref()).await?)
}

/// Tries all mails now that wait because the mail server took nothing.
#[server]
pub async fn send_held_mails() -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    guildhall::admin::send_held_mails(&db, &actor).await?;
    crate::server::go_done(to::ADMIN_MAIL, crate::done::Done::HeldSent);
    Ok(())
}

/// The outbox: what was sent, what waits, and what was given up.
#[component]
pub fn MailPage() -> impl IntoView {
    let query = use_query_map();
    let word = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name)).unwrap_or_default());
    let (state, before) = (word("state"), word("before"));
    let (again, held) = (Act::calling::<SendMailAgain>(), Act::calling::<SendHeldMails>());
    let mails = Fetched::anew_after(
        move || ReadMails { state: state.get(), before: before.get() },
        move || again.answered() + held.answered(),
    );
    let shown = move || MailState::parse(&state.get_untracked()).ok();
    view! {
        <Title text="Mail · Site administration"/>
        {loaded(mails, move |mails| page(shown(), !before.get_untracked().is_empty(), mails, (again, held)))}
    }
    .into_any()
}

fn page(shown: Option<MailState>, deep: bool, mails: Mails, (again, held): (Act, Act)) -> AnyView {
    let failed = (mails.failed > 0 && shown != Some(MailState::Failed)).then(|| {
        let text = match mails.failed {
            1 => "1 mail was given up.".to_owned(),
            many => format!("{} mails were given up.", thousands(many)),
        };
        view! {
            <Alert tone="warn">
                {text} " " <a href=list_href(Some(MailState::Failed), None)>"See why and send again"</a>
            </Alert>
        }
    });
    let try_now = mails.held.is_some().then(|| view! { <PostButton action=held label="Try them now"/> });
    let chips = view! { <Chips label="State" items=chips(shown, mails.failed)/> };
    let list = if mails.rows.is_empty() { nothing(shown) } else { list(shown, deep, mails, again) };
    view! {
        <PageHead
            title="Mail"
            lead="Every mail of this site, the newest first. A mail that cannot be sent is tried again, later and \
                later."
        />
        <div class="stack">
            {failed}
            <div class="tools">{chips} {try_now}</div>
            {list}
        </div>
    }
    .into_any()
}

fn chips(shown: Option<MailState>, failed: i64) -> Vec<ChipItem> {
    let chip = |state: Option<MailState>| ChipItem {
        label: state.map_or("All", MailState::label).to_owned(),
        href: list_href(state, None),
        count: (state == Some(MailState::Failed)).then_some(failed),
        current: shown == state,
    };
    // The failed first: they are what one comes here for.
    [None, Some(MailState::Failed), Some(MailState::Waiting), Some(MailState::Sending), Some(MailState::Sent)]
        .map(chip)
        .to_vec()
}

fn list_href(state: Option<MailState>, before: Option<&str>) -> String {
    Query::default()
        .with_choice("state", state, MailState::as_str)
        .with("before", before.unwrap_or_default())
        .at(to::ADMIN_MAIL)
}

fn nothing(shown: Option<MailState>) -> AnyView {
    let text = match shown {
        Some(MailState::Failed) => "No mail was given up.",
        Some(_) => "No mail stands there now.",
        None => "Mails appear here as soon as the site writes one.",
    };
    view! { <Empty icon="mail" title="No mail here" text=text/> }.into_any()
}

fn list(shown: Option<MailState>, deep: bool, mails: Mails, again: Act) -> AnyView {
    let heads = vec![
        Column::new("Mail"),
        Column::new("State"),
        Column::new("Tries"),
        Column::new("When"),
        Column::with("", "tight"),
    ];
    let now = Now::here();
    let rows = html! { @for mail in &mails.rows { (row(mail, now)) } };
    let older = mails.older.as_ref().map(|id| list_href(shown, Some(id.as_str())));
    let newer = deep.then(|| list_href(shown, None));
    let pager = (older.is_some() || newer.is_some())
        .then(|| view! { <Pager newer=newer older=older text="The newest first"/> });
    view! {
        <Card class="">
            <Table caption="Mails" heads=heads rows=rows/>
            {pager}
        </Card>
        <RowForm action=again id=AGAIN fields=vec![("from", "list".to_owned())]/>
    }
    .into_any()
}

fn row(mail: &MailRow, now: Timestamp) -> Markup {
    let MailRow { id, to, subject, state, error, .. } = mail;
    html! {
        tr {
            td {
                a href=(to::admin_mail(id)) dir="auto" { (subject) }
                div class="small muted" { (to) }
            }
            td data-label="State" { (mail_state_badge(*state)) }
            td data-label="Tries" {
                div {
                    (tries(mail))
                    @if let Some(error) = error { div class="small muted" { (beginning(error.as_str(), 160)) } }
                }
            }
            td data-label="When" { (ago(moment(mail), now)) }
            td.acts {
                @if *state == MailState::Failed {
                    (row_button(AGAIN, id.as_str(), "Send again", &format!("Send “{subject}” to {to} again"), ""))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_stands_in_the_address() {
        assert_eq!(list_href(None, None), "/admin/mail");
        assert_eq!(list_href(Some(MailState::Failed), Some("0198")), "/admin/mail?state=failed&before=0198");
    }

    #[test]
    fn failed_mails_are_counted_where_one_looks_first() {
        let chips = chips(None, 2);
        assert_eq!((chips[1].label.as_str(), chips[1].count), ("Failed", Some(2)));
        assert!(chips[0].current);
    }
}

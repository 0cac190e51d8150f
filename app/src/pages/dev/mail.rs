use guildhall::clock::Timestamp;
use guildhall::mail::{Mail, MailPage, MailRow};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::error::Fault;
use crate::load::loaded;
use crate::remote::Fetched;
use crate::ui::{
    Ago, Card, Column, Empty, Fact, Facts, Letter, Markup, Narrow, Now, PageHead, Search, Table, Title, ago, html,
};
use guildhall::address as to;

const LIST: &str = to::DEV_MAIL;

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_inbox(#[server(default)] to: String) -> Result<MailPage, Fault> {
    only_in_development()?;
    let to = Some(to.trim()).filter(|to| !to.is_empty());
    Ok(guildhall::mail::inbox(&crate::server::db(), to).await?)
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_inbox_mail(#[server(default)] id: String) -> Result<Mail, Fault> {
    only_in_development()?;
    let id = guildhall::id::MailId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    crate::server::shows_secret();
    Ok(guildhall::mail::inbox_mail(&crate::server::db(), &id, &crate::server::settings().base_url).await?)
}

#[cfg(feature = "ssr")]
fn only_in_development() -> Result<(), Fault> {
    if crate::server::settings().dev { Ok(()) } else { Err(guildhall::Error::NotFound.into()) }
}

/// The mails that would have left this machine, for whoever develops on it.
#[component]
pub fn DevMailPage() -> impl IntoView {
    let query = use_query_map();
    let to = Memo::new(move |_| query.with(|query| query.get("to")).unwrap_or_default());
    let mails = Fetched::new(move || ReadInbox { to: to.get() });
    loaded(mails, move |mails| list(to.get_untracked(), mails))
}

fn list(to: String, mails: MailPage) -> AnyView {
    let now = Now::here();
    let rows = html! { @for mail in &mails.rows { (row(mail, now)) } };
    let list = if mails.rows.is_empty() {
        view! { <Empty icon="mail" title="No mail yet" text="Every mail the site writes appears here, with its real \
        link."/> }
        .into_any()
    } else {
        view! {
            <Card class="">
                <Table caption="Mails" heads=["Subject", "To", "When"].map(Column::new).to_vec() rows=rows/>
            </Card>
        }
        .into_any()
    };
    view! {
        <Title text="Mail on this machine"/>
        <Narrow>
            <PageHead
                title="Mail on this machine"
                lead="In development only: what the site wrote, to anybody, the newest first."
            />
            <div class="tools">
                <Search name="to" value=to label="Find by address" action=LIST/>
            </div>
            {list}
        </Narrow>
    }
    .into_any()
}

fn row(mail: &MailRow, now: Timestamp) -> Markup {
    let MailRow { id, to, subject, created_at, .. } = mail;
    html! {
        tr {
            td { a href=(to::dev_mail(id)) dir="auto" { (subject) } }
            td data-label="To" { (to) }
            td data-label="When" { (ago(*created_at, now)) }
        }
    }
}

/// One mail with its real link.
#[component]
pub fn DevMailViewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let mail = Fetched::new(move || ReadInboxMail { id: id.get() });
    loaded(mail, letter)
}

fn letter(mail: Mail) -> AnyView {
    let Mail { row, text, .. } = mail;
    let letter = to::letter(&to::dev_mail(&row.id));
    view! {
        <Title text=format!("{} · Mail on this machine", row.subject)/>
        <Narrow>
            <PageHead title=row.subject.clone() crumbs=vec![("Mail on this machine".to_owned(), LIST.to_owned())]/>
            <section class="card mail" aria-label="The mail">
                <header>
                    <Facts>
                        <Fact term="To">{row.to}</Fact>
                        <Fact term="Written"><Ago at=row.created_at/></Fact>
                    </Facts>
                </header>
                <Letter src=letter>{pieces(&text).into_iter().map(shown).collect_view()}</Letter>
            </section>
        </Narrow>
    }
    .into_any()
}

/// A part of a text: words, or the address of a page.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Link(String),
}

/// The text cut at its web addresses, each of which ends at the next space.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (words, from_link) = rest.split_at(start);
        let end = from_link.find(char::is_whitespace).unwrap_or(from_link.len());
        let (link, after) = from_link.split_at(end);
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        pieces.push(Piece::Link(link.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

fn shown(piece: Piece) -> AnyView {
    match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Link(link) => view! { <a href=link.clone() rel="external">{link.clone()}</a> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_mail_can_be_followed() {
        let text = "Follow this:\n\nhttp://127.0.0.1:3000/verify?token=ab\n\nBye https://a.example";
        assert_eq!(
            pieces(text),
            [
                Piece::Words("Follow this:\n\n".into()),
                Piece::Link("http://127.0.0.1:3000/verify?token=ab".into()),
                Piece::Words("\n\nBye ".into()),
                Piece::Link("https://a.example".into()),
            ]
        );
        assert_eq!(pieces("no link"), [Piece::Words("no link".into())]);
        assert_eq!(pieces(""), []);
    }
}

use guildhall::mail::{Mail, MailState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::mail_state::{MailStateBadge, tries};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Ago, Alert, Fact, Facts, Letter, PageHead, PostButton, Title};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_mail(#[server(default)] id: String) -> Result<Mail, Fault> {
    use guildhall::id::MailId;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = MailId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    Ok(guildhall::admin::mail(&db, &actor, &id, &crate::server::settings().base_url).await?)
}

/// Tries a given-up mail once more and comes back to where one was.
#[server]
pub async fn send_mail_again(#[server(default)] id: String, #[server(default)] from: String) -> Result<(), Fault> {
    use guildhall::id::MailId;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = MailId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    guildhall::admin::send_mail_again(&db, &actor, &id).await?;
    let back = if from == "list" { to::ADMIN_MAIL.to_owned() } else { to::admin_mail(&id) };
    crate::server::go_done(&back, crate::done::Done::MailAgain);
    Ok(())
}

/// One mail as its reader sees it, without the secret of its link.
#[component]
pub fn MailViewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let again = Act::calling::<SendMailAgain>();
    let mail = Fetched::anew_after(move || ReadMail { id: id.get() }, move || again.answered());
    loaded(mail, move |mail| page(mail, again))
}

fn page(mail: Mail, again: Act) -> AnyView {
    let Mail { row, text, .. } = mail;
    let (state, times, id) = (row.state, tries(&row), row.id.to_string());
    let letter = to::letter(&to::admin_mail(&row.id));
    let act = move || {
        (state == MailState::Failed).then(|| {
            let fields = vec![("id", id)];
            view! { <PostButton action=again fields=fields class="primary" icon="send" label="Send again"/> }
        })
    };
    let why = row.error.clone().map(|error| {
        let said = if state == MailState::Failed { "Given up. " } else { "" };
        view! { <Alert tone="warn"><p>{format!("{said}The mail server said: {error}")}</p></Alert> }
    });
    view! {
        <Title text=format!("{} · Mail", row.subject)/>
        <PageHead
            title=row.subject.clone()
            crumbs=vec![("Mail".to_owned(), to::ADMIN_MAIL.to_owned())]
            badges=move || view! { <MailStateBadge state=state/> }
            actions=act
        />
        <div class="stack">
            {why}
            <section class="card mail" aria-label="The mail">
                <header>
                    <Facts>
                        <Fact term="To">{row.to}</Fact>
                        <Fact term="Written"><Ago at=row.created_at/></Fact>
                        {row.sent_at.map(|at| view! { <Fact term="Sent"><Ago at=at/></Fact> })}
                        <Fact term="Tries">{times}</Fact>
                    </Facts>
                </header>
                <Letter src=letter>{text}</Letter>
            </section>
            <p class="small muted">"As it is sent, but a link that would open somebody’s account ends in “…” here."</p>
        </div>
    }
    .into_any()
}

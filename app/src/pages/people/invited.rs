use guildhall::invitation::{Answer, Batch};
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{crumbs, org_name, titled};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::Fetched;
use crate::ui::{Card, Column, Markup, Narrow, PageHead, Table, badge, html};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_batch(#[server(default)] org: String, #[server(default)] id: String) -> Result<Batch, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let id = guildhall::id::BatchId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    Ok(guildhall::invitation::batch(&db, &actor, &org, &id).await?)
}

/// What became of each line of an invitation.
#[component]
pub fn InvitedPage() -> impl IntoView {
    let (org, params) = (org_name(), use_params_map());
    let id = Memo::new(move |_| params.read().get("batch").unwrap_or_default());
    let batch = Fetched::new(move || ReadBatch { org: org.get(), id: id.get() });
    view! {
        {titled("Invited")}
        {loaded(batch, move |batch| page(&org.get_untracked(), batch))}
    }
    .into_any()
}

fn page(org: &str, batch: Batch) -> AnyView {
    let Ok(org) = AccountName::parse(org) else { return ().into_any() };
    let (title, lead) = head(&batch);
    let rows = html! { @for answer in &batch.answers { (line(answer)) } };
    let again = to::invite(&org);
    view! {
        <Narrow>
            <PageHead title=title lead=lead crumbs=crumbs(&org)/>
            <Card class="">
                <Table
                    class="answers"
                    caption="What became of each line"
                    heads=["Who", "What happened"].map(Column::new).to_vec()
                    rows=rows
                />
            </Card>
            <div class="row section">
                <a class="btn primary" href=to::people(&org)>"Back to the people"</a>
                <a class="btn" href=again>"Invite more"</a>
            </div>
        </Narrow>
    }
    .into_any()
}

fn head(batch: &Batch) -> (String, String) {
    let out = batch.answers.iter().filter(|answer| answer.outcome.went_out()).count();
    let not = batch.answers.len() - out;
    let title = match out {
        0 => "Nobody was invited".to_owned(),
        1 => "1 invitation is on its way".to_owned(),
        many => format!("{many} invitations are on their way"),
    };
    let role = batch.role.label();
    let lead = match (out, not) {
        (0, _) => "Each line says why. Nothing was sent.".to_owned(),
        (_, 0) => format!("Whoever accepts becomes {role}."),
        (_, 1) => format!("Whoever accepts becomes {role}. 1 line was left out; it says why."),
        (_, many) => format!("Whoever accepts becomes {role}. {many} lines were left out; each says why."),
    };
    (title, lead)
}

fn line(Answer { text, outcome }: &Answer) -> Markup {
    let (tone, word) = if outcome.went_out() { ("ok", "Sent") } else { ("warn", "Not sent") };
    html! {
        tr {
            td { b { bdi { (text) } } }
            td { (badge(tone, word)) " " (outcome.message()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall::access::Role;
    use guildhall::id::BatchId;
    use guildhall::invitation::Outcome;

    fn said(outcomes: &[Outcome]) -> (String, String) {
        let id = BatchId::parse("0193fa00-0000-7000-8000-000000000000").expect("an id");
        let answers = outcomes.iter().map(|outcome| Answer { text: "ada".into(), outcome: *outcome }).collect();
        head(&Batch { id, role: Role::Manager, answers })
    }

    #[test]
    fn the_head_counts_what_went_out_and_what_did_not() {
        assert_eq!(said(&[Outcome::UnknownUser]).0, "Nobody was invited");
        let (title, lead) = said(&[Outcome::Invited, Outcome::Mailed, Outcome::AlreadyMember]);
        assert_eq!(title, "2 invitations are on their way");
        assert_eq!(lead, "Whoever accepts becomes Manager. 1 line was left out; it says why.");
    }
}

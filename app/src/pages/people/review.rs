use guildhall::access::Role;
use guildhall::invitation::{Line, Outcome, Review};
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{crumbs, org_name, titled};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Card, Column, Form, FormState, Hidden, Markup, PageHead, PasswordAgain, Submit, Table, badge, html};
use guildhall::address as to;

/// Nothing for a list that was sent already, as from another window: that leads to what became of it.
#[server(input = server_fn::codec::GetUrl)]
pub async fn read_draft(
    #[server(default)] org: String,
    #[server(default)] id: String,
) -> Result<Option<Review>, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let id = guildhall::id::BatchId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let review = guildhall::invitation::review(&db, &actor, &org, &id).await?;
    if review.is_none() {
        let batch = guildhall::invitation::batch(&db, &actor, &org, &id).await?;
        crate::server::go(&to::invited(&org, &batch.id));
    }
    Ok(review)
}

/// `line` are the lines as they stand now; `out` are the places of those to be left out.
#[server]
pub async fn send_invitations(
    #[server(default)] org: String,
    #[server(default)] id: String,
    #[server(default)] line: Vec<String>,
    #[server(default)] out: Vec<usize>,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, org) = (crate::server::db(), crate::server::name(&org)?);
    let id = guildhall::id::BatchId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let left = line.into_iter().enumerate().filter(|(place, _)| !out.contains(place)).map(|(_, line)| line);
    let lines = guildhall::invitation::lines(&left.collect::<Vec<_>>().join("\n"))
        .map_err(|_| guildhall::Error::field("line", guildhall::Problem::NobodyChosen))?;
    let actor = crate::server::confirmed(&password).await?;
    let batch = guildhall::invitation::send_reviewed(&db, &actor, &org, &id, &lines).await?;
    crate::server::go(&to::invited(&org, &batch));
    Ok(())
}

/// Where a list is looked at once more before it is sent: who gets what, and what is left out and why.
#[component]
pub fn ReviewInvitesPage() -> impl IntoView {
    let (org, params) = (org_name(), use_params_map());
    let id = Memo::new(move |_| params.read().get("draft").unwrap_or_default());
    let review = Fetched::new(move || ReadDraft { org: org.get(), id: id.get() });
    let send = Act::calling::<SendInvitations>();
    view! {
        {titled("Before it is sent")}
        {loaded(review, move |review| review.map(|review| page(&org.get_untracked(), review, send)).into_any())}
    }
    .into_any()
}

fn page(org: &str, review: Review, send: Act) -> AnyView {
    let Ok(org) = AccountName::parse(org) else { return ().into_any() };
    let Review { id, role, message, lines } = review;
    let (title, lead) = head(role, &lines);
    let quote = (!message.as_str().is_empty()).then(|| {
        view! {
            <div>
                <p class="small muted">"With this message:"</p>
                <blockquote class="said">{message.to_string()}</blockquote>
            </div>
        }
    });
    let back = to::invite(&org);
    view! {
        <PageHead title=title lead=lead crumbs=crumbs(&org)/>
        <Form action=send class="stack loose">
            <Hidden name="org" value=org.to_string()/>
            <Hidden name="id" value=id.to_string()/>
            <Lines lines=lines/>
            {quote}
            <PasswordAgain/>
            <div class="row">
                <Submit>"Send invitations"</Submit>
                <a class="btn quiet" href=back>"Start again"</a>
            </div>
        </Form>
    }
    .into_any()
}

/// In the form, so that what was mended stays when the form comes back.
#[component]
fn Lines(lines: Vec<(Line, Outcome)>) -> impl IntoView {
    let state = FormState::here();
    let rows = html! {
        @for (place, (line, outcome)) in lines.iter().enumerate() {
            @let written = state.value(&format!("line[{place}]"), line.written());
            (row(place, line, *outcome, &written, state.ticked(&format!("out[{place}]"), false)))
        }
    };
    let heads = vec![Column::new("Who"), Column::new("What happens"), Column::with("Leave out", "tight")];
    view! {
        <Card class="">
            <Table class="review" caption="Each line of the list" heads=heads rows=rows/>
        </Card>
    }
    .into_any()
}

fn row(place: usize, line: &Line, outcome: Outcome, written: &str, is_out: bool) -> Markup {
    let number = place + 1;
    let (tone, word) = if outcome.went_out() { ("ok", "To be sent") } else { ("warn", "Left out") };
    let text = match &line.names {
        Ok(_) => outcome.forecast().to_owned(),
        Err(problem) => problem.message(),
    };
    html! {
        tr {
            td {
                input.input name={ "line[" (place) "]" } value=(written) aria-label={ "Line " (number) } dir="auto"
                    autocapitalize="none" spellcheck="false";
            }
            td data-label="What happens" { (badge(tone, word)) " " (text) }
            td.tight data-label="Leave out" {
                input type="checkbox" name={ "out[" (place) "]" } value=(place) checked[is_out]
                    aria-label={ "Leave out line " (number) };
            }
        }
    }
}

fn head(role: Role, lines: &[(Line, Outcome)]) -> (String, String) {
    let out = lines.iter().filter(|(_, outcome)| outcome.went_out()).count();
    let not = lines.len() - out;
    let title = match out {
        0 => "Nobody can be invited like this".to_owned(),
        1 => format!("Invite 1 person as {}?", role.label()),
        many => format!("Invite {many} people as {}?", role.label()),
    };
    let lead = match not {
        0 => "Nothing is sent yet. Mend a line in its place, or leave it out.".to_owned(),
        1 => "Nothing is sent yet. 1 line would be left out: mend it in its place, or go on without.".to_owned(),
        many => {
            format!("Nothing is sent yet. {many} lines would be left out: mend them in their place, or go on without.")
        }
    };
    (title, lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_how_many_get_what() {
        let lines = guildhall::invitation::lines("ada bob carol").expect("a list");
        let with = |outcomes: [Outcome; 3]| head(Role::Owner, &lines.iter().cloned().zip(outcomes).collect::<Vec<_>>());
        use Outcome::*;
        let (title, lead) = with([Invited, Mailed, UnknownUser]);
        assert_eq!(title, "Invite 2 people as Owner?");
        assert!(lead.contains("1 line would be left out"), "{lead}");
        assert_eq!(with([NotValid; 3]).0, "Nobody can be invited like this");
    }
}

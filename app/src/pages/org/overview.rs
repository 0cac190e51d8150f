use guildhall::access::Role;
use guildhall::org::{Kind, OrgHeader};
use leptos::prelude::*;

use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::log_line::LogLine;
use crate::remote::Fetched;
use crate::ui::{Avatar, Now, PageHead, Section, Stat, Stats, Step, Steps, Timeline, Title, html, timeline_item, who};
use guildhall::address as to;

/// The first page of an organization: what it is, what happened, what to do next.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let org = super::org_name();
    let head = expect_context::<Fetched<OrgHeader>>();
    let live = Live::here();
    let activity = Fetched::anew_after(move || OrgActivity { org: org.get() }, move || live.org());
    loaded(head, move |head| {
        let steps = next_steps(&head);
        let columns = if steps.is_empty() { "section" } else { "section two" };
        view! {
            <Title text=head.display_name.to_string()/>
            {page_head(&head)}
            {stats(&head)}
            <div class=columns>
                <div>
                    <Section title="Activity">{loaded(activity, timeline)}</Section>
                </div>
                {steps_section(steps)}
            </div>
        }
        .into_any()
    })
}

fn page_head(head: &OrgHeader) -> AnyView {
    let OrgHeader { name, display_name, description, link, .. } = head.clone();
    let (shown, seed) = (display_name.to_string(), name.to_string());
    let description = description.to_string();
    let under = move || {
        let between = (!description.is_empty() && link.is_some()).then_some(" · ");
        view! {
            <p>
                <bdi class="lines">{description}</bdi>
                {between}
                {link.map(|link| {
                    view! { <a href=link.to_string() rel="nofollow ugc noopener">{link.short().to_owned()}</a> }
                })}
            </p>
        }
    };
    view! {
        <PageHead
            title=display_name.to_string()
            avatar=move || view! { <Avatar name=shown seed=seed org=true size="l"/> }
            under=under
            actions=move || view! { <a class="btn" href=to::public(&name)>"Public page"</a> }
        />
    }
    .into_any()
}

fn stats(head: &OrgHeader) -> AnyView {
    use guildhall::error::thousands;
    let (of, meter) = match head.kind {
        Kind::Personal => (String::new(), None),
        _ => (format!("of {} seats", thousands(head.seats)), Some((head.members, head.seats))),
    };
    let (note, head) = (own_role(head), head.clone());
    view! {
        <Stats>
            <Stat label="Members" value=thousands(head.members) of=of meter=meter href=Some(to::people(&head.name))/>
            <Stat label="Owners" value=thousands(head.owners) note=note/>
            <Stat label="Kind" value=head.kind.label()/>
            <Stat label="Founded" value=head.founded_at.date_text()/>
        </Stats>
    }
    .into_any()
}

fn own_role(head: &OrgHeader) -> String {
    match head.primary {
        true => "You are the primary owner".into(),
        false => format!("Your role: {}", head.role.label()),
    }
}

fn timeline(lines: Vec<LogLine>) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="muted">"Nothing has happened yet."</p> }.into_any();
    }
    let now = Now::here();
    let line = |line: &LogLine| {
        let (name, username) = line.signature();
        let what = html! { (who(&name, &username)) " " (line.phrase) };
        timeline_item((&name, &username), &what, (line.at, now))
    };
    view! { <Timeline lines=html! { @for each in &lines { (line(each)) } }/> }.into_any()
}

fn steps_section(steps: Vec<NextStep>) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let line = |NextStep { title, text, done, href }| {
        let begin = move || href.filter(|_| !done).map(|href| view! { <a class="btn" href=href>"Invite"</a> });
        view! { <Step title=title text=text done=done action=begin/> }
    };
    view! {
        <div>
            <Section title="Next steps">
                <Steps>{steps.into_iter().map(line).collect_view()}</Steps>
            </Section>
        </div>
    }
    .into_any()
}

/// One thing an Owner may still want to do.
#[derive(Clone, Debug, PartialEq)]
struct NextStep {
    title: String,
    /// Why, while it is not done.
    text: &'static str,
    done: bool,
    /// Where it is done, if there is such a page.
    href: Option<String>,
}

/// What an Owner has done and can do next; nothing for other roles, and nothing once all of it is done.
fn next_steps(head: &OrgHeader) -> Vec<NextStep> {
    let step = |title: String, text, done| NextStep { title, text: if done { "" } else { text }, done, href: None };
    let mut steps = vec![
        step(
            format!("Describe {}", head.display_name),
            "One or two sentences on the public page tell people what it is for.",
            !head.description.as_str().is_empty(),
        ),
        step(
            "Say where it lives".into(),
            "A link lets people check that it is who it says it is.",
            head.link.is_some(),
        ),
    ];
    if head.kind != Kind::Personal {
        let second = step(
            "Invite a second Owner".into(),
            "With one Owner, nobody can act when that Owner is away.",
            head.owners > 1,
        );
        steps.push(NextStep { href: Some(to::invite(&head.name)), ..second });
    }
    if head.role != Role::Owner || steps.iter().all(|step| step.done) {
        steps.clear();
    }
    steps
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn org_activity(#[server(default)] org: String) -> Result<Vec<LogLine>, Fault> {
    let (db, actor, seen) = (crate::server::db(), crate::server::actor()?, crate::server::org(&org).await?);
    let events = guildhall::log::activity(&db, &seen.org).await?;
    Ok(events.into_iter().map(|event| LogLine::new(event, &actor.name).within(&seen.head.name)).collect())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use guildhall::clock::Timestamp;
    use guildhall::text::{AccountName, Description, DisplayName, Link};

    pub fn acme() -> OrgHeader {
        OrgHeader {
            name: AccountName::parse("acme").expect("a good name"),
            display_name: DisplayName::parse("Acme").expect("a good display name"),
            description: Description::parse("").expect("may be empty"),
            link: None,
            kind: Kind::Community,
            role: Role::Owner,
            primary: true,
            members: 1,
            seats: 20,
            owners: 1,
            managers: 0,
            billing_managers: 0,
            founded_at: Timestamp(0),
        }
    }

    fn open(head: &OrgHeader) -> Vec<String> {
        next_steps(head).into_iter().filter(|step| !step.done).map(|step| step.title).collect()
    }

    #[test]
    fn a_new_organization_has_everything_before_it() {
        assert_eq!(open(&acme()), ["Describe Acme", "Say where it lives", "Invite a second Owner"]);
    }

    #[test]
    fn what_is_done_is_ticked_off_and_needs_no_reason() {
        let head = OrgHeader { description: Description::parse("Widgets").expect("short"), owners: 2, ..acme() };
        let done: Vec<_> = next_steps(&head).into_iter().map(|step| (step.done, step.text.is_empty())).collect();
        assert_eq!(done, [(true, true), (false, false), (true, true)]);
    }

    #[test]
    fn a_personal_organization_cannot_have_a_second_owner() {
        assert_eq!(open(&OrgHeader { kind: Kind::Personal, ..acme() }), ["Describe Acme", "Say where it lives"]);
    }

    #[test]
    fn nobody_is_told_to_do_what_is_not_theirs_or_done() {
        assert_eq!(next_steps(&OrgHeader { role: Role::Manager, ..acme() }), []);
        let all_done = OrgHeader {
            description: Description::parse("Widgets").expect("short"),
            link: Some(Link::parse("https://acme.example").expect("a link")),
            owners: 2,
            ..acme()
        };
        assert_eq!(next_steps(&all_done), []);
    }
}

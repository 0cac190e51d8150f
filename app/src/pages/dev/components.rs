use crate::ui::*;
use guildhall::clock::{DAY, HOUR, MINUTE, Timestamp};
use guildhall::{Error, Problem};
use leptos::{context::Provider, prelude::*};

/// When the examples happened, in relation to the page.
fn before(milliseconds: i64) -> Timestamp {
    Now::here().plus(-milliseconds)
}

/// Every part of the house in every state, to be looked at in development.
#[component]
pub fn ComponentsPage() -> impl IntoView {
    let side = || {
        let item = |label: &str, icon, count, current| NavItem {
            label: label.into(),
            href: "#main".into(),
            icon,
            count,
            current,
            ..NavItem::default()
        };
        let mail = NavItem { alert: true, separator_before: true, ..item("Mail", "mail", Some(2), false) };
        let items = vec![
            item("Overview", "home", None, true),
            item("People", "people", Some(14), false),
            item("Projects", "box", Some(1_270), false),
            mail,
            item("Settings", "gear", None, false),
        ];
        view! { <SideNav label="Components" items=items/> }
    };
    view! {
        <Title text="Components"/>
        <SideLayout side=side>
            <Heads/>
            <Buttons/>
            <Fields/>
            <Refused/>
            <Small/>
            <Figures/>
            <Lists/>
            <Talk/>
            <Danger/>
        </SideLayout>
    }
    .into_any()
}

#[component]
fn Heads() -> impl IntoView {
    let crumbs = vec![("Organizations".into(), "/orgs".into()), ("Acme Widgets".into(), "#main".into())];
    let badges = || view! { <Badge tone="info">"Company"</Badge> <Badge tone="warn">"Information requested"</Badge> };
    let actions = || {
        view! {
            <a class="btn" href="#main">"Public page"</a>
            <a class="btn primary" href="#main"><Icon name="plus"/>"New project"</a>
        }
    };
    let avatar = || view! { <Avatar name="Acme Widgets" seed="acme" org=true size="l"/> };
    view! {
        <PageHead
            title="Components"
            lead="Every part of the house, in every state."
            crumbs=crumbs
            avatar=avatar
            badges=badges
            actions=actions
        />
    }
    .into_any()
}

#[component]
fn Buttons() -> impl IntoView {
    let busy = FormState::new("", &[], Signal::from(true));
    let more = || view! { <Icon name="more"/> };
    view! {
        <Section title="Buttons and menus">
            <div class="row">
                <button type="button" class="btn primary">"Save profile"</button>
                <button type="button" class="btn">"Cancel"</button>
                <button type="button" class="btn quiet">"Skip " <Kbd>"j"</Kbd></button>
                <button type="button" class="btn danger">"Decline"</button>
                <button type="button" class="btn" disabled=true>"Not now"</button>
                <button type="button" class="btn primary">"Approve " <Kbd>"a"</Kbd></button>
                <Provider value=busy>
                    <Submit>"Saving"</Submit>
                </Provider>
                <Menu label=more summary="btn quiet square" name="More for Ada">
                    <a href="#main"><Icon name="edit"/>"Edit"</a>
                    <a href="#main"><Icon name="copy"/>"Copy"</a>
                    <hr/>
                    <button type="button" class="danger"><Icon name="trash"/>"Delete"</button>
                </Menu>
            </div>
        </Section>
    }
    .into_any()
}

#[component]
fn Fields() -> impl IntoView {
    let kinds = vec![
        Choice::new("personal", "Personal", "Your own work, apart from your account. Ready at once."),
        Choice::new("community", "Community", "An open project and its people. Free."),
        Choice::new("company", "Company", "A legal entity with billing."),
    ];
    let sizes = vec![("1-5".into(), "1 to 5".into()), ("6-25".into(), "6 to 25".into())];
    let forgotten = || view! { <a href="/forgotten">"Forgotten?"</a> };
    view! {
        <Section title="Fields">
            <form class="card pad stack loose" method="get" action="#main">
                <Choices name="kind" legend="Kind" options=kinds value="community"/>
                <TextField
                    name="name"
                    label="Name"
                    value="acme-widgets"
                    mono=true
                    hint="2 to 50 letters, digits, dots, dashes or underscores."
                >
                    <span class="good"><Icon name="check"/>"acme-widgets is free."</span>
                </TextField>
                <TextField name="password" label="Password" kind="password" aside=forgotten>
                    <Strength text="Good. Another word makes it very good." score=Some(3)/>
                </TextField>
                <TextField
                    name="link"
                    label="Link"
                    kind="url"
                    placeholder="https://acme.example"
                    hint="Where people can check that you are who you say you are."
                />
                <TextArea
                    name="purpose"
                    label="What is it for?"
                    value="We maintain eleven packages for"
                    min=32
                    max=1024
                    hint="The site admins read it."
                />
                <Select name="size" label="Expected members" options=sizes value="6-25"/>
                <Checkbox name="mail" label="Tell me by mail" hint="At most once a day." checked=true/>
            </form>
        </Section>
    }
    .into_any()
}

#[component]
fn Refused() -> impl IntoView {
    let state = FormState::new("", &[], Signal::from(false));
    let wrong = [
        ("wrong-name", Problem::NameTaken),
        ("wrong-kind", Problem::NotAChoice),
        ("wrong-purpose", Problem::TooShort { min: 32 }),
        ("wrong-size", Problem::NotAChoice),
        ("wrong-box", Problem::Empty),
    ];
    let kinds = vec![Choice::new("a", "Community", "Free."), Choice::new("b", "Company", "Billed.")];
    let sizes = vec![(String::new(), "Choose".into()), ("1-5".into(), "1 to 5".into())];
    state.problems.set(wrong.into_iter().map(|(field, problem)| (field.to_owned(), problem)).collect());
    view! {
        <Section title="A form that was refused">
            <form class="card pad stack" method="get" action="#main">
                <Provider value=state>
                    <Alert>{Error::TooMany { seconds: 240 }.message()}</Alert>
                    <TextField name="wrong-name" label="Name" value="acme_widgets" mono=true/>
                    <Choices name="wrong-kind" legend="Kind" options=kinds/>
                    <TextArea name="wrong-purpose" label="What is it for?" value="Things" min=32 max=1024/>
                    <Select name="wrong-size" label="Expected members" options=sizes/>
                    <Checkbox name="wrong-box" label="I may speak for this organization"/>
                </Provider>
            </form>
        </Section>
    }
    .into_any()
}

#[component]
fn Small() -> impl IntoView {
    let tones = [("", "Draft"), ("ok", "On"), ("warn", "18 hours left"), ("bad", "Expired"), ("info", "Company")];
    let people = [
        ("Ada Lovelace", "ada"),
        ("Grace Hopper", "grace"),
        ("فاطمة الزهراء", "fatima"),
        ("王小明", "wang"),
        ("Ez", "ez"),
    ];
    let answers = || {
        view! {
            <button type="button" class="btn">"Decline"</button>
            <button type="button" class="btn primary">"Accept"</button>
        }
    };
    view! {
        <Section title="Small things">
            <div class="stack">
                <div class="row">
                    {tones.map(|(tone, word)| view! { <Badge tone=tone>{word}</Badge> }).collect_view()}
                </div>
                <div class="row">
                    {people.map(|(name, username)| view! { <Person name=name username=username/> }).collect_view()}
                </div>
                <Banner icon="mail" actions=answers>
                    <b>"Initech"</b>
                    " invited you as Manager. Peter Gibbons, 2 hours ago."
                </Banner>
                <Banner tone="warn" icon="warn">"This invoice is past due."</Banner>
                <Banner tone="bad" icon="warn">"This organization is suspended."</Banner>
                <Alert tone="info">"Decisions usually take 2 days."</Alert>
                <Alert tone="ok">"Your answer is sent."</Alert>
                <Card class="">
                    <Empty
                        icon="building"
                        title="No organizations yet"
                        text="An organization is one identity shared by many people."
                    >
                        <a class="btn primary" href="/orgs/new">"Found an organization"</a>
                    </Empty>
                </Card>
                <div><Copy text="0198f0c2-7b1e-7a55"/></div>
                <pre>"pip install gearbox==2.4.0"</pre>
            </div>
        </Section>
    }
    .into_any()
}

#[component]
fn Figures() -> impl IntoView {
    let now = Now::here();
    let past = [(12 * MINUTE, "Grace Hopper", "grace"), (2 * DAY, "Ada Lovelace", "ada")];
    let line = |(_, name, username): &(i64, &str, &str), when: Markup| {
        timeline_item(&avatar(name, username), &html! { (who(name, username)) " joined as Member" }, &when)
    };
    let stat = |label: &str, value: &str, of: &str, meter| Stat {
        label: label.into(),
        value: value.into(),
        of: of.into(),
        href: "#main".into(),
        meter,
    };
    let figures = [
        stat("Members", "14", "of 20 seats", Some((14, 20))),
        stat("Storage", "3.1", "of 10 GB", Some((31, 100))),
        stat("Downloads, 30 days", "48,210", "", None),
    ];
    let step = |icon: &str, title: &str, text: &str, act: &str| Step {
        icon: icon.into(),
        title: vec![(title.into(), None)],
        text: text.into(),
        act: act.into(),
        href: "#main".into(),
    };
    let waits = [step("clock", "3 invitations expire within 2 days.", "The first in 20 hours.", "See invitations")];
    let first = [
        step("", "Invite people", "A second Owner first.", "Invite people"),
        step("", "See what each role may do", "", "See roles"),
    ];
    let all = html! {
        (steps(&waits))
        (steps(&first))
        (stats(&figures))
        div.card.days { (by_day(&past, now, |each| before(each.0), line)) }
    };
    view! { <Section title="Figures, steps, days">{block("stack", all)}</Section> }.into_any()
}

#[component]
fn Lists() -> impl IntoView {
    let chip = |label: &str, count, current| ChipItem { label: label.into(), href: "#main".into(), count, current };
    let chips = vec![chip("Everyone", Some(14), true), chip("Owners", Some(2), false), chip("Pending", None, false)];
    let heads = vec![
        Column { href: Some("#main".into()), sorted: Some(false), ..Column::new("Person") },
        Column::new("Role"),
        Column::with("Joined", "aside"),
        Column::with("", "tight"),
    ];
    let people = [
        ("Ada Lovelace", "ada", "Owner"),
        (
            "Wolfeschlegelsteinhausenbergerdorff Bäckström-Tørvald",
            "wolfeschlegelsteinhausenbergerdorff-baeckstroem-50",
            "Billing manager",
        ),
        ("فاطمة الزهراء", "fatima", "Member"),
    ];
    let now = Now::here();
    let row = |(name, username, role): &(&str, &str, &str)| {
        html! {
            tr {
                td { (person(name, username)) }
                td data-label="Role" { (badge("", role)) }
                td.aside { (ago(before(40 * DAY), now)) }
                td.tight { a.more href="#main" aria-label={ "More for " (name) } {} }
            }
        }
    };
    let rows = html! { @for each in &people { (row(each)) } };
    let menu = |_: &str| Some(view! { <a href="#main">"Change role"</a> }.into_any());
    view! {
        <Section title="Lists">
            <div class="tools">
                <Search label="Find by name or username" action="/dev/components"/>
                <Chips label="Role" items=chips/>
            </div>
            <RowMenu items=menu>
                <Card class="">
                    <Table caption="People" heads=heads rows=rows/>
                    <Pager newer=None older=Some("#main".to_owned()) text="1 to 3 of 14"/>
                </Card>
            </RowMenu>
        </Section>
    }
    .into_any()
}

#[component]
fn Talk() -> impl IntoView {
    view! {
        <Section title="Facts and conversation">
            <div class="stack">
                <Card>
                    <Facts>
                        <Fact term="Name">
                            <span class="name">"initech"</span>
                            " "
                            <Badge tone="warn">"1 rival application"</Badge>
                        </Fact>
                        <Fact term="What for">"We publish fourteen internal libraries from four personal \
                            accounts."</Fact>
                    </Facts>
                </Card>
                <Thread>
                    <ThreadEntry
                        name="Milton S."
                        seed="milton"
                        at=before(3 * DAY)
                        verb="asked"
                        text="Does the domain belong to you?\n\nPlease answer from an address there."
                    />
                    <ThreadEntry name="Peter Gibbons" seed="peter" at=before(5 * HOUR) verb="answered" text="Yes."/>
                    <ThreadEntry
                        name="Milton S."
                        seed="milton"
                        at=before(HOUR)
                        note=true
                        verb="noted, only for reviewers"
                        text="Registered 1999, matches."
                    />
                </Thread>
            </div>
        </Section>
    }
    .into_any()
}

#[component]
fn Danger() -> impl IntoView {
    view! {
        <Section title="Danger zone">
            <div class="card danger-zone">
                <div>
                    <div>
                        <b>"Delete Acme Widgets"</b>
                        <p>"Possible once its 27 projects belong to somebody else."</p>
                    </div>
                    <Dialog id="delete" title="Delete Acme Widgets?" open_label="Delete…" open_class="danger">
                        <form method="get" action="#main">
                            <DialogBody>
                                <p>"This removes 3 people from 2 teams and ends 5 API keys."</p>
                                <TextField name="confirm" label="Type acme to confirm" mono=true/>
                            </DialogBody>
                            <DialogFoot><Submit class="danger">"Delete Acme Widgets"</Submit></DialogFoot>
                        </form>
                    </Dialog>
                </div>
            </div>
            <ErrorPage
                status=404
                title="There is nothing here"
                text="The address may be wrong, or it is not yours to see."
                request_id="0198f0c2".to_owned()
            >
                <a class="btn" href="/">"Your organizations"</a>
            </ErrorPage>
        </Section>
    }
    .into_any()
}

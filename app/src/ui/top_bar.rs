use super::{Avatar, Icon, Kbd, Mark, Menu, Person};
use guildhall::address as to;
use leptos::{children::ViewFnOnce, prelude::*};

/// Who is signed in, as the top bar needs to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopUser {
    /// The display name.
    pub name: String,
    pub username: String,
    /// Notices not read yet.
    pub unread: i64,
    pub site_admin: bool,
}

/// The bar above every page: mark, switcher, notices, account.
#[component]
pub fn TopBar(
    /// Where one is: label, kind (`org`, `user` or empty for no picture) and what picks the hue.
    here: (String, &'static str, String),
    #[prop(optional_no_strip, into)] user: Option<TopUser>,
    /// The links of the switcher.
    #[prop(optional, into)]
    orgs: Option<ViewFnOnce>,
    /// What the account menu holds besides its links: the theme, and the form that signs out.
    #[prop(optional, into)]
    account: Option<ViewFnOnce>,
) -> impl IntoView {
    let end = match user {
        Some(user) => signed_in(user, account),
        None => view! {
            <a class="btn quiet" href=to::SIGN_IN>"Sign in"</a>
            <a class="btn" href=to::SIGN_UP>"Create an account"</a>
        }
        .into_any(),
    };
    view! {
        <a class="skip" href="#main">"Skip to the page"</a>
        <header class="top">
            <a class="mark" href=to::START aria-label="Guildhall">
                <Mark/>
                <span class="wordmark">"Guildhall"</span>
            </a>
            {place(here, orgs)}
            <div class="end">
                <form class="find" action=to::SEARCH role="search" aria-label="Guildhall">
                    <Icon name="search"/>
                    <input type="search" name="q" placeholder="Search" aria-label="Search" autocomplete="off"/>
                    <Kbd>"/"</Kbd>
                </form>
                <a class="find-page" href=to::SEARCH aria-label="Search"><Icon name="search"/></a>
                {end}
            </div>
        </header>
    }
    .into_any()
}

fn place((label, kind, seed): (String, &'static str, String), orgs: Option<ViewFnOnce>) -> AnyView {
    if label.is_empty() {
        return ().into_any();
    }
    let picture = {
        let label = label.clone();
        move || (!kind.is_empty()).then(|| view! { <Avatar name=label seed=seed org=kind == "org" size="s"/> })
    };
    let slash = view! { <span class="slash" aria-hidden="true">"/"</span> };
    let Some(orgs) = orgs else {
        return view! { {slash} <span class="switcher">{picture()} <span class="label">{label}</span></span> }
            .into_any();
    };
    let shown = move || view! { {picture()} <span class="label">{label}</span> <Icon name="down"/> };
    view! { {slash} <Menu label=shown summary="switcher">{orgs.run()}</Menu> }.into_any()
}

fn signed_in(user: TopUser, account: Option<ViewFnOnce>) -> AnyView {
    let TopUser { name, username, unread, site_admin } = user;
    let notices = match unread {
        0 => "Notices".to_owned(),
        1 => "1 unread notice".to_owned(),
        many => format!("{many} unread notices"),
    };
    let count = (unread > 0).then(|| if unread > 99 { "99+".to_owned() } else { unread.to_string() });
    let picture = {
        let (name, username) = (name.clone(), username.clone());
        move || view! { <Avatar name=name seed=username/> }
    };
    view! {
        <a class="bell" href=to::NOTICES aria-label=notices>
            <Icon name="bell"/>
            {count.map(|count| view! { <i aria-hidden="true">{count}</i> })}
        </a>
        <Menu label=picture summary="avatar-button" name=format!("Account of {name}") class="account" from_right=true>
            <div class="who">
                <Person name=name.clone() username=username.clone()/>
            </div>
            <hr/>
            <a href=to::ORGS><Icon name="building"/>"Your organizations"</a>
            <a href=to::PROJECTS><Icon name="box"/>"Your projects"</a>
            <a href=to::ACCOUNT><Icon name="user"/>"Account settings"</a>
            <a href=format!("/@{username}")><Icon name="globe"/>"Public page"</a>
            {site_admin
                .then(|| view! { <a href=to::ADMIN_APPLICATIONS><Icon name="shield"/>"Site administration"</a> })}
            {account.map(|account| view! { <hr/> {account.run()} })}
        </Menu>
    }
    .into_any()
}

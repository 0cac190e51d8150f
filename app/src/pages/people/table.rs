use guildhall::access::{Permission, Role};
use guildhall::clock::Timestamp;
use guildhall::member::{Member, Members, Sort};
use guildhall::org::OrgHeader;
use guildhall::text::AccountName;
use leptos::prelude::*;

use super::people_query::PeopleQuery;
use super::role_menu::RoleMenu;
use crate::remote::Act;
use crate::ui::{Card, Column, Empty, Forward, Icon, Markup, Now, RowMenu, Table, ago_alone, avatar, badge, html};
use guildhall::address as to;

/// Where on a member's page the role is changed; a link there opens the menu of roles where script runs.
pub const TO_ROLE: &str = "#role";

/// A page of members, with what the viewer may do to them.
pub fn members(shown: &PeopleQuery, head: &OrgHeader, members: Members, viewer: &AccountName, role: Act) -> AnyView {
    if members.rows.is_empty() {
        return nothing(&head.name);
    }
    let manages = head.may(Permission::ManagePeople);
    let [person, joined] = shown.columns(&head.name);
    let mut columns = vec![person, Column::new("Role"), Column { class: "aside", ..joined }];
    if manages {
        columns.push(Column::with("Last seen", "aside"));
    }
    columns.push(Column::with("", "tight"));
    let count = members.rows.len();
    let next = members.next.map(|after| PeopleQuery { after, ..shown.clone() }.href(&head.name));
    let first = (!shown.after.is_empty()).then(|| shown.first_page().href(&head.name));
    let (org, viewer) = (head.name.clone(), viewer.clone());
    let shown_rows = Rows { org: &org, viewer: &viewer, manages, now: Now::here() };
    let rows = html! { @for member in &members.rows { (shown_rows.row(member)) } };
    let text = format!("{count} on this page. {}.", shown.sort.unwrap_or(Sort::Name).label());
    let card = view! {
        <Card class="">
            <Table caption="Members" heads=columns rows=rows/>
            <Forward first=first next=next text=text/>
        </Card>
    };
    let list = match manages {
        true => bulk(&org, card.into_any()),
        false => card.into_any(),
    };
    let menu = move |href: &str| {
        let (href, opens_role) = href.strip_suffix(TO_ROLE).map_or((href, false), |href| (href, true));
        let member = members.rows.iter().find(|member| to::person(&org, &member.name) == href)?;
        let rows = Rows { org: &org, viewer: &viewer, manages, now: Timestamp::default() };
        Some(rows.menu(member, opens_role, role))
    };
    view! { <div class="people"><RowMenu items=menu>{list}</RowMenu></div> }.into_any()
}

fn nothing(org: &AccountName) -> AnyView {
    let everyone = to::people(org);
    view! {
        <Card class="">
            <Empty icon="search" title="Nobody fits" text="Try another word, or take a filter away.">
                <a class="btn" href=everyone>"Show everyone"</a>
            </Empty>
        </Card>
    }
    .into_any()
}

/// The list in a form that asks what is to be done to several at once; a page of its own says what that means before
/// anything is done.
fn bulk(org: &AccountName, list: AnyView) -> AnyView {
    let option = |role: &Role| view! { <option value=role.as_str()>{role.label()}</option> };
    view! {
        <form method="get" action=to::selected(org) aria-label="The selected people">
            {list}
            <div class="bulk">
                <span>"With the selected:"</span>
                <select class="select" name="role" aria-label="New role">
                    {Role::ALL.iter().rev().map(option).collect_view()}
                </select>
                <button class="btn" name="act" value="role">"Change role"</button>
                <button class="btn danger" name="act" value="remove">"Remove"</button>
            </div>
        </form>
    }
    .into_any()
}

/// How a row is shown, the same for all.
struct Rows<'a> {
    org: &'a AccountName,
    viewer: &'a AccountName,
    /// Whether the viewer may change who belongs to the organization.
    manages: bool,
    now: Timestamp,
}

impl Rows<'_> {
    fn row(&self, member: &Member) -> Markup {
        let Member { name, display_name, role, primary, joined_at, last_seen } = member;
        let (is_self, can_change) = (name == self.viewer, self.can_change(member));
        let person = to::person(self.org, name);
        html! {
            tr {
                td {
                    span.person {
                        @if can_change && !is_self {
                            input type="checkbox" name="who" value=(name) aria-label={ "Select " (name) };
                        } @else if self.manages {
                            span.pick {}
                        }
                        (avatar(display_name.as_str(), name.as_str()))
                        span {
                            b {
                                a href=(person) { bdi { (display_name) } }
                                @if let Some(text) = badges(*primary, is_self) { " " (badge("", text)) }
                            }
                            span.name { (name) }
                        }
                    }
                }
                td data-label="Role" {
                    @if can_change { a.choose href={ (person) (TO_ROLE) } { (role.label()) } } @else { (role.label()) }
                }
                td.aside { (ago_alone(*joined_at, self.now)) }
                @if self.manages { td.aside { @if let Some(at) = last_seen { (ago_alone(*at, self.now)) } } }
                td.tight { a.more href=(person) aria-label={ "More for " (name) } {} }
            }
        }
    }

    /// The primary owner stays one until the office is handed over.
    fn can_change(&self, member: &Member) -> bool {
        self.manages && !member.primary
    }

    /// What the menu of a row holds.
    fn menu(&self, member: &Member, opens_role: bool, role: Act) -> AnyView {
        let (person, public) = (to::person(self.org, &member.name), to::public(&member.name));
        let is_self = member.name == *self.viewer;
        if opens_role && self.can_change(member) {
            return view! { <RoleMenu act=role org=self.org.clone() member=member.clone()/> }.into_any();
        }
        let remove = (self.can_change(member) && !is_self)
            .then(|| view! { <a class="danger" href=format!("{person}#remove")><Icon name="trash"/>"Remove…"</a> });
        let leave = is_self.then(|| view! { <a href=to::leave(self.org)><Icon name="exit"/>"Leave…"</a> });
        view! {
            <a href=person.clone()><Icon name="user"/>"Membership"</a>
            <a href=public><Icon name="globe"/>"Public page"</a>
            {remove}
            {leave}
        }
        .into_any()
    }
}

fn badges(primary: bool, is_self: bool) -> Option<&'static str> {
    match (primary, is_self) {
        (true, true) => Some("Primary owner, you"),
        (true, false) => Some("Primary owner"),
        (false, true) => Some("You"),
        (false, false) => None,
    }
}

use guildhall::access::{Permission, Role};
use guildhall::member::{Member, Members, Sort};
use guildhall::org::Head;
use guildhall::text::AccountName;
use leptos::prelude::*;

use super::people_query::PeopleQuery;
use super::role_form::RoleForm;
use crate::remote::Act;
use crate::routes::to;
use crate::ui::{Ago, Avatar, Badge, Card, Empty, Forward, Head as Column, Icon, Menu, Table};

/// The form around the boxes that are ticked; the boxes name it.
const SELECTED: &str = "selected";

/// A page of members, with what the viewer may do to them.
pub fn members(shown: &PeopleQuery, head: &Head, members: Members, viewer: &AccountName, role: Act) -> AnyView {
    if members.rows.is_empty() {
        return nothing(&head.name);
    }
    let manages = head.may(Permission::ManagePeople);
    let [person, joined] = shown.columns(&head.name);
    let mut columns = vec![person, Column::new("Role"), Column { class: "hide-s", ..joined }];
    if manages {
        columns.push(Column::with("Last seen", "hide-s"));
    }
    columns.push(Column::with("", "tight"));
    let count = members.rows.len();
    let next = members.next.map(|after| PeopleQuery { after, ..shown.clone() }.href(&head.name));
    let first = (!shown.after.is_empty()).then(|| shown.first_page().href(&head.name));
    let rows = members.rows.into_iter().map(|member| row(&head.name, member, viewer, manages, role)).collect_view();
    let text = format!("{count} on this page. {}.", shown.sort.unwrap_or(Sort::Name).label());
    view! {
        <div class="people">
            <Card class="">
                <Table caption="Members" heads=columns>{rows}</Table>
                <Forward first=first next=next text=text/>
            </Card>
            {manages.then(|| bulk(&head.name))}
        </div>
    }
    .into_any()
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

/// What can be done to several at once; a page of its own says what that means before anything is done.
fn bulk(org: &AccountName) -> AnyView {
    let option = |role: &Role| view! { <option value=role.as_str()>{role.label()}</option> };
    view! {
        <form id=SELECTED method="get" action=to::selected(org) class="bulk" aria-label="The selected people">
            <span>"With the selected:"</span>
            <select class="select" name="role" aria-label="New role">
                {Role::ALL.iter().rev().map(option).collect_view()}
            </select>
            <button class="btn" name="act" value="role">"Change role"</button>
            <button class="btn danger" name="act" value="remove">"Remove"</button>
        </form>
    }
    .into_any()
}

fn row(org: &AccountName, member: Member, viewer: &AccountName, manages: bool, role: Act) -> AnyView {
    let Member { name, display_name, primary, joined_at, last_seen, .. } = member.clone();
    let is_self = name == *viewer;
    let can_change = manages && !primary;
    let box_for = (can_change && !is_self).then(|| {
        let label = format!("Select {}", member.named());
        view! { <input type="checkbox" name="who" value=name.to_string() form=SELECTED aria-label=label/> }
    });
    let shown_role = match can_change {
        true => view! { <RoleForm act=role org=org.clone() member=member.clone()/> }.into_any(),
        false => member.role.label().into_any(),
    };
    let seen = manages.then(
        || view! { <td class="hide-s muted" data-label="Last seen">{last_seen.map(|at| view! { <Ago at=at/> })}</td> },
    );
    let badges = match (primary, is_self) {
        (true, true) => Some("Primary owner, you"),
        (true, false) => Some("Primary owner"),
        (false, true) => Some("You"),
        (false, false) => None,
    };
    view! {
        <tr>
            <td>
                <span class="person">
                    {manages.then(|| view! { <span class="pick">{box_for}</span> })}
                    <Avatar name=display_name.to_string() seed=name.to_string()/>
                    <span>
                        <b>
                            <a class="plain" href=to::person(org, &name)><bdi>{display_name.to_string()}</bdi></a>
                            {badges.map(|text| view! { " " <Badge>{text}</Badge> })}
                        </b>
                        <span class="name">{name.to_string()}</span>
                    </span>
                </span>
            </td>
            <td data-label="Role">{shown_role}</td>
            <td class="hide-s muted" data-label="Joined"><Ago at=joined_at/></td>
            {seen}
            <td class="tight">{acts(org, &name, &member.named().to_string(), is_self, can_change)}</td>
        </tr>
    }
    .into_any()
}

fn acts(org: &AccountName, name: &AccountName, called: &str, is_self: bool, can_change: bool) -> AnyView {
    let (person, public) = (to::person(org, name), to::public(name));
    let remove = (can_change && !is_self).then(|| {
        view! { <a class="danger" href=format!("{person}#remove")><Icon name="trash"/>"Remove…"</a> }
    });
    let leave = is_self.then(|| view! { <a href=to::leave(org)><Icon name="exit"/>"Leave…"</a> });
    view! {
        <Menu
            label=|| view! { <Icon name="more"/> }
            name=format!("More for {called}")
            summary="btn quiet square"
            from_right=true
        >
            <a href=person.clone()><Icon name="user"/>"Membership"</a>
            <a href=public><Icon name="globe"/>"Public page"</a>
            {remove}
            {leave}
        </Menu>
    }
    .into_any()
}

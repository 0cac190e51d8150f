use guildhall::access::{Grant, Line, Role, TABLE};
use guildhall::org::OrgHeader;
use leptos::prelude::*;

use super::{crumbs, titled};
use crate::load::loaded;
use crate::remote::Fetched;
use crate::ui::{Card, Column, Markup, PageHead, Table, html, icon};

/// The table of who may do what, as the program itself asks it.
#[component]
pub fn RolesPage() -> impl IntoView {
    let head = expect_context::<Fetched<OrgHeader>>();
    view! {
        {titled("Roles")}
        {loaded(head, page)}
    }
    .into_any()
}

fn page(head: OrgHeader) -> AnyView {
    let mut columns = vec![Column::new("May")];
    columns.extend(Role::ALL.iter().map(|role| Column::new(role.label())));
    let rows = html! { @for each in TABLE { (line(each)) } };
    let own = format!(
        "You are {}{} of {}.",
        head.role.label(),
        if head.primary { " and primary owner" } else { "" },
        head.display_name
    );
    view! {
        <PageHead title="Roles" lead=format!("What each role may do. {own}") crumbs=crumbs(&head.name)/>
        <Card class="">
            <Table caption="What each role may do" heads=columns class="roles" rows=rows/>
        </Card>
        <p class="small muted section">
            "† asks for your password again, unless you gave it within 15 minutes. One Owner is the primary owner; an \
             organization always has one."
        </p>
    }
    .into_any()
}

fn line(line: &Line) -> Markup {
    html! {
        tr {
            td { (line.what) @if line.confirmed { " †" } }
            @for (role, grant) in Role::ALL.iter().zip(&line.grants) { td data-label=(role.label()) { (said(*grant)) } }
        }
    }
}

fn said(grant: Grant) -> Markup {
    html! {
        @match grant {
            Grant::Yes => { span.good { (icon("check")) span.visually-hidden { "Yes" } } }
            Grant::No => { span.muted aria-hidden="true" { "–" } span.visually-hidden { "No" } }
            Grant::Some(text) => (text),
            Grant::PrimaryOnly => "primary owner only",
        }
    }
}

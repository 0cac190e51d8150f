use guildhall::access::{Grant, Line, Role, TABLE};
use guildhall::org::Head;
use leptos::prelude::*;

use super::{crumbs, titled};
use crate::load::loaded;
use crate::remote::Asked;
use crate::ui::{Card, Head as Column, Icon, PageHead, Table};

/// The table of who may do what, as the program itself asks it.
#[component]
pub fn RolesPage() -> impl IntoView {
    let head = expect_context::<Asked<Head>>();
    view! {
        {titled("Roles")}
        {loaded(head, page)}
    }
    .into_any()
}

fn page(head: Head) -> AnyView {
    let mut columns = vec![Column::new("May")];
    columns.extend(Role::ALL.iter().map(|role| Column::new(role.label())));
    let own = format!(
        "You are {}{} of {}.",
        head.role.label(),
        if head.primary { " and primary owner" } else { "" },
        head.display_name
    );
    view! {
        <PageHead title="Roles" lead=format!("What each role may do. {own}") crumbs=crumbs(&head.name)/>
        <Card class="">
            <Table caption="What each role may do" heads=columns class="roles">
                {TABLE.iter().map(line).collect_view()}
            </Table>
        </Card>
        <p class="small muted section">
            "† asks for your password again, unless you gave it within 15 minutes. One Owner is the primary owner; an organization always has one."
        </p>
    }
    .into_any()
}

fn line(line: &'static Line) -> AnyView {
    let cell = |(role, grant): (&Role, &Grant)| view! { <td data-label=role.label()>{said(*grant)}</td> };
    view! {
        <tr>
            <td>{line.what} {line.confirmed.then_some(" †")}</td>
            {Role::ALL.iter().zip(&line.grants).map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

fn said(grant: Grant) -> AnyView {
    match grant {
        Grant::Yes => {
            view! { <span class="good"><Icon name="check"/><span class="visually-hidden">"Yes"</span></span> }
                .into_any()
        }
        Grant::No => {
            view! { <span class="muted" aria-hidden="true">"–"</span> <span class="visually-hidden">"No"</span> }
                .into_any()
        }
        Grant::Some(text) => text.into_any(),
        Grant::PrimaryOnly => "primary owner only".into_any(),
    }
}

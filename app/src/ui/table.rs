use super::{Markup, classes};
use leptos::prelude::*;

/// The head of one column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub label: String,
    /// Where sorting by this column leads.
    pub href: Option<String>,
    /// `Some(true)` when sorted upwards by this column, `Some(false)` downwards.
    pub sorted: Option<bool>,
    pub class: &'static str,
}

impl Head {
    /// A column that cannot be sorted.
    pub fn new(label: &str) -> Self {
        Self { label: label.to_owned(), ..Self::default() }
    }

    /// A column with a class of the style sheet: `tight`, `right`, `aside` (not on a narrow screen).
    pub fn with(label: &str, class: &'static str) -> Self {
        Self { label: label.to_owned(), class, ..Self::default() }
    }
}

/// A table with a caption for screen readers. Rows are `<tr>` of plain markup, so that fifty cost little more than one; what a
/// row can do is a link, a `row_button`, or made by a `RowMenu` when it is asked for. Cells carry `data-label` for the narrow
/// screen, where each row becomes a card: first cell its head, a last cell of class `tight` its acts.
#[component]
pub fn Table(
    #[prop(into)] caption: String,
    heads: Vec<Head>,
    /// `log` sets the rows closer.
    #[prop(optional)]
    class: &'static str,
    rows: Markup,
) -> impl IntoView {
    view! {
        <table class=classes("table", class)>
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{heads.into_iter().map(head).collect_view()}</tr>
            </thead>
            <tbody inner_html=rows.into_string()></tbody>
        </table>
    }
    .into_any()
}

fn head(head: Head) -> AnyView {
    let Head { label, href, sorted, class } = head;
    let direction = sorted.map(|up| if up { "ascending" } else { "descending" });
    let arrow = sorted.map(|up| view! { <span aria-hidden="true">{if up { " ↑" } else { " ↓" }}</span> });
    let class = super::given(class);
    match href {
        Some(href) => view! {
            <th scope="col" class=class aria-sort=direction>
                <a href=href>{label} {arrow}</a>
            </th>
        }
        .into_any(),
        // An empty head over a column of acts would be announced as an empty header.
        None if label.is_empty() => view! { <td class=class></td> }.into_any(),
        None => view! { <th scope="col" class=class aria-sort=direction>{label} {arrow}</th> }.into_any(),
    }
}

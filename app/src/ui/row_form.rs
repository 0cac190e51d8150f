use super::Hidden;
use super::form::{Shape, drawn};
use crate::remote::Act;
use leptos::prelude::*;

/// The form behind the buttons of a list's rows: it stands once beside the list, and each `row_button` sends it. Why
/// the server refused is said here.
#[component]
pub fn RowForm(
    action: Act,
    /// Unique on the page; the buttons name it.
    id: &'static str,
    /// Name and value of what is sent for every row.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
) -> impl IntoView {
    let shape = Shape { class: "row-form", id: id.to_owned(), ..Shape::default() };
    let hidden = fields.clone();
    let inside =
        || hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view().into_any();
    drawn(action, shape, &fields, Box::new(inside))
}

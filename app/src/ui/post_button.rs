use super::{
    Hidden, Icon, Submit,
    form::{Shape, drawn},
    given,
};
use crate::remote::Act;
use leptos::prelude::*;

/// An act that needs nothing typed: a form of one button.
#[component]
pub fn PostButton(
    action: Act,
    /// Name and value of what is sent along.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
    /// Classes of the button after `btn`.
    #[prop(default = "")]
    class: &'static str,
    #[prop(into)] label: String,
    #[prop(optional)] icon: &'static str,
    /// Name for screen readers, where the label alone does not say on what it acts.
    #[prop(optional, into)]
    describe: String,
    /// Leaves the page by a POST of the browser even where script runs.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let hidden = fields.clone();
    let inside = move || {
        view! {
            {hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
            <Submit class=class describe=describe>
                {given(icon).map(|_| view! { <Icon name=icon/> })}
                {label}
            </Submit>
        }
        .into_any()
    };
    drawn(action, Shape { class: "btn-form", plain, ..Shape::default() }, &fields, Box::new(inside))
}

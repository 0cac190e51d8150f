use super::{
    Hidden, Icon, Submit,
    form::{Manner, wired},
    given,
};
use crate::error::Fault;
use leptos::{prelude::*, server_fn::ServerFn};
use serde::de::DeserializeOwned;

/// An act that needs nothing typed: a form of one button.
#[component]
pub fn PostButton<S>(
    action: ServerAction<S>,
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
) -> impl IntoView
where
    S: ServerFn<Error = Fault> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let hidden = fields.clone();
    let inside = move || {
        view! {
            {hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value /> }).collect_view()}
            <Submit class=class describe=describe>
                {given(icon).map(|_| view! { <Icon name=icon /> })}
                {label}
            </Submit>
        }
        .into_any()
    };
    wired(action, "btn-form", String::new(), Manner { reset: false, plain }, &fields, Box::new(inside))
}

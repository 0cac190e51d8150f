use super::{Markup, html, icon, names};
use serde::{Deserialize, Serialize};

/// Something to do, with the link at its right that begins it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Of what waits; without one it is the next of several, before an empty tick.
    pub icon: String,
    /// What it is: text, and where it leads.
    pub title: Vec<(String, Option<String>)>,
    /// Why, or what to know about it.
    pub text: String,
    pub act: String,
    pub href: String,
}

/// Things to do, one line each. The first of some that stand in an order is the one to begin with.
pub fn steps(steps: &[Step]) -> Markup {
    html! {
        ol.card.steps {
            @for (place, Step { icon: drawing, title, text, act, href }) in steps.iter().enumerate() {
                li {
                    @if drawing.is_empty() { span.tick {} } @else { (icon(drawing)) }
                    div.what { b { (names(title)) } @if !text.is_empty() { " " span.why { (text) } } }
                    a class={ "btn" @if drawing.is_empty() && place == 0 { " primary" } } href=(href) { (act) }
                }
            }
        }
    }
}

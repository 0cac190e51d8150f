use super::{Markup, html};
use serde::{Deserialize, Serialize};

/// One figure, with where it leads and how near it is to its limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stat {
    pub label: String,
    pub value: String,
    /// Stands small behind the figure: "of 20 seats".
    pub of: String,
    pub href: String,
    /// Current value and limit.
    pub meter: Option<(i64, i64)>,
}

/// Figures side by side or, where there is no room, one above the other.
pub fn stats(figures: &[Stat]) -> Markup {
    html! {
        div.stats {
            @for Stat { label, value, of, href, meter } in figures {
                a href=(href) {
                    span.k { (label) }
                    span.v { (value) " " @if !of.is_empty() { small { (of) } } }
                    @if let Some((now, limit)) = meter {
                        meter min="0" max=(limit) value=(now) aria-label=(label) {}
                    }
                }
            }
        }
    }
}

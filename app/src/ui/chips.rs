use leptos::prelude::*;

/// One filter of a list.
#[derive(Clone, Debug, Default)]
pub struct ChipItem {
    pub label: String,
    pub href: String,
    pub count: Option<i64>,
    pub current: bool,
}

/// Filters as links, so that the chosen one is in the address.
#[component]
pub fn Chips(#[prop(into)] label: String, items: Vec<ChipItem>) -> impl IntoView {
    let chip = |item: ChipItem| {
        view! {
            <a href=item.href aria-current=item.current.then_some("true")>
                {item.label}
                {item.count.map(|count| view! { <span class="num">{guildhall::error::thousands(count)}</span> })}
            </a>
        }
    };
    view! {
        <nav class="chips" aria-label=label>
            {items.into_iter().map(chip).collect_view()}
        </nav>
    }
    .into_any()
}

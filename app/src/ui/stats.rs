use leptos::prelude::*;

/// Figures side by side.
#[component]
pub fn Stats(children: Children) -> impl IntoView {
    view! { <div class="stats">{children()}</div> }.into_any()
}

/// One figure, with where it leads and how near it is to its limit.
#[component]
pub fn Stat(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    /// Stands small behind the figure: "of 20 seats".
    #[prop(optional, into)]
    of: String,
    #[prop(optional_no_strip, into)] href: Option<String>,
    #[prop(optional, into)] note: String,
    /// Current value and limit.
    #[prop(optional_no_strip, into)]
    meter: Option<(i64, i64)>,
) -> impl IntoView {
    let bar = meter.map(|(now, limit)| {
        view! { <meter min="0" max=limit.to_string() value=now.to_string() aria-label=label.clone()></meter> }
    });
    let of = super::given(of).map(|of| view! { <small>{of}</small> });
    let note = super::given(note).map(|note| view! { <span class="note">{note}</span> });
    let inner = view! {
        <span class="k">{label}</span>
        <span class="v">{value} " " {of}</span>
        {note}
        {bar}
    };
    match href {
        Some(href) => view! { <a href=href>{inner}</a> }.into_any(),
        None => view! { <div>{inner}</div> }.into_any(),
    }
}

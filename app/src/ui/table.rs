use super::{Markup, classes};
use leptos::prelude::*;

/// The head of one column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub label: String,
    /// Where sorting by this column leads.
    pub href: Option<String>,
    /// `Some(true)` when sorted upwards by this column, `Some(false)` downwards.
    pub sorted: Option<bool>,
    pub class: &'static str,
}

impl Column {
    /// A column that cannot be sorted.
    pub fn new(label: &str) -> Self {
        Self { label: label.to_owned(), ..Self::default() }
    }

    /// A column with a class of the style sheet: `tight`, `right`, `aside` (not on a narrow screen).
    pub fn with(label: &str, class: &'static str) -> Self {
        Self { label: label.to_owned(), class, ..Self::default() }
    }
}

/// A table with a caption for screen readers. Rows are `<tr>` of plain markup, so that fifty cost little more than one;
/// what a row can do is a link, a `row_button`, or made by a `RowMenu` when it is asked for. Cells carry `data-label`
/// for the narrow screen, where each row becomes a card: first cell its head, a last cell of class `tight` its acts.
#[component]
pub fn Table(
    #[prop(into)] caption: String,
    heads: Vec<Column>,
    /// `log` sets the rows closer.
    #[prop(optional)]
    class: &'static str,
    rows: Markup,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        let kept = browser::Kept::note();
        Effect::new(move |_| kept.restore());
    }
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

fn head(head: Column) -> AnyView {
    let Column { label, href, sorted, class } = head;
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

/// Rows that are made anew are other elements. What was ticked in those before stays ticked, and who was in one of them
/// stays.
#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{
        prelude::*,
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlElement, HtmlInputElement},
    };

    /// Selectors of what was ticked, and of what had the focus.
    pub struct Kept {
        ticked: Vec<String>,
        focused: Option<String>,
    }

    impl Kept {
        pub fn note() -> Self {
            let boxes = document().query_selector_all("tbody input:checked").ok();
            let boxes = boxes.map(|boxes| {
                (0..boxes.length()).filter_map(|at| selector(&boxes.item(at)?.dyn_into().ok()?)).collect()
            });
            let focused = document().active_element().filter(|active| matches!(active.closest("tbody"), Ok(Some(_))));
            Self { ticked: boxes.unwrap_or_default(), focused: focused.as_ref().and_then(selector) }
        }

        pub fn restore(&self) {
            for input in self.ticked.iter().filter_map(|one| find::<HtmlInputElement>(one)) {
                input.set_checked(true);
            }
            let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if let Some(focused) = self.focused.as_deref().filter(|_| lost).and_then(find::<HtmlElement>) {
                let _ = focused.focus();
            }
        }
    }

    fn find<E: JsCast>(selector: &str) -> Option<E> {
        document().query_selector(&format!("tbody {selector}")).ok()??.dyn_into().ok()
    }

    /// What tells a part of a row from others, if it can be said without escaping.
    fn selector(element: &Element) -> Option<String> {
        let told = ["class", "form", "href", "name", "value"].into_iter().filter_map(|name| {
            let value = element.get_attribute(name)?;
            Some(format!("[{name}=\"{value}\"]"))
        });
        let told: String = told.collect();
        (!told.is_empty() && !told.contains('\\')).then(|| format!("{}{told}", element.tag_name()))
    }
}

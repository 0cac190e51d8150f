//! What pages that the server describes are put together from.

use guildhall::clock::Timestamp;
use guildhall::text::{Description, beginning};

use super::{Checked, Field, FormSheet, Part, Sheet, TextSheet};
use crate::ui::{ChipItem, Column, Markup, Sent, html, icon};

impl Sheet {
    /// A page with this title in the document and this head.
    pub fn new(title: impl Into<String>, head: Head) -> Self {
        Self { title: title.into(), head: head.markup().into(), ..Self::default() }
    }

    /// Where the page stands now.
    pub fn moved(there: String) -> Self {
        Self { moved: Some(there), ..Self::default() }
    }

    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    /// A page for everybody, at this path.
    pub fn public(self, path: String, description: &str) -> Self {
        Self { preview: Some((path, description.to_owned())), ..self }
    }

    pub fn beside(self, side: Markup) -> Self {
        Self { side: side.into(), ..self }
    }

    pub fn with(mut self, part: impl Into<Part>) -> Self {
        self.parts.push(part.into());
        self
    }

    pub fn with_all(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        self.parts.extend(parts);
        self
    }
}

impl From<Markup> for Part {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup.into())
    }
}

impl From<FormSheet> for Part {
    fn from(form: FormSheet) -> Self {
        Self::Form(form)
    }
}

impl Part {
    /// Under a heading.
    pub fn section(title: &str, parts: impl IntoIterator<Item = Part>) -> Self {
        let parts = parts.into_iter().collect();
        Self::Section { title: title.to_owned(), aside: Sent::default(), parts }
    }

    /// Under a heading with something at its right.
    pub fn section_with(title: &str, aside: Markup, parts: impl IntoIterator<Item = Part>) -> Self {
        let parts = parts.into_iter().collect();
        Self::Section { title: title.to_owned(), aside: aside.into(), parts }
    }

    /// In a box of this class.
    pub fn group(class: &str, parts: impl IntoIterator<Item = Part>) -> Self {
        Self::Group { class: class.to_owned(), parts: parts.into_iter().collect() }
    }

    /// On a surface with a hairline around it.
    pub fn card(parts: impl IntoIterator<Item = Part>) -> Self {
        Self::group("card pad stack", parts)
    }
}

/// The head of a page: the one h1, what to know at first sight, and the acts on the right.
#[derive(Default)]
pub struct Head {
    pub title: String,
    /// A sentence under the title.
    pub lead: String,
    /// Under the title, where a sentence of plain text is not enough.
    pub under: Option<Markup>,
    /// The way here: label and address, without this page.
    pub crumbs: Vec<(String, String)>,
    pub badges: Option<Markup>,
    pub actions: Option<Markup>,
}

impl Head {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    fn markup(self) -> Markup {
        let Self { title, lead, under, crumbs, badges, actions } = self;
        html! {
            div {
                @if !crumbs.is_empty() {
                    nav.crumbs aria-label="Breadcrumbs" {
                        ol { @for (label, href) in &crumbs { li { a href=(href) { (label) } } } }
                    }
                }
                h1 { bdi { (title) } @if let Some(badges) = badges { " " (badges) } }
                @if !lead.is_empty() { p.under { (lead) } }
                @if let Some(under) = under { div.under { (under) } }
            }
            @if let Some(actions) = actions { div.actions { (actions) } }
        }
    }
}

/// A link that looks like a button.
pub fn link(class: &str, drawing: &str, href: &str, label: &str) -> Markup {
    html! { a class={ "btn " (class) } href=(href) { @if !drawing.is_empty() { (icon(drawing)) } (label) } }
}

/// The tabs of one thing: label, count where it helps, address, and whether it is open.
pub fn tabs(label: &str, tabs: &[(&str, Option<i64>, String, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (label, count, href, current) in tabs {
                a href=(href) aria-current=[current.then_some("page")] {
                    (label) @if let Some(count) = count { span.num { (guildhall::error::thousands(*count)) } }
                }
            }
        }
    }
}

/// What stands above a list: search and filters. `kept` are other parameters of the address.
pub fn tools(label: &str, action: &str, text: &str, kept: &[(&str, &str)], chips: &[ChipItem]) -> Markup {
    tools_with(label, action, text, kept, chips, &[])
}

/// The same with further filters in a menu, in groups under their headings. Those chosen stand beside it, and choosing
/// one again takes it away.
pub fn tools_with(
    label: &str,
    action: &str,
    text: &str,
    kept: &[(&str, &str)],
    chips: &[ChipItem],
    more: &[(&str, Vec<ChipItem>)],
) -> Markup {
    let chosen = more.iter().flat_map(|(group, chips)| chips.iter().map(move |chip| (group, chip)));
    html! {
        div.tools {
            form.search method="get" action=(action) role="search" {
                (icon("search"))
                input.input type="search" name="q" value=[Some(text).filter(|text| !text.is_empty())]
                    placeholder=(label) aria-label=(label) autocomplete="off";
                @for (name, value) in kept.iter().filter(|(_, value)| !value.is_empty()) {
                    input type="hidden" name=(name) value=(value);
                }
            }
            @if chips.len() > 1 { (filters("Filter", chips)) }
            @if !more.is_empty() {
                details.menu.from-right.end {
                    summary.btn.quiet { "More filters" (icon("down")) }
                    div.panel {
                        @for (group, chips) in more {
                            p.label { (group) }
                            @for chip in chips {
                                a href=(chip.href) aria-current=[chip.current.then_some("true")] { (chip.label) }
                            }
                        }
                    }
                }
            }
        }
        @if more.iter().any(|(_, chips)| chips.iter().any(|chip| chip.current)) {
            nav.chips.chosen aria-label="Chosen filters" {
                @for (group, chip) in chosen.filter(|(_, chip)| chip.current) {
                    a href=(chip.href) aria-current="true" {
                        (group) ": " (chip.label) " " span aria-hidden="true" { "×" }
                        span.visually-hidden { ", take away" }
                    }
                }
            }
        }
    }
}

/// Filters as links, so that the chosen one is in the address.
pub fn filters(label: &str, chips: &[ChipItem]) -> Markup {
    html! {
        nav.chips aria-label=(label) {
            @for chip in chips {
                a href=(chip.href) aria-current=[chip.current.then_some("true")] {
                    (chip.label) @if let Some(count) = chip.count { span.num { (guildhall::error::thousands(count)) } }
                }
            }
        }
    }
}

/// A table with a caption for screen readers.
pub fn table(caption: &str, heads: &[Column], rows: &Markup) -> Markup {
    html! {
        table.table {
            caption.visually-hidden { (caption) }
            thead { tr { @for head in heads { (column(head)) } } }
            tbody { (rows) }
        }
    }
}

fn column(head: &Column) -> Markup {
    let class = Some(head.class).filter(|class| !class.is_empty());
    let direction = head.sorted.map(|up| if up { "ascending" } else { "descending" });
    let arrow = head.sorted.map(|up| html! { span aria-hidden="true" { @if up { " ↑" } @else { " ↓" } } });
    html! {
        @match &head.href {
            Some(href) => {
                th scope="col" class=[class] aria-sort=[direction] {
                    a href=(href) { (head.label) @if let Some(arrow) = arrow { (arrow) } }
                }
            }
            // An empty head over a column of acts would be announced as an empty header.
            None if head.label.is_empty() => { td class=[class] {} }
            None => { th scope="col" class=[class] { (head.label) } }
        }
    }
}

/// The way through a list that is read forwards only. Nothing when all of it is shown.
pub fn forward(first: Option<String>, next: Option<String>, text: &str) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav.pager aria-label="Pages" {
                span.num { (text) }
                div.row {
                    @if let Some(first) = first { a.btn href=(first) rel="first" { "First page" } }
                    @if let Some(next) = next { a.btn href=(next) rel="next" { "Next page" } }
                }
            }
        }
    }
}

/// What stands where a list would be: what it is for, and the first act.
pub fn empty(drawing: &str, title: &str, text: &str, act: Option<Markup>) -> Markup {
    html! {
        div.card {
            div.empty {
                (icon(drawing))
                h2 { (title) }
                p { (text) }
                @if let Some(act) = act { div.row { (act) } }
            }
        }
    }
}

/// A remark that must be seen. `tone` is `warn`, `info` or `bad`.
pub fn alert(tone: &str, text: &Markup) -> Markup {
    let drawing = if tone == "info" { "info" } else { "warn" };
    html! { div class={ "alert " (tone) } role="note" { (icon(drawing)) div { p { (text) } } } }
}

/// The beginning of what is said of something, under its name in a row.
pub fn about(description: &Description) -> Markup {
    const SHOWN: usize = 90;
    let description = description.as_str();
    html! {
        @if !description.is_empty() {
            div.small.muted dir="auto" { (beginning(description, SHOWN).replace('\n', " ")) }
        }
    }
}

/// "3 hours ago".
pub fn ago(at: Timestamp) -> Markup {
    crate::ui::ago(at, Timestamp::now())
}

impl FormSheet {
    pub fn new(act: &str) -> Self {
        Self { act: act.to_owned(), class: "stack".to_owned(), ..Self::default() }
    }

    /// The form behind the buttons of a list's rows, which name it by this.
    pub fn of_rows(self, id: &str) -> Self {
        Self { class: "row-form".to_owned(), id: id.to_owned(), ..self }
    }

    pub fn fixed(mut self, name: &str, value: impl ToString) -> Self {
        self.fixed.push((name.to_owned(), value.to_string()));
        self
    }

    pub fn with(mut self, field: impl Into<Field>) -> Self {
        self.fields.push(field.into());
        self
    }

    /// With one button that sends it.
    pub fn submit(self, class: &str, label: &str) -> Self {
        self.with(Field::submit(class, label))
    }
}

impl From<TextSheet> for Field {
    fn from(text: TextSheet) -> Self {
        Self::Text(text)
    }
}

impl From<Markup> for Field {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup.into())
    }
}

impl Field {
    pub fn submit(class: &str, label: &str) -> Self {
        Self::Submit {
            label: label.to_owned(),
            class: class.to_owned(),
            name: String::new(),
            value: String::new(),
            describe: String::new(),
        }
    }

    /// Buttons and links side by side.
    pub fn row(fields: impl IntoIterator<Item = Field>) -> Self {
        Self::Group { class: "row".to_owned(), fields: fields.into_iter().collect() }
    }

    /// A description with its count.
    pub fn description(value: &str, hint: &str) -> Self {
        Self::Area {
            name: "description".into(),
            label: "Description".into(),
            value: value.to_owned(),
            hint: hint.to_owned(),
            rows: 2,
            max: guildhall::text::Description::MAX,
            check: Some(Checked::Description),
        }
    }

    /// One of a few, each with a sentence: value, title, hint.
    pub fn choices(name: &str, legend: &str, options: &[(&str, &str, &str)], value: &str) -> Self {
        let owned =
            |(value, title, hint): &(&str, &str, &str)| (value.to_string(), title.to_string(), hint.to_string());
        Self::Choices {
            name: name.to_owned(),
            legend: legend.to_owned(),
            options: options.iter().map(owned).collect(),
            value: value.to_owned(),
        }
    }

    /// One of many: value and label.
    pub fn select(name: &str, label: &str, options: Vec<(String, String)>, value: &str) -> Self {
        Self::Select {
            name: name.to_owned(),
            label: label.to_owned(),
            options,
            value: value.to_owned(),
            hint: String::new(),
        }
    }
}

impl TextSheet {
    pub fn new(name: &str, label: &str) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), ..Self::default() }
    }

    /// A web address, which may be left out.
    pub fn link(value: &str) -> Self {
        let hint = "May stay empty.".to_owned();
        Self {
            value: value.to_owned(),
            kind: "url".to_owned(),
            check: Some(Checked::Link),
            hint,
            ..Self::new("link", "Link")
        }
    }

    /// What has to be typed to confirm an act.
    pub fn typed(what: &str) -> Self {
        Self { mono: true, required: true, ..Self::new("typed", &format!("Type {what} to confirm")) }
    }
}

//! Pages as the server describes them. What such a page says is put together where it is known; the browser draws it
//! without knowing what there is to say, so that the program does not grow with the pages: markup in which there is
//! nothing to act on is shown as it comes, and forms are made of the same parts as everywhere.

mod draw;
mod field;
mod live_word;
mod page;
#[cfg(feature = "ssr")]
mod words;

use serde::{Deserialize, Serialize};

use crate::ui::Sent;

#[cfg(feature = "ssr")]
pub use live_word::LiveWord;
pub use page::SheetPage;
#[cfg(feature = "ssr")]
pub use words::{Head, about, ago, alert, empty, filters, forward, link, table, tabs, tools, tools_with};

/// A page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// What the document is called, before the name of the site.
    pub title: String,
    /// Where the page stands now, if it was asked for by another address.
    pub moved: Option<String>,
    /// What is said of a public page elsewhere: path and description.
    pub preview: Option<(String, String)>,
    /// The column on the left, as markup, of a page that is not inside a frame that has one.
    pub side: Sent,
    /// Whether it is a page to decide on: one column, not wider than reads well.
    pub narrow: bool,
    /// Title, way there and acts, as markup.
    pub head: Sent,
    pub parts: Vec<Part>,
}

/// A piece of a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Part {
    /// Markup with links at the most.
    Markup(Sent),
    Form(FormSheet),
    /// Under a heading, with what stands at the right of that, as markup.
    Section {
        title: String,
        aside: Sent,
        parts: Vec<Part>,
    },
    /// In a box of this class.
    Group {
        class: String,
        parts: Vec<Part>,
    },
}

/// A form that calls a server function.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FormSheet {
    /// Path of the function.
    pub act: String,
    pub class: String,
    /// What buttons elsewhere on the page name it by.
    pub id: String,
    /// What is sent for every use of it, and tells it from others of the same function.
    pub fixed: Vec<(String, String)>,
    pub fields: Vec<Field>,
}

/// A piece of a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Field {
    Text(TextSheet),
    Area {
        name: String,
        label: String,
        value: String,
        hint: String,
        rows: u32,
        max: u32,
        check: Option<Checked>,
    },
    Choices {
        name: String,
        legend: String,
        options: Vec<(String, String, String)>,
        value: String,
    },
    Select {
        name: String,
        label: String,
        options: Vec<(String, String)>,
        value: String,
        hint: String,
    },
    Tick {
        name: String,
        label: String,
        hint: String,
        ticked: bool,
    },
    /// The password once more: from the beginning, or once the server wants it.
    Password {
        asked: bool,
    },
    Submit {
        label: String,
        class: String,
        name: String,
        value: String,
        describe: String,
    },
    Markup(Sent),
    /// In a box of this class.
    Group {
        class: String,
        fields: Vec<Field>,
    },
}

/// A line to type.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TextSheet {
    pub name: String,
    pub label: String,
    pub value: String,
    pub hint: String,
    /// `text`, `email`, `url`.
    pub kind: String,
    pub placeholder: String,
    /// Set in the letters of names, keys and codes.
    pub mono: bool,
    pub required: bool,
    pub focus: bool,
    pub check: Option<Checked>,
    /// Path of the function that says something about what is typed, a moment after the last key.
    pub live: String,
}

/// What a field may hold, asked in the browser by the same code as on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Checked {
    Description,
    Link,
    TeamName,
}

//! The parts pages are made of. Nothing here knows the domain's use-cases or the server.

mod ago;
mod area;
mod avatar;
mod badge;
mod banner;
mod card;
mod checkbox;
mod chips;
mod choices;
mod copy;
mod counter;
mod dialog;
mod door;
mod email_field;
mod empty;
mod error_page;
mod escape;
mod facts;
mod field;
mod form;
mod form_state;
mod icon;
mod letter;
mod menu;
mod page_head;
mod pager;
mod password_again;
mod plain;
mod post_button;
mod row_form;
mod row_menu;
mod search;
mod select;
mod sent;
mod settled;
mod side_layout;
mod side_nav;
mod stats;
mod steps;
mod strength;
mod submit;
mod table;
mod text_field;
mod thread;
mod timeline;
mod title;
mod toast;
mod top_bar;

pub use ago::{Ago, Now, ago, ago_alone, left};
pub use area::TextArea;
#[cfg(feature = "ssr")]
pub use avatar::person_at;
pub use avatar::{Avatar, Person, Who, avatar, organization, person, who};
pub use badge::{Badge, Kbd, badge};
pub use banner::Banner;
pub use card::{Card, Section};
pub use checkbox::{Checkbox, Hidden, PasswordOf};
pub use chips::{ChipItem, Chips};
pub use choices::{Choice, Choices};
pub use copy::Copy;
pub use counter::Counter;
pub use dialog::{Dialog, DialogBody, DialogFoot};
pub use door::Door;
pub use email_field::EmailField;
pub use empty::Empty;
pub use error_page::ErrorPage;
pub use facts::{Fact, Facts};
pub use form::{Alert, Form, form_of};
pub use form_state::{Check, FormState};
pub use icon::{Icon, Mark, icon};
pub use letter::Letter;
pub use menu::Menu;
pub use page_head::PageHead;
pub use pager::{Forward, Pager};
pub use password_again::PasswordAgain;
pub use plain::{Markup, block, html, names, nav, row_button, section};
pub use post_button::PostButton;
pub use row_form::RowForm;
pub use row_menu::RowMenu;
pub use search::Search;
pub use select::Select;
pub use sent::Sent;
pub use settled::settled;
pub use side_layout::{Narrow, SideLayout, Wide};
#[cfg(feature = "ssr")]
pub use side_nav::side_nav;
pub use side_nav::{NavItem, SideNav};
pub use stats::{Stat, stats};
pub use steps::{Step, steps};
pub use strength::Strength;
pub use submit::Submit;
pub use table::{Column, Table};
pub use text_field::TextField;
pub use thread::{Thread, ThreadEntry};
pub use timeline::{by_day, timeline_item};
pub use title::Title;
pub use toast::Toast;
#[cfg(feature = "hydrate")]
pub use toast::{on_again, say_again};
pub use top_bar::{TopBar, TopUser};

/// An attribute that is left out when it has nothing to say.
fn given(text: impl Into<String>) -> Option<String> {
    Some(text.into()).filter(|text| !text.is_empty())
}

/// A class and what more there is to it, if anything.
fn classes(class: &str, more: &str) -> String {
    if more.is_empty() { class.to_owned() } else { format!("{class} {more}") }
}

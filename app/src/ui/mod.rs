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
mod empty;
mod error_page;
mod escape;
mod facts;
mod field;
mod form;
mod form_state;
mod frame;
mod icon;
mod letter;
mod menu;
mod page_head;
mod pager;
mod post_button;
mod search;
mod select;
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

pub use ago::{Ago, Now};
pub use area::TextArea;
pub use avatar::{Avatar, Person, Who};
pub use badge::{Badge, Kbd};
pub use banner::Banner;
pub use card::{Card, Section};
pub use checkbox::{Checkbox, Hidden, PasswordOf};
pub use chips::{ChipItem, Chips};
pub use choices::{Choice, Choices};
pub use copy::Copy;
pub use counter::Counter;
pub use dialog::{Dialog, DialogBody, DialogFoot};
pub use door::Door;
pub use empty::Empty;
pub use error_page::ErrorPage;
pub use facts::{Fact, Facts};
pub use form::{Alert, Form};
pub use form_state::{Check, FormState};
pub use frame::{Frame, Narrow};
pub use icon::{Icon, Mark};
pub use letter::Letter;
pub use menu::Menu;
pub use page_head::PageHead;
pub use pager::Pager;
pub use post_button::PostButton;
pub use search::Search;
pub use select::Select;
pub use side_nav::{NavItem, SideNav};
pub use stats::{Stat, Stats};
pub use steps::{Step, Steps};
pub use strength::Strength;
pub use submit::Submit;
pub use table::{Head, Table};
pub use text_field::TextField;
pub use thread::{Said, Thread};
pub use timeline::{Timeline, TimelineItem};
pub use title::Title;
pub use toast::Toast;
pub use top_bar::{TopBar, TopUser};

/// An attribute that is left out when it has nothing to say.
fn given(text: impl Into<String>) -> Option<String> {
    Some(text.into()).filter(|text| !text.is_empty())
}

//! The conversation about an application.

mod store;

pub(super) use store::{answer_questions, insert, is_asked, of};

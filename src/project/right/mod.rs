//! Rights that are given: to a person by name, or to a team.

mod give;
mod give_up;
mod join;
mod of_team;
pub(super) mod store;
mod take;

pub use give::{Given, give, give_team};
pub use give_up::give_up;
pub use join::{ask_join, decline_join, joins, let_in};
pub use of_team::of_team;
pub use take::{take, take_team};

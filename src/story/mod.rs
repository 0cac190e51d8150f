#![allow(clippy::unwrap_used)]

//! What the domain does, told as stories on both databases.

mod accounts;
mod applications;
mod appointed;
mod confirmed;
mod doors;
mod found;
mod guarded;
mod hand_over;
mod invitations;
mod keeping;
mod kinds;
mod links;
mod lists;
mod names;
mod people;
mod project_verbs;
mod projects;
mod properties;
mod properties_of_projects;
mod races;
mod races_of_invitations;
mod races_of_members;
mod races_of_projects;
mod reading;
mod rights;
mod rounds;
mod seats;
mod site_admins;
mod store;
mod strangers;
mod suggested;
mod sweep;
mod told;
mod told_people;
mod transfers;
mod undelivered;
mod verbs;
mod waiting;

pub(crate) use store::letters_of_another_version;
pub(crate) use verbs::{PASSWORD, activity, admin, name, sign_in, token, user};

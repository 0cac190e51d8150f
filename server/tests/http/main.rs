//! Black box over HTTP: each file asks for the addresses it is named after, through the front door.
#![allow(clippy::unwrap_used)]

mod administration;
mod away;
mod doors;
mod flood;
mod forms;
mod gone;
mod headers;
mod hostile;
mod letters;
mod links;
mod lists;
mod live;
mod markup;
mod overview;
mod people;
mod pkg;
mod policy;
mod process;
mod rights;
mod test_server;
mod texts;
mod world;

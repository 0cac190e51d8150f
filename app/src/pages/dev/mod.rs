//! Pages that exist in development only.

mod components;
mod mail;

use components::ComponentsPage;
use mail::{DevMailPage, DevMailViewPage};

super::chunk::chunk!(Dev in dev_chunk { ComponentsPage, DevMailPage, DevMailViewPage });

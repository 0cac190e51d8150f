//! The organizations of one user, and founding another.

mod found;
mod list;

use found::FoundPage;
use list::OrgsPage;

super::chunk::chunk!(Orgs in orgs_chunk { OrgsPage, FoundPage });

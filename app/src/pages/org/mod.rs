//! Inside an organization.

mod area;
mod log;
mod overview;

pub use area::OrgArea;
pub use log::OrgLogPage;
pub use overview::OverviewPage;

#[cfg(test)]
pub use overview::tests::acme;

//! Inside an organization.

mod area;
mod log;
mod overview;

use area::OrgArea;
use log::OrgLogPage;
use overview::OverviewPage;

super::chunk::chunk!(Org in org_chunk { OrgArea, OverviewPage, OrgLogPage });

//! The site administration.

mod admins;
mod area;
mod decide;
mod facts;
mod mail;
mod mail_state;
mod mail_view;
mod names;
mod org;
mod queue;
mod queue_query;
mod reports;
mod review;
mod settings;

pub use admins::AdminsPage;
pub use area::AdminArea;
pub use mail::MailPage;
pub use mail_view::MailViewPage;
pub use names::NamesPage;
pub use org::AdminOrgPage;
pub use queue::QueuePage;
pub use reports::ReportsPage;
pub use review::ReviewPage;
pub use settings::SettingsPage;

//! The site administration.

mod area;
mod decide;
mod facts;
mod mail;
mod mail_state;
mod mail_view;
mod queue;
mod queue_query;
mod review;
mod settings;

pub use area::AdminArea;
pub use mail::MailPage;
pub use mail_view::MailViewPage;
pub use queue::QueuePage;
pub use review::ReviewPage;
pub use settings::SettingsPage;

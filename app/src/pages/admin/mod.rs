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

use area::AdminArea;
use mail::MailPage;
use mail_view::MailViewPage;
use queue::QueuePage;
use review::ReviewPage;
use settings::SettingsPage;

super::chunk::chunk!(Admin in admin_chunk { AdminArea, QueuePage, ReviewPage, MailPage, MailViewPage, SettingsPage });

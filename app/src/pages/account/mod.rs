//! Settings of the viewer’s account.

mod area;
mod confirm;
mod device;
mod email;
mod log;
mod password;
mod profile;
mod sessions;
mod theme;

pub use area::AccountArea;
pub use confirm::ConfirmPage;
pub use email::EmailPage;
pub use log::AccountLogPage;
pub use password::PasswordPage;
pub use profile::ProfilePage;
pub use sessions::SessionsPage;

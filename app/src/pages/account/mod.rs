//! Settings of the own account.

mod area;
mod device;
mod email;
mod log;
mod password;
mod profile;
mod sessions;
mod theme;

use area::AccountArea;
use email::EmailPage;
use log::AccountLogPage;
use password::PasswordPage;
use profile::ProfilePage;
use sessions::SessionsPage;

super::chunk::chunk!(Account in account_chunk { AccountArea, ProfilePage, PasswordPage, EmailPage, SessionsPage, AccountLogPage });

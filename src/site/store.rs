use sqlx::AnyConnection;

use super::{Approvals, SiteSettings};
use crate::Result;
use crate::access::Reviewer;

/// The settings in force. What nobody has set, or set to something unknown, has its default.
pub(crate) async fn settings(conn: &mut AnyConnection) -> Result<SiteSettings> {
    let rows: Vec<(String, String)> = sqlx::query_as("select name, value from site_settings").fetch_all(conn).await?;
    let mut settings = SiteSettings::default();
    for (name, value) in rows {
        let number = value.parse().ok();
        match name.as_str() {
            "approvals" => settings.approvals = Approvals::parse(&value).unwrap_or(settings.approvals),
            "open_applications" => settings.open_applications = number.unwrap_or(settings.open_applications),
            "community_seats" => settings.community_seats = number.unwrap_or(settings.community_seats),
            "company_seats" => settings.company_seats = number.unwrap_or(settings.company_seats),
            "invitation_days" => settings.invitation_days = number.unwrap_or(settings.invitation_days),
            "daily_invitations" => settings.daily_invitations = number.unwrap_or(settings.daily_invitations),
            "daily_personal" => settings.daily_personal = number.unwrap_or(settings.daily_personal),
            "sign_ups_of_address" => settings.sign_ups_of_address = number.unwrap_or(settings.sign_ups_of_address),
            "sign_ups_of_network" => settings.sign_ups_of_network = number.unwrap_or(settings.sign_ups_of_network),
            "daily_mails" => settings.daily_mails = number.unwrap_or(settings.daily_mails),
            "hourly_mails" => settings.hourly_mails = number.unwrap_or(settings.hourly_mails),
            _ => {}
        }
    }
    Ok(settings)
}

pub(super) async fn set(conn: &mut AnyConnection, _: &Reviewer, name: &str, value: &str) -> Result<()> {
    sqlx::query(
        "insert into site_settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

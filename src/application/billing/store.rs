use sqlx::AnyConnection;

use super::super::Billing;
use crate::Result;
use crate::id::{ApplicationId, OrgId};

/// Billing details of an application or an organization.
pub(in super::super) async fn of(conn: &mut AnyConnection, holder: &str) -> Result<Option<Billing>> {
    let billing = sqlx::query_as(
        "select legal_name, email, address, country, tax_id, reference from billing_details where holder_id = $1",
    )
    .bind(holder)
    .fetch_optional(conn)
    .await?;
    Ok(billing)
}

/// Takes the place of what was there.
pub(in super::super) async fn set(conn: &mut AnyConnection, id: &ApplicationId, billing: &Billing) -> Result<()> {
    sqlx::query(
        "insert into billing_details (holder_id, legal_name, email, address, country, tax_id, reference)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (holder_id) do update set legal_name = excluded.legal_name, email = excluded.email,
           address = excluded.address, country = excluded.country, tax_id = excluded.tax_id,
           reference = excluded.reference",
    )
    .bind(id.as_str())
    .bind(billing.legal_name.as_str())
    .bind(billing.email.as_str())
    .bind(billing.address.as_str())
    .bind(billing.country.as_str())
    .bind(billing.tax_id.as_str())
    .bind(billing.reference.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the billing details of an application.
pub(in super::super) async fn delete(conn: &mut AnyConnection, id: &ApplicationId) -> Result<()> {
    sqlx::query("delete from billing_details where holder_id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// Hands the billing details of an application to the organization it became.
pub(in super::super) async fn hand_over(conn: &mut AnyConnection, from: &ApplicationId, to: &OrgId) -> Result<()> {
    sqlx::query("update billing_details set holder_id = $2 where holder_id = $1")
        .bind(from.as_str())
        .bind(to.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

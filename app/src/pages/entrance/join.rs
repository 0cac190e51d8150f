use leptos::prelude::*;

use crate::error::Fault;

/// From the page of an invitation that came by mail: the link proves the address, so no second mail is needed.
#[server]
pub async fn join_by_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    use guildhall::text::{AccountName, Password};
    let secret = super::token::secret(&token)?;
    let mut form = guildhall::error::Form::default();
    let name = form.take("name", AccountName::parse_new(&name));
    let password = form.take("password", Password::parse(&password));
    let (name, password) = form.all((name, password))?;
    let origin = crate::server::caller().origin;
    let session = guildhall::invitation::sign_up(&crate::server::db(), &origin, &secret, &name, &password).await?;
    crate::server::keep_session(&session).await?;
    crate::server::go(&guildhall::address::invitation_link(&token));
    Ok(())
}

use guildhall::id::ApplicationId;
use guildhall::text::AccountName;
use leptos::prelude::*;

use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Dialog, DialogBody, DialogFoot, PostButton};

/// A button that withdraws an application, after saying what that means.
#[component]
pub fn WithdrawDialog(action: Act, id: ApplicationId, name: AccountName) -> impl IntoView {
    let fields = vec![("id", id.to_string())];
    view! {
        <Dialog
            id=format!("withdraw-{id}")
            title=format!("Withdraw the application for {name}?")
            open_label="Withdraw application"
            open_class="danger"
        >
            <DialogBody>
                <p>"The name is free for others at once, nobody looks at the application any more, and after 30 days \
                    it is deleted. You can apply again."</p>
            </DialogBody>
            <DialogFoot>
                <PostButton action=action fields=fields class="danger" label="Withdraw application"/>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}

#[server]
pub async fn withdraw_application(#[server(default)] id: String) -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = ApplicationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    guildhall::application::withdraw(&db, &actor, &id).await?;
    crate::server::go_done(guildhall::address::ORGS, crate::done::Done::Withdrawn);
    Ok(())
}

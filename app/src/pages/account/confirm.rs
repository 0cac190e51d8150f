use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Card, Form, Hidden, PageHead, PasswordAgain, Submit, Title};

#[server]
pub async fn confirm_password(
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    if password.is_empty() {
        return Err(guildhall::Error::field("password", guildhall::Problem::Empty).into());
    }
    crate::server::confirmed(&password).await?;
    crate::server::go_back(&next, guildhall::address::ACCOUNT, crate::done::Done::Confirmed);
    Ok(())
}

/// Where a link leads that needs the password once more, such as a download; then back to the page it stood on.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let action = Act::calling::<ConfirmPassword>();
    let query = use_query_map();
    let next = Memo::new(move |_| query.with(|query| query.get("next")).unwrap_or_default());
    view! {
        <Title text="Your password · Account"/>
        <PageHead
            title="Your password"
            lead="What you asked for needs it once more. Then you come back to where you were."
        />
        <Card>
            <Form action=action>
                {move || view! { <Hidden name="next" value=next.get()/> }}
                <PasswordAgain asked=true/>
                <div class="row"><Submit>"Continue"</Submit></div>
            </Form>
        </Card>
    }
    .into_any()
}

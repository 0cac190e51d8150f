use guildhall::account::Theme;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use crate::routes::to;

use crate::error::Fault;
use crate::ui::{Choice, Choices, Form, Submit};

/// `next` is the page to come back to; the account menu is on every page.
#[server]
pub async fn change_theme(#[server(default)] theme: String, #[server(default)] next: String) -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    let theme = Theme::parse(&theme).map_err(|problem| guildhall::Error::field("theme", problem))?;
    guildhall::account::change_theme(&crate::server::db(), &actor, theme).await?;
    crate::server::go(&crate::server::local_path(&next, to::ACCOUNT));
    Ok(())
}

/// Light or dark. A plain form, because the theme stands on the document's first element, outside of what script draws.
#[component]
pub fn ThemeForm(theme: Theme) -> impl IntoView {
    let action = ServerAction::<ChangeTheme>::new();
    let options = Theme::ALL.iter().map(|theme| Choice::new(theme.as_str(), theme.label(), "")).collect();
    view! {
        <Form action=action plain=true>
            <Choices name="theme" legend="Light or dark" options=options value=theme.as_str()/>
            <div class="row">
                <Submit class="">"Use this theme"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

use guildhall::account::Theme;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::error::Fault;
use crate::pages::entrance::SignOut;
use crate::remote::Act;
use crate::ui::{Form, Hidden, Icon};
use guildhall::address as to;

/// Changes the look and comes back to the page one was on.
#[server]
pub async fn change_theme(#[server(default)] theme: String, #[server(default)] next: String) -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    let mut form = guildhall::error::Form::default();
    let theme = form.take("theme", Theme::parse(&theme));
    let (theme,) = form.all((theme,))?;
    guildhall::account::change_theme(&crate::server::db(), &actor, theme).await?;
    crate::server::go(&crate::server::local_path(&next, to::ORGS));
    Ok(())
}

/// What the account menu holds besides its links.
#[component]
pub fn AccountMenu(theme: Theme) -> impl IntoView {
    let sign_out = Act::calling::<SignOut>();
    view! {
        <a href=to::ACCOUNT_LOG><Icon name="log"/>"Your log"</a>
        <hr/>
        <ThemeChoice theme=theme/>
        <hr/>
        <Form action=sign_out class="" plain=true>
            <button type="submit"><Icon name="exit"/>"Sign out"</button>
        </Form>
    }
    .into_any()
}

#[component]
fn ThemeChoice(theme: Theme) -> impl IntoView {
    let change = Act::calling::<ChangeTheme>();
    let path = use_location().pathname;
    let button = move |choice: Theme| {
        let (icon, label) = match choice {
            Theme::System => ("monitor", "System"),
            Theme::Light => ("sun", "Light"),
            Theme::Dark => ("moon", "Dark"),
        };
        let pressed = if choice == theme { "true" } else { "false" };
        view! {
            <button type="submit" name="theme" value=choice.as_str() aria-pressed=pressed>
                <Icon name=icon/>
                {label}
            </button>
        }
    };
    view! {
        <Form action=change class="segments" plain=true>
            {move || view! { <Hidden name="next" value=path.get()/> }}
            {Theme::ALL.iter().copied().map(button).collect_view()}
        </Form>
    }
    .into_any()
}

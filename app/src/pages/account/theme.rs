use guildhall::account::Theme;
use leptos::prelude::*;

use crate::frame::ChangeTheme;
use crate::remote::Act;
use crate::ui::{Choice, Choices, Form, Hidden, Submit};
use guildhall::address as to;

/// Light or dark. A plain form, because the theme stands on the document's first element, outside of what script draws.
#[component]
pub fn ThemeForm(theme: Theme) -> impl IntoView {
    let action = Act::calling::<ChangeTheme>();
    let options = Theme::ALL.iter().map(|theme| Choice::new(theme.as_str(), theme.label(), "")).collect();
    view! {
        <Form action=action plain=true>
            <Hidden name="next" value=to::ACCOUNT/>
            <Choices name="theme" legend="Light or dark" options=options value=theme.as_str()/>
            <div class="row">
                <Submit class="">"Use this theme"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

//! Inside an organization.

mod area;
mod log;
#[cfg(any(feature = "ssr", test))]
mod matters;
mod overview;

use guildhall::org::OrgHeader;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::remote::Fetched;
use crate::ui::Title;

pub use area::OrgArea;
#[cfg(feature = "ssr")]
pub use area::side_of;
pub use log::OrgLogPage;
pub use overview::OverviewPage;

#[cfg(test)]
pub use overview::tests::acme;

/// The organization's name in the address.
pub fn org_name() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("org").unwrap_or_default())
}

/// The page's title with the organization's.
pub fn titled(page: &'static str) -> AnyView {
    let head = expect_context::<Fetched<OrgHeader>>();
    let title = move || {
        Suspend::new(async move {
            head.answer().await.ok().map(|head| view! { <Title text=format!("{page} · {}", head.display_name)/> })
        })
    };
    view! { <Transition>{title}</Transition> }.into_any()
}

use leptos::prelude::*;

use crate::ui::{ErrorPage, Title};

/// Says that nothing is here, or nothing that the reader may see: the page is the same for both.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::server::set_status(404);
    view! {
        <Title text="Not found"/>
        <ErrorPage
            status=404
            title="There is nothing here"
            text="The address may be mistyped, what stood here may be gone, or it is not yours to see. Nothing was \
                changed."
        >
            <a class="btn primary" href="/">"Go to the start"</a>
        </ErrorPage>
    }
    .into_any()
}

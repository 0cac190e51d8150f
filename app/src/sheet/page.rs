use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::{Sheet, draw};
use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::remote::Fetched;

/// Counts the acts of the page that were taken: it is asked for anew after each.
#[derive(Clone, Copy)]
pub(super) struct Again(pub RwSignal<u32>);

/// Any page that the server describes.
#[component]
pub fn SheetPage() -> impl IntoView {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let again = RwSignal::new(0_u32);
    provide_context(Again(again));
    let live = Live::here();
    let page = Fetched::anew_after(
        move || ReadSheet { path: path.get(), query: search.get() },
        move || format!("{} {} {}", again.get(), live.org(), live.user()),
    );
    loaded(page, |page: Sheet| match page.moved {
        Some(there) => view! { <Redirect path=there options=crate::pages::replacing()/> }.into_any(),
        None => draw::sheet(page),
    })
}

/// What stands at an address.
#[server(input = server_fn::codec::GetUrl)]
pub async fn read_sheet(#[server(default)] path: String, #[server(default)] query: String) -> Result<Sheet, Fault> {
    crate::pages::sheets::find(&path, &query).await.map_err(Fault::from)
}

use guildhall::address::{Part, part};
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::{Sheet, draw};
use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::remote::Fetched;

/// Any page that the server describes.
#[component]
pub fn SheetPage() -> impl IntoView {
    let location = use_location();
    // While another page is on its way, this one asks for nothing.
    let asked = Memo::new(move |before: Option<&(String, String)>| {
        let now = (location.pathname.get(), location.search.get());
        let is_here = matches!(part(&now.0), Part::Sheet | Part::Project | Part::Search);
        before.filter(|_| !is_here).cloned().unwrap_or(now)
    });
    // An act that leads to another address is followed there; one that leads to this very address changes it, too.
    let again = RwSignal::new(0_u32);
    #[cfg(feature = "hydrate")]
    crate::ui::on_again(move || again.update(|again| *again += 1));
    let live = Live::here();
    let page = Fetched::anew_after(
        move || {
            let (path, query) = asked.get();
            ReadSheet { path, query }
        },
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

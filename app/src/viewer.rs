use guildhall::account::Viewer;
use guildhall::text::Named;
#[cfg(feature = "ssr")]
use guildhall::text::ProjectAt;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
#[cfg(feature = "ssr")]
use leptos_router::location::Url;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::live::Live;
use crate::remote::Fetched;

/// Whoever looks at the page, asked anew on every page so that the bell is right.
#[derive(Clone, Copy)]
pub struct CurrentViewer(Fetched<Option<Looking>>);

/// Whoever looks, and the organization whose member they are that owns the project they look at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Looking {
    pub viewer: Viewer,
    pub org: Option<Named>,
}

impl CurrentViewer {
    /// `project` is kind and name in the address of a page of one, empty on others.
    pub fn provide(project: Signal<String>) -> Self {
        let path = use_location().pathname;
        let live = Live::here();
        let viewer = Self(Fetched::anew_after(
            move || AskViewer { project: project.get() },
            move || format!("{} {} {}", path.get(), live.user(), live.session()),
        ));
        provide_context(viewer);
        viewer
    }

    /// Nobody, where it cannot be told.
    pub async fn get(self) -> Option<Looking> {
        self.0.answer().await.ok().flatten()
    }
}

#[server(name = AskViewer, input = server_fn::codec::GetUrl)]
pub async fn viewer(#[server(default)] project: String) -> Result<Option<Looking>, Fault> {
    // Before anything is waited for: what belongs to the request is gone when its reader hangs up meanwhile.
    let (db, caller) = (crate::server::db(), crate::server::caller());
    let Some(viewer) = crate::server::viewer().await? else { return Ok(None) };
    let at = project.split_once('/').and_then(|(kind, word)| ProjectAt::parse(kind, &Url::unescape(word)));
    let org = match at {
        Some(at) => guildhall::project::see(&db, caller.actor.as_ref(), &at).await.ok().and_then(|seen| {
            let owner = seen.project.owner.named;
            seen.project.reach.standing.map(|_| owner)
        }),
        None => None,
    };
    Ok(Some(Looking { viewer, org }))
}

use guildhall::account::Viewer;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::error::Fault;
use crate::live::Live;
use crate::remote::Fetched;

/// Whoever looks at the page, asked anew on every page so that the bell is right.
#[derive(Clone, Copy)]
pub struct CurrentViewer(Fetched<Option<Viewer>>);

impl CurrentViewer {
    pub fn provide() -> Self {
        let path = use_location().pathname;
        let live = Live::here();
        let viewer = Self(Fetched::anew_after(
            || AskViewer {},
            move || format!("{} {} {}", path.get(), live.user(), live.session()),
        ));
        provide_context(viewer);
        viewer
    }

    /// Nobody, where it cannot be told.
    pub async fn get(self) -> Option<Viewer> {
        self.0.answer().await.ok().flatten()
    }
}

#[server(name = AskViewer, input = server_fn::codec::GetUrl)]
pub async fn viewer() -> Result<Option<Viewer>, Fault> {
    Ok(crate::server::viewer().await?)
}

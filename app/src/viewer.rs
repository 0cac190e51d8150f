use guildhall::access::Actor;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::error::Fault;

/// Whoever looks at the page, asked anew on every page so that the bell is right.
#[derive(Clone, Copy)]
pub struct Viewer(pub Resource<Option<Actor>>);

impl Viewer {
    pub fn provide() -> Self {
        let path = use_location().pathname;
        let viewer = Self(Resource::new(move || path.get(), |_| async { viewer().await.ok().flatten() }));
        provide_context(viewer);
        viewer
    }
}

#[server(name = AskViewer, input = server_fn::codec::GetUrl)]
pub async fn viewer() -> Result<Option<Actor>, Fault> {
    Ok(crate::server::caller().actor)
}

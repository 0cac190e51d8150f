use guildhall::account::Viewer;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;
use crate::echo::Echo;
use crate::server::{Assets, asked_uri, from_request};

/// The document around the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = from_request::<Viewer>().map(|viewer| viewer.theme.as_str()).filter(|theme| *theme != "system");
    let Assets { js, loader, wasm, css } = expect_context();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link id="style" rel="stylesheet" href=css.to_string()/>
                {address_of_the_form()}
                <script nonce=use_nonce()>{begin(&js, &loader, &wasm)}</script>
                <AutoReload options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Loads the program at once, hands the page over to it when it is complete, and notes the moment from which on script
/// answers. Begun by script rather than by preload links, so that a browser without script loads nothing in vain.
fn begin(js: &str, loader: &str, wasm: &str) -> String {
    format!(
        "{{ const parts = Promise.all([import({js:?}), fetch({wasm:?}), import({loader:?})]); \
         document.addEventListener(\"DOMContentLoaded\", async () => {{ \
         const [app, program] = await parts; \
         await app.default({{ module_or_path: program }}); if (await app.hydrate()) performance.mark(\"live\"); }}); }}"
    )
}

/// A form that is shown again stands at the address it was posted to; the browser is told the page's own, so that a
/// program that takes over finds the page it knows. A URI holds no `<`, so it cannot end the script.
fn address_of_the_form() -> Option<impl IntoView> {
    from_request::<Echo>()?;
    let page = asked_uri()?.path_and_query()?.as_str().replace('<', "%3C");
    Some(view! { <script nonce=use_nonce()>{format!("history.replaceState(null, \"\", {page:?})")}</script> })
}

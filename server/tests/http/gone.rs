//! Readers who hang up while their page is made: nothing of it goes wrong, and the next one is answered.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::StatusCode;

use crate::texts;

static BROKEN: AtomicU32 = AtomicU32::new(0);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_that_nobody_waits_for_is_made_no_further() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.to_string().contains("expected context") {
            BROKEN.fetch_add(1, Ordering::Relaxed);
        }
        before(panic);
    }));
    let stored = texts::stored().await;
    let server = stored.server().await;
    let (_, _, ada) = stored.world.callers.iter().find(|caller| caller.0 == "primary").unwrap();
    let browser = server.holding(ada.as_ref());
    let pages = [
        "/projects/python/gearbox/access?who=max",
        "/projects/python/gearbox/settings",
        "/projects/python/gearbox/transfer?to=sam",
        "/orgs/acme/people",
        "/orgs/acme/projects",
        "/@acme",
        "/search?q=zebra",
    ];
    for round in 0..40 {
        for page in pages {
            let browser = browser.clone();
            // The reader is gone, now sooner and now later.
            let patience = Duration::from_micros(200 * (round % 40));
            let _ = tokio::spawn(async move { tokio::time::timeout(patience, browser.get(page)).await.is_ok() }).await;
        }
    }
    for page in pages {
        assert_eq!(browser.get(page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(BROKEN.load(Ordering::Relaxed), 0, "something asked for what was gone");
}

use super::Mark;
use guildhall::address as to;
use leptos::prelude::*;

/// An entrance page: the hall with its arches beside the desk where one signs in.
#[component]
pub fn Door(children: Children) -> impl IntoView {
    view! {
        <div class="door">
            <section class="hall" aria-label="Guildhall">
                <Arches/>
                <a class="mark" href=to::START>
                    <Mark/>
                    "Guildhall"
                </a>
                <div class="stack">
                    <p class="motto">"One identity for everything your people make."</p>
                    <p>"Roles, approvals and a record of every change."</p>
                </div>
                <span></span>
            </section>
            <main class="desk" id="main">
                <div>
                    <a class="mark" href=to::START>
                        <Mark/>
                        "Guildhall"
                    </a>
                    <div class="stack loose">{children()}</div>
                </div>
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn Arches() -> impl IntoView {
    const HEIGHTS: [i32; 3] = [150, 124, 98];
    let pairs = (0..7).zip(HEIGHTS.into_iter().cycle()).map(|(place, top)| {
        let x = place * 112 - 60;
        format!("M{x} 260V{top}a50 50 0 0 1 100 0V260M{} 260V{}a32 32 0 0 1 64 0V260", x + 18, top + 6)
    });
    let outline: String = pairs.collect();
    view! {
        <svg
            class="arches"
            viewBox="0 0 600 260"
            preserveAspectRatio="xMidYMax slice"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            aria-hidden="true"
        >
            <path d=outline/>
        </svg>
    }
    .into_any()
}

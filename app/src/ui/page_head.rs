use leptos::{children::ViewFnOnce, prelude::*};

/// The head of a page: the one h1, what to know at first sight, and the one primary action on the right.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// A sentence under the title.
    #[prop(optional, into)]
    lead: String,
    /// Under the title, where a sentence of plain text is not enough.
    #[prop(optional, into)]
    under: Option<ViewFnOnce>,
    /// The way here: label and address, without this page.
    #[prop(optional)]
    crumbs: Vec<(String, String)>,
    /// A picture before the title.
    #[prop(optional, into)]
    avatar: Option<ViewFnOnce>,
    #[prop(optional, into)] badges: Option<ViewFnOnce>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
) -> impl IntoView {
    let crumb = |(label, href): (String, String)| {
        view! {
            <li>
                <a href=href>{label}</a>
            </li>
        }
    };
    let way = (!crumbs.is_empty()).then(|| {
        view! {
            <nav class="crumbs" aria-label="Breadcrumbs">
                <ol>{crumbs.into_iter().map(crumb).collect_view()}</ol>
            </nav>
        }
    });
    view! {
        <header class="page-head">
            {avatar.map(ViewFnOnce::run)}
            <div>
                {way}
                <h1>{title} " " {badges.map(ViewFnOnce::run)}</h1>
                {super::given(lead).map(|lead| view! { <p class="under">{lead}</p> })}
                {under.map(|under| view! { <div class="under">{under.run()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
        </header>
    }
    .into_any()
}

use super::Icon;
use leptos::{children::ViewFnOnce, prelude::*};

/// What to do next, in order; done steps stay and are ticked off.
#[component]
pub fn Steps(children: Children) -> impl IntoView {
    view! { <ol class="card steps">{children()}</ol> }.into_any()
}

/// One step, with what remains to be said and the button that begins it.
#[component]
pub fn Step(
    #[prop(optional)] done: bool,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional, into)] action: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <li class=done.then_some("done")>
            <span class="tick">
                <Icon name="check"/>
            </span>
            <div class="what">
                <b>{title}</b>
                {done.then(|| view! { <span class="visually-hidden">" (done)"</span> })}
                {super::given(text).map(|text| view! { <p>{text}</p> })}
            </div>
            {action.map(|action| view! { <div class="act">{action.run()}</div> })}
        </li>
    }
    .into_any()
}

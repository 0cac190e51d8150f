use super::classes;
use crate::echo::Echo;
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// A question that must be answered before going on. Without script it unfolds in place under its button; with script
/// the same content is shown as a modal.
#[component]
pub fn Dialog(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    #[prop(into)] open_label: String,
    /// Classes of the button after `btn`.
    #[prop(default = "")]
    open_class: &'static str,
    /// Path of the server function of the form inside: after it refused a post without script, the dialog is open.
    #[prop(optional)]
    action: &'static str,
    children: Children,
) -> impl IntoView {
    let reveal = NodeRef::<html::Details>::new();
    let dialog = NodeRef::<html::Dialog>::new();
    let refused = use_context::<Option<Echo>>().flatten().is_some_and(|echo| echo.action == action);
    let open = move |event: ev::MouseEvent| {
        let (Some(reveal), Some(dialog)) = (reveal.get_untracked(), dialog.get_untracked()) else { return };
        event.prevent_default();
        // An open dialog cannot become modal, and one inside a closed disclosure cannot be seen.
        dialog.set_open(false);
        reveal.set_open(true);
        let _ = dialog.show_modal();
    };
    let closed = move |_| {
        if let (Some(reveal), Some(dialog)) = (reveal.get_untracked(), dialog.get_untracked()) {
            reveal.set_open(false);
            dialog.set_open(true);
        }
    };
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <details class="reveal" node_ref=reveal open=refused>
            <summary class=classes("btn", open_class) on:click=open>
                {open_label}
            </summary>
            <dialog id=id aria-labelledby=labelled_by open=true node_ref=dialog on:close=closed>
                <header>
                    <h2 id=heading>{title}</h2>
                </header>
                {children()}
            </dialog>
        </details>
    }
    .into_any()
}

/// What a dialog says and asks, above its foot.
#[component]
pub fn DialogBody(children: Children) -> impl IntoView {
    view! { <div class="body">{children()}</div> }.into_any()
}

/// The buttons of a dialog, inside its form: Cancel, then what is given.
#[component]
pub fn DialogFoot(children: Children) -> impl IntoView {
    view! {
        <footer>
            <button type="button" class="btn cancel" on:click=|event| close_around(&event)>
                "Cancel"
            </button>
            {children()}
        </footer>
    }
    .into_any()
}

fn close_around(event: &ev::MouseEvent) {
    if let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
        close_dialog(&target);
    }
}

/// Closes the dialog that the element stands in, if there is one.
pub(super) fn close_dialog(element: &web_sys::Element) {
    let dialog = element.closest("dialog:modal").ok().flatten();
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

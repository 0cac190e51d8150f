use super::{FormState, Icon, dialog::close_dialog};
use crate::remote::Act;
use leptos::{
    context::Provider,
    ev, form as forms, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlElement, HtmlFormElement, UrlSearchParams},
};
use leptos_router::{hooks::use_location, location::Location};
use std::time::Duration;

/// A form that calls a server function. Without script it is a plain POST; with script it is checked first, sent once,
/// and says what is wrong beside each field while everything typed stays.
#[component]
pub fn Form(
    action: Act,
    #[prop(default = "stack")] class: &'static str,
    #[prop(optional, into)] id: String,
    /// Empties the form after it was taken.
    #[prop(optional)]
    reset: bool,
    /// Leaves the page by a POST of the browser even where script runs: for what changes the cookie or the whole
    /// document.
    #[prop(optional)]
    plain: bool,
    children: Children,
) -> impl IntoView {
    drawn(action, Shape { class, id, reset, plain }, &[], children)
}

/// The same for a page that the server describes; `fixed` tells the form from others with the same address.
pub fn form_of(
    action: Act,
    class: &'static str,
    id: String,
    fixed: &[(&'static str, String)],
    children: Children,
) -> AnyView {
    drawn(action, Shape { class, id, ..Shape::default() }, fixed, children)
}

/// How a form looks, how it is sent and what it leaves behind.
#[derive(Default)]
pub(super) struct Shape {
    pub class: &'static str,
    pub id: String,
    pub reset: bool,
    pub plain: bool,
}

/// A page that comes back from the browser's history must not wait for ever.
const PLAIN_WAIT: Duration = Duration::from_secs(5);

/// A form around `children`; `fixed` tells it from others with the same address.
pub(super) fn drawn(action: Act, shape: Shape, fixed: &[(&'static str, String)], children: Children) -> AnyView {
    let Shape { class, id, reset, plain } = shape;
    // Several forms may share an action, as the rows of a list do: only the one that was sent waits and shows the
    // answer.
    let sent = RwSignal::new(false);
    let running = action.pending();
    let pending = Signal::derive(move || sent.get() && (plain || running.get()));
    let state = FormState::new(action.url, fixed, pending);
    let form = NodeRef::<html::Form>::new();
    let on_submit = move |event: ev::SubmitEvent| {
        if event.default_prevented() {
            return;
        }
        if state.pending.get_untracked() {
            event.prevent_default();
            return;
        }
        let Ok(data) = forms::form_data_from_event(&event) else { return };
        let asked = |name: &str| data.has(name) && form.get_untracked().is_none_or(|form| is_shown(&form, name));
        let fine = state.check_all(|name| asked(name).then(|| data.get(name).as_string().unwrap_or_default()));
        if fine && plain {
            sent.set(true);
            set_timeout(move || sent.set(false), PLAIN_WAIT);
            return;
        }
        event.prevent_default();
        if fine {
            sent.set(true);
            #[cfg(feature = "hydrate")]
            if let Some(form) = form.get_untracked() {
                in_rows::busy(&form, event.submitter().as_ref());
            }
            action.send(encoded(&data));
        }
    };
    Effect::new(move |_| {
        if let Some(answer) = action.answer()
            && sent.get_untracked()
        {
            sent.set(false);
            #[cfg(feature = "hydrate")]
            if let Some(form) = form.get_untracked() {
                in_rows::rest(&form);
            }
            match (answer, form.get_untracked()) {
                (Err(fault), _) => state.refuse(fault),
                (Ok(()), Some(form)) => taken(&form, reset),
                (Ok(()), None) => {}
            }
        }
    });
    Effect::new(move |_| {
        if state.focus_asked() > 0 {
            // The marks of what is wrong are in the document one frame later.
            request_animation_frame(move || {
                if let Some(form) = form.get_untracked() {
                    focus_first_wrong(&form);
                }
            });
        }
    });
    let body = view! { <Provider value=state>{children()}</Provider> };
    let page = page();
    view! {
        <form
            method="post"
            action=action.url
            class=class
            id=super::given(id)
            novalidate=true
            node_ref=form
            on:submit=on_submit
        >
            <input type="hidden" name="_page" value=page/>
            {move || {
                let alerts = state.alerts();
                (!alerts.is_empty()).then(|| view! { <Alert>{lines(alerts)}</Alert> })
            }}
            {body}
        </form>
    }
    .into_any()
}

/// The page that the form stands on: without script the server shows it again when the form cannot be taken.
fn page() -> impl Fn() -> String + Clone {
    let Location { pathname, search, .. } = use_location();
    move || match search.get() {
        search if search.is_empty() => pathname.get(),
        search => format!("{}?{search}", pathname.get()),
    }
}

fn lines(alerts: Vec<String>) -> AnyView {
    alerts.into_iter().map(|line| view! { <p>{line}</p> }).collect_view().into_any()
}

/// What stops a form, or what must be known before filling it in.
#[component]
pub fn Alert(
    /// `bad`, `warn`, `info` or `ok`.
    #[prop(default = "bad")]
    tone: &'static str,
    children: Children,
) -> impl IntoView {
    let (role, icon) = match tone {
        "bad" => ("alert", "warn"),
        "ok" => ("status", "check"),
        "warn" => ("note", "warn"),
        _ => ("note", "info"),
    };
    view! {
        <div class=format!("alert {tone}") role=role tabindex="-1">
            <Icon name=icon/>
            <div>{children()}</div>
        </div>
    }
    .into_any()
}

/// The fields as the browser itself would send them.
fn encoded(data: &FormData) -> String {
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(data);
    pairs.map(|pairs| String::from(pairs.to_string())).unwrap_or_default()
}

/// A field that other choices of the form hide must not hold it up.
fn is_shown(form: &HtmlFormElement, name: &str) -> bool {
    let field = form.query_selector(&format!("[name=\"{name}\"]")).ok().flatten();
    field.and_then(|field| field.dyn_into::<HtmlElement>().ok()).is_none_or(|field| field.offset_parent().is_some())
}

fn taken(form: &HtmlFormElement, reset: bool) {
    if reset {
        form.reset();
    }
    close_dialog(form);
}

fn focus_first_wrong(form: &HtmlFormElement) {
    let first = form.query_selector("[aria-invalid=true], .alert").ok().flatten();
    if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// Buttons in rows, which name the form that they send, show nothing by themselves.
#[cfg(feature = "hydrate")]
mod in_rows {
    use leptos::{
        prelude::*,
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlElement, HtmlFormElement},
    };

    /// One is on its way, the others wait for it.
    pub fn busy(form: &HtmlFormElement, pressed: Option<&HtmlElement>) {
        for button in buttons(form) {
            let is_pressed = pressed.is_some_and(|pressed| button.is_same_node(Some(pressed)));
            let _ = button.set_attribute(if is_pressed { "aria-busy" } else { "aria-disabled" }, "true");
        }
    }

    pub fn rest(form: &HtmlFormElement) {
        for button in buttons(form) {
            let _ = button.remove_attribute("aria-busy");
            let _ = button.remove_attribute("aria-disabled");
        }
    }

    fn buttons(form: &HtmlFormElement) -> Vec<Element> {
        // Not `form.id()`: of a form with a field of that name it is the field.
        let named = form.get_attribute("id").map(|id| format!("[form=\"{id}\"]"));
        let found = named.and_then(|named| document().query_selector_all(&named).ok());
        let found = found.map(|found| (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect());
        found.unwrap_or_default()
    }
}

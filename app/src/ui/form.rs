use super::{FormState, Icon, dialog::close_dialog};
use crate::error::Fault;
use guildhall::Error;
use leptos::{
    context::Provider,
    ev, form as forms,
    form::FromFormData,
    html,
    prelude::*,
    server_fn::ServerFn,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlElement, HtmlFormElement},
};
use leptos_router::{hooks::use_location, location::Location};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Sends what was typed; false when the fields do not make up what the server function takes.
type Post = Box<dyn Fn(&FormData) -> bool + Send + Sync>;

/// A form that calls a server function. Without script it is a plain POST; with script it is checked first, sent once, and
/// says what is wrong beside each field while everything typed stays.
#[component]
pub fn Form<S>(
    action: ServerAction<S>,
    #[prop(default = "stack")] class: &'static str,
    #[prop(optional, into)] id: String,
    /// Empties the form after it was taken.
    #[prop(optional)]
    reset: bool,
    /// Leaves the page by a POST of the browser even where script runs: for what changes the cookie or the whole document.
    #[prop(optional)]
    plain: bool,
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Error = Fault> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    wired(action, class, id, Manner { reset, plain }, &[], children)
}

/// A form around `children`; `fixed` tells it from others with the same address.
pub(super) fn wired<S>(
    action: ServerAction<S>,
    class: &'static str,
    id: String,
    manner: Manner,
    fixed: &[(&'static str, String)],
    children: Children,
) -> AnyView
where
    S: ServerFn<Error = Fault> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
    let answer = Signal::derive(move || {
        value.with(|value| value.as_ref().map(|result| result.as_ref().err().map(|fault| fault.clone())))
    });
    let send: Post = Box::new(move |data| match S::from_form_data(data) {
        Ok(input) => {
            action.dispatch(input);
            true
        }
        Err(_) => false,
    });
    // Several forms may share an action, as the rows of a list do: only the one that was sent waits and shows the answer.
    let sent = RwSignal::new(false);
    let running = action.pending();
    let pending = Signal::derive(move || sent.get() && (manner.plain || running.get()));
    let state = FormState::new(S::url(), fixed, pending);
    let shape = Shape { url: S::url(), class, id, manner };
    drawn(state, shape, sent, answer, send, children)
}

struct Shape {
    url: &'static str,
    class: &'static str,
    id: String,
    manner: Manner,
}

/// How a form is sent and what it leaves behind.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner {
    pub reset: bool,
    pub plain: bool,
}

/// A page that comes back from the browser's history must not wait for ever.
const PLAIN_WAIT: Duration = Duration::from_secs(5);

fn drawn(
    state: FormState,
    shape: Shape,
    sent: RwSignal<bool>,
    answer: Signal<Option<Option<Fault>>>,
    send: Post,
    children: Children,
) -> AnyView {
    let Shape { url, class, id, manner } = shape;
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
        if fine && manner.plain {
            sent.set(true);
            set_timeout(move || sent.set(false), PLAIN_WAIT);
            return;
        }
        event.prevent_default();
        if fine {
            sent.set(true);
            if !send(&data) {
                sent.set(false);
                state.refuse(Error::BadRequest.into());
            }
        }
    };
    Effect::new(move |_| {
        if let Some(refused) = answer.get()
            && sent.get_untracked()
        {
            sent.set(false);
            match (refused, form.get_untracked()) {
                (Some(fault), _) => state.refuse(fault),
                (None, Some(form)) => taken(&form, manner.reset),
                (None, None) => {}
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
        <form method="post" action=url class=class id=super::given(id) novalidate=true node_ref=form on:submit=on_submit>
            <input type="hidden" name="_page" value=page />
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
            <Icon name=icon />
            <div>{children()}</div>
        </div>
    }
    .into_any()
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

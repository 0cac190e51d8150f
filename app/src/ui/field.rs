use super::{FormState, Icon, given};
use guildhall::Problem;
use leptos::prelude::*;

/// What every field has: an id, a hint, and what is wrong with it.
#[derive(Clone)]
pub(super) struct Parts {
    pub id: String,
    pub hint: String,
    pub problem: Memo<Option<Problem>>,
}

impl Parts {
    pub(super) fn new(state: FormState, name: &str, id: String, hint: String) -> Self {
        let id = given(id).unwrap_or_else(|| format!("f-{name}"));
        Self { id, hint, problem: state.problem(name) }
    }

    /// Value of `aria-describedby`: the ids of hint and error that are there.
    pub(super) fn described_by(&self) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
        let Self { id, hint, problem } = self.clone();
        move || {
            let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
            let error = problem.with(Option::is_some).then(|| format!("{id}-error"));
            given([error, hint].into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
    }

    /// Value of `aria-invalid`.
    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let problem = self.problem;
        move || problem.with(Option::is_some).then_some("true")
    }

    pub(super) fn error_view(&self) -> AnyView {
        let Self { id, problem, .. } = self.clone();
        (move || {
            problem.get().map(|problem| {
                view! {
                    <span class="error" id=format!("{id}-error")>
                        <Icon name="warn"/>
                        <span>{problem.message()}</span>
                    </span>
                }
            })
        })
        .into_any()
    }

    pub(super) fn hint_view(&self) -> AnyView {
        let id = format!("{}-hint", self.id);
        given(self.hint.clone()).map(|hint| view! { <span class="hint" id=id>{hint}</span> }).into_any()
    }
}

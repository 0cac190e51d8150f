use crate::echo::Echo;
use crate::error::Fault;
use guildhall::{Error, Problem};
use leptos::prelude::*;

/// What a field may hold, asked in the browser by the same code as on the server.
pub type Check = fn(&str) -> Result<(), Problem>;

/// What the fields of a form share: what is wrong, what was typed before, whether the form is on its way.
#[derive(Clone, Copy)]
pub struct FormState {
    /// What is wrong, by field name.
    pub problems: RwSignal<Vec<(String, Problem)>>,
    /// Why the form as a whole was not taken.
    pub general: RwSignal<Option<Fault>>,
    /// The form is on its way. Only ever true where script runs.
    pub pending: Signal<bool>,
    echo: StoredValue<Option<Vec<(String, String)>>>,
    fields: StoredValue<Vec<Field>>,
    asked_for_focus: RwSignal<u32>,
    pressed: StoredValue<bool>,
    /// The field whose check waits until the button is no longer pressed.
    held: StoredValue<Option<(String, String)>>,
}

struct Field {
    name: String,
    required: bool,
    check: Option<Check>,
}

impl FormState {
    /// The state of a form posted to `url`. Takes over what the server says about a post without script, if that post
    /// was of this form: of several with the same address, the one that holds all of `fixed`.
    pub fn new(url: &str, fixed: &[(&'static str, String)], pending: Signal<bool>) -> Self {
        let echo = use_context::<Option<Echo>>().flatten().filter(|echo| {
            let holds = |(name, value): &(&str, String)| echo.values.iter().any(|(n, v)| n == name && v == value);
            echo.action == url && fixed.iter().all(holds)
        });
        let (problems, general, values) = match echo {
            Some(Echo { fault: Fault { error: Error::Invalid(problems), .. }, values, .. }) => {
                (problems, None, Some(values))
            }
            Some(Echo { fault, values, .. }) => (Vec::new(), Some(fault), Some(values)),
            None => (Vec::new(), None, None),
        };
        Self {
            problems: RwSignal::new(problems),
            general: RwSignal::new(general),
            pending,
            echo: StoredValue::new(values),
            fields: StoredValue::new(Vec::new()),
            asked_for_focus: RwSignal::new(0),
            pressed: StoredValue::new(false),
            held: StoredValue::new(None),
        }
    }

    /// The state of the form around, or a blank one for a field that stands alone.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self::new("", &[], Signal::from(false)))
    }

    /// Announces a field: its problems are shown beside it from now on, and its check runs before the form is sent.
    pub fn register(self, name: &str, required: bool, check: Option<Check>) {
        self.fields.update_value(|fields| fields.push(Field { name: name.to_owned(), required, check }));
        let name = name.to_owned();
        on_cleanup(move || {
            self.fields.try_update_value(|fields| {
                if let Some(place) = fields.iter().position(|field| field.name == name) {
                    fields.remove(place);
                }
            });
        });
    }

    /// What the field begins with: what was typed before, or its own value.
    pub fn value(self, name: &str, own: String) -> String {
        self.typed(name).unwrap_or(own)
    }

    /// Whether a box is ticked at first. A form sends nothing for a box that is not.
    pub fn ticked(self, name: &str, own: bool) -> bool {
        if self.echo.with_value(Option::is_some) { self.typed(name).is_some() } else { own }
    }

    fn typed(self, name: &str) -> Option<String> {
        self.echo.with_value(|echo| {
            let (_, value) = echo.as_ref()?.iter().find(|(field, _)| field == name)?;
            Some(value.clone())
        })
    }

    /// What is wrong with a field now.
    pub fn problem(self, name: &str) -> Memo<Option<Problem>> {
        let name = name.to_owned();
        Memo::new(move |_| {
            self.problems
                .with(|problems| problems.iter().find(|(field, _)| *field == name).map(|(_, what)| what.clone()))
        })
    }

    /// Whether the page begins with this field: the first wrong one, else the one that asks for it. A field that
    /// appears later is not what the page begins with; the form itself moves the focus there.
    pub fn begins_with(self, name: &str, asked: bool) -> bool {
        self.problems.with_untracked(|problems| match problems.first() {
            Some((field, _)) => field == name && self.echo.with_value(Option::is_some),
            None => asked && self.general.with_untracked(Option::is_none),
        })
    }

    /// What no field can show: why the form was not taken, and problems of fields that are not there.
    pub fn alerts(self) -> Vec<String> {
        let general = self.general.get().map(|fault| fault.message());
        let known = |name: &String| self.fields.with_value(|fields| fields.iter().any(|field| field.name == *name));
        let problems = self.problems.get();
        let stray = problems.iter().filter(|(name, _)| !known(name)).map(|(_, problem)| problem.message());
        general.into_iter().chain(stray).collect()
    }

    /// Whether the button that sends the form is being pressed.
    pub(super) fn press(self, pressed: bool) {
        self.pressed.set_value(pressed);
        if !pressed && let Some((name, value)) = self.held.try_update_value(Option::take).flatten() {
            self.check(&name, &value);
        }
    }

    /// Asks the field's own check and notes the answer; only later while the button is being pressed, which must not be
    /// pushed from under the pointer by a line that appears.
    pub fn check(self, name: &str, value: &str) {
        if self.pressed.get_value() {
            self.held.set_value(Some((name.to_owned(), value.to_owned())));
            return;
        }
        let found = self.ask(name, value);
        self.problems.update(|problems| {
            problems.retain(|(field, _)| field != name);
            problems.extend(found.map(|problem| (name.to_owned(), problem)));
        });
    }

    /// While one types, a problem only goes away.
    pub fn soften(self, name: &str, value: &str) {
        let wrong = self.problems.with_untracked(|problems| problems.iter().any(|(field, _)| field == name));
        if wrong && self.ask(name, value).is_none() {
            self.problems.update(|problems| problems.retain(|(field, _)| field != name));
        }
    }

    /// Asks every check; true when the form may be sent. `value` gives what a field holds, `None` for one that is not
    /// there.
    pub(super) fn check_all(self, value: impl Fn(&str) -> Option<String>) -> bool {
        let names: Vec<String> =
            self.fields.with_value(|fields| fields.iter().map(|field| field.name.clone()).collect());
        let found: Vec<_> = names
            .into_iter()
            .filter_map(|name| {
                let problem = self.ask(&name, &value(&name)?)?;
                Some((name, problem))
            })
            .collect();
        let fine = found.is_empty();
        self.general.set(None);
        self.problems.set(found);
        if !fine {
            self.ask_for_focus();
        }
        fine
    }

    /// Shows what the server answered.
    pub(super) fn refuse(self, fault: Fault) {
        match fault.error {
            Error::Invalid(problems) => self.problems.set(problems),
            _ => self.general.set(Some(fault)),
        }
        self.ask_for_focus();
    }

    /// Counts how often the first wrong field should have been focused.
    pub(super) fn focus_asked(self) -> u32 {
        self.asked_for_focus.get()
    }

    fn ask_for_focus(self) {
        self.asked_for_focus.update(|count| *count += 1);
    }

    fn ask(self, name: &str, value: &str) -> Option<Problem> {
        self.fields.with_value(|fields| {
            let field = fields.iter().find(|field| field.name == name)?;
            match value.trim().is_empty() {
                true => field.required.then_some(Problem::Empty),
                false => field.check.and_then(|check| check(value).err()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_owner(test: impl FnOnce()) {
        Owner::new().with(test);
    }

    fn short(text: &str) -> Result<(), Problem> {
        if text.len() < 3 { Err(Problem::TooShort { min: 3 }) } else { Ok(()) }
    }

    fn echo(error: Error) -> Option<Echo> {
        Some(Echo { action: "/do/try".into(), values: vec![("name".into(), "ada".into())], fault: error.into() })
    }

    #[test]
    fn a_refused_post_keeps_what_was_typed() {
        in_owner(|| {
            provide_context(echo(Error::field("name", Problem::NameTaken)));
            let state = FormState::new("/do/try", &[], Signal::from(false));
            assert_eq!(state.value("name", "own".into()), "ada");
            assert_eq!(state.value("other", "own".into()), "own");
            assert!(state.begins_with("name", false));
            assert!(!state.begins_with("other", true));
        });
    }

    #[test]
    fn a_refused_post_of_another_form_is_not_shown() {
        in_owner(|| {
            provide_context(echo(Error::NotFound));
            let other = FormState::new("/do/other", &[], Signal::from(false));
            assert!(other.alerts().is_empty());
            let row = FormState::new("/do/try", &[("name", "grace".into())], Signal::from(false));
            assert!(row.alerts().is_empty());
            let same = FormState::new("/do/try", &[("name", "ada".into())], Signal::from(false));
            assert_eq!(same.alerts(), [Error::NotFound.message()]);
        });
    }

    #[test]
    fn a_problem_appears_on_leaving_and_goes_away_while_typing() {
        in_owner(|| {
            let state = FormState::here();
            state.register("name", true, Some(short));
            state.soften("name", "a");
            assert!(state.problems.get_untracked().is_empty());
            state.check("name", "a");
            assert_eq!(state.problems.get_untracked(), [("name".to_owned(), Problem::TooShort { min: 3 })]);
            state.soften("name", "ab");
            assert_eq!(state.problems.get_untracked().len(), 1);
            state.soften("name", "abc");
            assert!(state.problems.get_untracked().is_empty());
        });
    }

    #[test]
    fn nothing_moves_under_a_button_that_is_being_pressed() {
        in_owner(|| {
            let state = FormState::here();
            state.register("name", true, Some(short));
            state.press(true);
            state.check("name", "a");
            assert!(state.problems.get_untracked().is_empty());
            state.press(false);
            assert_eq!(state.problems.get_untracked().len(), 1);
        });
    }

    #[test]
    fn a_problem_without_a_field_is_told_at_the_top() {
        in_owner(|| {
            let state = FormState::here();
            state.register("name", false, None);
            let problems = vec![("name".into(), Problem::NameTaken), ("kind".into(), Problem::NotAChoice)];
            state.refuse(Error::Invalid(problems).into());
            assert_eq!(state.alerts(), [Problem::NotAChoice.message()]);
        });
    }

    #[test]
    fn only_a_filled_form_is_sent() {
        in_owner(|| {
            let state = FormState::here();
            state.register("name", true, Some(short));
            state.register("link", false, Some(short));
            assert!(!state.check_all(|_| Some(String::new())));
            assert_eq!(state.problems.get_untracked(), [("name".to_owned(), Problem::Empty)]);
            assert!(state.check_all(|name| (name == "name").then(|| "ada".to_owned())));
        });
    }
}

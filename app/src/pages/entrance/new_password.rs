use guildhall::account::Strength as Measured;
use guildhall::text::Password;
use leptos::task::spawn_local_scoped_with_cancellation;
use leptos::{ev, prelude::*};

use crate::error::Fault;
use crate::remote::ask;
use crate::ui::{FormState, Strength, TextField, settled};

/// Open to everybody. By POST, so that a half-typed password stands in no address and no access log.
#[server(name = MeasurePassword)]
pub async fn measure_password(
    #[server(default)] password: String,
    #[server(default)] about: String,
) -> Result<Measured, Fault> {
    if let Err(problem) = Password::parse(&password) {
        return Ok(Measured { score: 0, advice: problem.message() });
    }
    let caller = crate::server::caller();
    let own = caller.actor.as_ref().map(|actor| [actor.name.as_str(), actor.email.as_str()]);
    let about: Vec<&str> = own.into_iter().flatten().chain(about.split_whitespace().take(4)).collect();
    Ok(guildhall::account::password_strength(&caller.origin, &password, &about).await?)
}

/// A field for a password to have from now on, which says while one types how hard it is to guess.
#[component]
pub fn NewPassword(
    name: &'static str,
    #[prop(into)] label: String,
    /// What the password should not resemble, where nobody is signed in yet: username and e-mail, with a blank between.
    #[prop(optional, into)]
    about: Signal<String>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    // A form that was taken empties itself, which no input event tells.
    Effect::new(move |_| {
        let emptied = window_event_listener(ev::reset, move |_| typed.set(String::new()));
        on_cleanup(move || emptied.remove());
    });
    let settled = settled(typed.into());
    let measured = RwSignal::new(None::<Measured>);
    Effect::new(move |_| {
        let password = settled.get();
        match Password::parse(&password) {
            Err(problem) => measured.set(Some(Measured { score: 0, advice: problem.message() })),
            Ok(_) => spawn_local_scoped_with_cancellation(async move {
                let question = MeasurePassword { password, about: about.get_untracked() };
                measured.set(ask(question).await.ok());
            }),
        }
    });
    let told_by_field = FormState::here().problem(name);
    let text = Signal::derive(move || match measured.get() {
        Some(measured) if told_by_field.with(Option::is_none) => verdict(&measured),
        _ => String::new(),
    });
    let score = Signal::derive(move || measured.with(|measured| measured.as_ref().map(|measured| measured.score)));
    let begun = Memo::new(move |_| typed.with(|typed| !typed.is_empty()));
    view! {
        <TextField
            name=name
            label=label
            kind="password"
            autocomplete="new-password"
            required=true
            hint="At least 10 characters. A few words that do not belong together are strong and easy to keep."
            check=|text| Password::parse(text).map(|_| ())
            on_input=move |text: String| typed.set(text)
        >
            {move || begun.get().then(|| view! { <Strength text=text score=score/> })}
        </TextField>
    }
    .into_any()
}

fn verdict(measured: &Measured) -> String {
    let word = match measured.score {
        score if score < Measured::ENOUGH => "Too easy to guess.",
        Measured::ENOUGH => "Good.",
        _ => "Very good.",
    };
    format!("{word} {}", measured.advice).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_honest() {
        let said = |score, advice: &str| verdict(&Measured { score, advice: advice.into() });
        assert_eq!(said(0, "Use at least 10 characters."), "Too easy to guess. Use at least 10 characters.");
        assert_eq!(said(3, ""), "Good.");
        assert_eq!(said(4, ""), "Very good.");
    }
}

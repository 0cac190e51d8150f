use guildhall::Problem;
use guildhall::text::{Description, Link, TeamName};
use leptos::prelude::*;

use super::live_word::LiveWordOf;
use super::{Checked, Field, TextSheet};
use crate::remote::known;
use crate::ui::{Check, Checkbox, Choice, Choices, PasswordAgain, Select, Submit, TextArea, TextField};

/// The fields of a form. `scope` tells them from fields of one name in other forms of the page.
pub(super) fn fields(fields: Vec<Field>, scope: &str) -> AnyView {
    fields.into_iter().map(|one| field(one, scope)).collect_view().into_any()
}

fn field(field: Field, scope: &str) -> AnyView {
    let id = |name: &str| format!("f-{scope}-{name}");
    match field {
        Field::Text(sheet) => text(sheet, scope),
        Field::Area { name, label, value, hint, rows, max, check } => match check {
            Some(check) => view! {
                <TextArea
                    id=id(&name)
                    name=name
                    label=label
                    value=value
                    hint=hint
                    rows=rows
                    max=max
                    check=check.code()
                />
            }
            .into_any(),
            None => view! { <TextArea id=id(&name) name=name label=label value=value hint=hint rows=rows/> }.into_any(),
        },
        Field::Choices { name, legend, options, value } => {
            let options = options.into_iter().map(|(value, title, hint)| Choice { value, title, hint }).collect();
            view! { <Choices id=id(&name) name=name legend=legend options=options value=value/> }.into_any()
        }
        Field::Select { name, label, options, value, hint } => {
            view! { <Select id=id(&name) name=name label=label options=options value=value hint=hint/> }.into_any()
        }
        Field::Tick { name, label, hint, ticked } => {
            view! { <Checkbox id=id(&name) name=name label=label hint=hint checked=ticked/> }.into_any()
        }
        Field::Password { asked } => view! { <PasswordAgain asked=asked id=id("password")/> }.into_any(),
        Field::Submit { label, class, name, value, describe } => view! {
            <Submit class=known(&class) name=known(&name) value=value describe=describe>
                {label}
            </Submit>
        }
        .into_any(),
        Field::Markup(markup) => markup.shown(),
        Field::Group { class, fields: inner } => view! { <div class=class>{fields(inner, scope)}</div> }.into_any(),
    }
}

fn text(sheet: TextSheet, scope: &str) -> AnyView {
    let TextSheet { name, label, value, hint, kind, placeholder, mono, required, focus, check, live } = sheet;
    let typed = RwSignal::new(value.clone());
    let kind = if kind.is_empty() { "text" } else { known(&kind) };
    let check: Check = check.map_or(|_| Ok(()), Checked::code);
    let id = format!("f-{scope}-{name}");
    let (field, is_live) = (name.clone(), !live.is_empty());
    view! {
        <TextField
            id=id
            name=name
            label=label
            value=value
            hint=hint
            kind=kind
            autocomplete="off"
            mono=mono
            required=required
            check=check
            placeholder=placeholder
            autofocus=focus
            on_input=move |text: String| typed.set(text)
        >
            {is_live.then(|| view! { <LiveWordOf url=known(&live) field=field text=typed/> })}
        </TextField>
    }
    .into_any()
}

impl Checked {
    fn code(self) -> Check {
        fn of<T>(parsed: Result<T, Problem>) -> Result<(), Problem> {
            parsed.map(drop)
        }
        match self {
            Self::Description => |text| of(Description::parse(text)),
            Self::Link => |text| of(Link::parse(text)),
            Self::TeamName => |text| of(TeamName::parse(text)),
        }
    }
}

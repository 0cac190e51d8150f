use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use leptos::prelude::*;

use super::field::fields;
use super::page::Again;
use super::{FormSheet, Part, Sheet};
use crate::remote::Act;
use crate::ui::{Hidden, Narrow, Section, SideLayout, Title, Wide, form_of};

/// The page, inside a frame or with its own column.
pub fn sheet(sheet: Sheet) -> AnyView {
    let Sheet { title, side, narrow, head, parts: all, .. } = sheet;
    let body = view! {
        {head.as_head()}
        {parts(all)}
    }
    .into_any();
    let body = move || match narrow {
        true => view! { <Narrow>{body}</Narrow> }.into_any(),
        false => view! { <Wide>{body}</Wide> }.into_any(),
    };
    let body = match side.is_empty() {
        true => body(),
        false => view! { <SideLayout side=move || side.as_column()>{body()}</SideLayout> }.into_any(),
    };
    view! {
        <Title text=title/>
        {body}
    }
    .into_any()
}

fn parts(parts: Vec<Part>) -> AnyView {
    parts.into_iter().map(part).collect_view().into_any()
}

fn part(part: Part) -> AnyView {
    match part {
        Part::Markup(markup) => markup.shown(),
        Part::Form(sheet) => form(sheet),
        Part::Section { title, aside, parts: inner } => {
            view! { <Section title=title aside=move || aside.in_line()>{parts(inner)}</Section> }.into_any()
        }
        Part::Group { class, parts: inner } => view! { <div class=class>{parts(inner)}</div> }.into_any(),
    }
}

fn form(sheet: FormSheet) -> AnyView {
    let FormSheet { act, class, id, fixed, fields: inner } = sheet;
    let act = Act::at(ours(&act));
    if let Some(Again(again)) = use_context::<Again>() {
        Effect::new(move |_| {
            if matches!(act.answer(), Some(Ok(()))) {
                let _ = again.try_update(|again| *again += 1);
            }
        });
    }
    let hidden = fixed.clone();
    let inside = move || {
        view! {
            {hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
            {fields(inner)}
        }
        .into_any()
    };
    let fixed: Vec<_> = fixed.into_iter().map(|(name, value)| (ours(&name), value)).collect();
    form_of(act, ours(&class), id, &fixed, Box::new(inside))
}

/// A word of our own code as one that lasts: there are only as many as the code has.
pub(super) fn ours(word: &str) -> &'static str {
    static WORDS: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(word) {
        return known;
    }
    let word: &'static str = String::leak(word.to_owned());
    words.insert(word);
    word
}

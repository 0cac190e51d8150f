use leptos::prelude::*;

use super::field::fields;
use super::{FormSheet, Part, Sheet};
use crate::preview::Preview;
use crate::remote::{Act, known};
use crate::ui::{Hidden, Narrow, Section, SideLayout, Title, Wide, form_of};

/// The page, inside a frame or with its own column.
pub fn sheet(sheet: Sheet) -> AnyView {
    let Sheet { title, preview, side, narrow, head, parts: all, .. } = sheet;
    let preview = preview.map(|(path, said)| view! { <Preview title=title.clone() description=said path=path/> });
    let body = view! {
        {head.head_view()}
        {parts(all)}
    }
    .into_any();
    let body = move || match narrow {
        true => view! { <Narrow>{body}</Narrow> }.into_any(),
        false => view! { <Wide>{body}</Wide> }.into_any(),
    };
    let body = match side.is_empty() {
        true => body(),
        false => view! { <SideLayout side=move || side.column_view()>{body()}</SideLayout> }.into_any(),
    };
    view! {
        <Title text=title/>
        {preview}
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
    let act = Act::at(known(&act));
    // What the function is called stands at the end of its path.
    let scope = act.url.rsplit('/').next().unwrap_or_default();
    let hidden = fixed.clone();
    let inside = move || {
        view! {
            {hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
            {fields(inner, scope)}
        }
        .into_any()
    };
    let fixed: Vec<_> = fixed.into_iter().map(|(name, value)| (known(&name), value)).collect();
    form_of(act, known(&class), id, &fixed, Box::new(inside))
}

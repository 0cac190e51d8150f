use guildhall::Result;
use guildhall::access::{ProjectPermission, require_project};
use guildhall::address as to;
use guildhall::error::thousands;
use guildhall::project::{Consequences, Crowd, Owner, Project, Seen};
use guildhall::text::{AccountName, ProjectAt};

use super::acts::TransferProject;
use super::{frame, path_of, seen};
use crate::pages::sheets::Params;
use crate::sheet::{Field, FormSheet, Head, Part, Sheet, TextSheet, alert, link};
use crate::ui::{Markup, html, icon};

/// Asks to whom a project goes, then says what that changes.
pub async fn transfer(at: &ProjectAt, params: &Params) -> Result<Sheet> {
    let found = match seen(at, "/transfer").await? {
        Ok(seen) => seen,
        Err(moved) => return Ok(moved),
    };
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    require_project(&found.project.reach, ProjectPermission::TransferProject)?;
    if found.project.state == guildhall::project::State::Archived {
        return Err(guildhall::Error::Refused(guildhall::error::Rule::Archived));
    }
    let typed = params.get("to");
    let receiver = match AccountName::typed(typed) {
        Ok(name) => guildhall::project::offer::forecast(&db, &actor, &name).await?,
        Err(_) => None,
    };
    match receiver {
        Some((owner, _)) if owner.named == found.project.owner.named => {
            choose(&found, typed, "It belongs there already.").await
        }
        Some((owner, at_once)) => {
            let consequences = guildhall::project::consequences(&db, &actor, &found, &owner).await?;
            let asked = crate::server::asks_password(&actor);
            consequence_page(&found, &owner, at_once, &consequences, asked).await
        }
        None if typed.is_empty() => choose(&found, "", "").await,
        None => choose(&found, typed, "There is no user or organization of this name.").await,
    }
}

/// To whom.
async fn choose(found: &Seen, typed: &str, wrong: &str) -> Result<Sheet> {
    let named = &found.project.named;
    let action = format!("{}/transfer", to::project(named));
    let form = html! {
        form.stack method="get" action=(action) {
            div.field {
                label for="to" { "New owner" }
                input.input.mono id="to" name="to" value=(typed) required autocomplete="off" autocapitalize="none"
                    spellcheck="false" aria-describedby="to-hint";
                @if !wrong.is_empty() { span.error { (icon("warn")) span { (wrong) } } }
                span.hint id="to-hint" { "Name of a user or of an organization." }
            }
            div.row {
                button.btn.primary { "See what that changes" }
                (link("quiet", "", &to::project_settings(named), "Cancel"))
            }
        }
    };
    Ok(frame(found, "settings").await?.with(Part::section("Transfer", [Part::group("narrow", [form.into()])])))
}

/// What will be so afterwards, then the typed name, then the act.
async fn consequence_page(
    found: &Seen,
    owner: &Owner,
    at_once: bool,
    consequences: &Consequences,
    ask_password: bool,
) -> Result<Sheet> {
    let project: &Project = &found.project;
    let (name, to) = (&project.named.name, &owner.named);
    let lead = match at_once {
        true => {
            format!("You may create projects there, so it happens at once. Its address stays {}.", address(project))
        }
        false => format!(
            "{} decides within some days. Until then you can take it back, and nothing changes.",
            to.display_name
        ),
    };
    let label = match at_once {
        true => format!("Move {name} to {}", to.name),
        false => format!("Offer {name} to {}", to.name),
    };
    let form = FormSheet::new(path_of::<TransferProject>())
        .fixed("kind", project.named.kind.as_str())
        .fixed("project", project.named.word())
        .fixed("to", &to.name)
        .with(TextSheet::typed(name.as_str()))
        .with(Field::Password { asked: ask_password })
        .with(Field::row([
            Field::submit("danger", &label),
            Field::from(link("quiet", "", &to::project_settings(&project.named), "Cancel")),
        ]));
    let head = Head {
        lead,
        crumbs: vec![
            (name.to_string(), to::project(&project.named)),
            ("Settings".to_owned(), to::project_settings(&project.named)),
        ],
        ..Head::new(format!("Transfer {name} to {}", to.name))
    };
    let Consequences { gain, lose, stay } = consequences;
    let mut page = Sheet::new(format!("Transfer {name}"), head);
    if let Some(head) = super::org_head(project).await? {
        page = page.beside(crate::pages::org::side_of(&head, &to::org_projects(&head.name)));
    }
    let three = html! {
        div.three {
            (group("up", "Gain", gain, "Nobody gains a right."))
            (group("warn", "Lose", lose, "Nobody loses a right."))
            (group("check", "Stay", stay, "Nobody has a right by name."))
        }
    };
    let narrow = Part::group("narrow section", [form.into()]);
    let remark = (project.visibility == guildhall::access::Visibility::Internal && !owner.is_org).then(|| {
        Part::from(alert("info", &html! { "It stays internal: only its new owner and those who stay see it." }))
    });
    Ok(page.with(three).with_all(remark).with(narrow))
}

fn address(project: &Project) -> String {
    to::project(&project.named)
}

/// One group of people: by name up to ten, and in numbers beyond.
fn group(drawing: &str, title: &str, crowd: &[Crowd], nobody: &str) -> Markup {
    html! {
        section.card.pad {
            h2 { (icon(drawing)) (title) }
            @if crowd.is_empty() { p.muted { (nobody) } }
            ul.plain {
                @for Crowd { count, what, names } in crowd {
                    li {
                        @if *count > 0 { (thousands(*count)) " " } (what)
                        @if !names.is_empty() {
                            div.small.muted {
                                (names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
                                @let more = count - i64::try_from(names.len()).unwrap_or(*count);
                                @if more > 0 { " and " (thousands(more)) " more" }
                            }
                        }
                    }
                }
            }
        }
    }
}

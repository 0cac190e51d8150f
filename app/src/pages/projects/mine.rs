use guildhall::Result;
use guildhall::address as to;

use super::list::{Shows, rows_of};
use super::list_query::{ListQuery, own_list};
use crate::pages::sheets::Params;
use crate::sheet::{Head, Sheet, empty, link, tools};
use crate::ui::ChipItem;

/// The reader's own projects, and those of others in which the reader has a right by name.
pub async fn mine(params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let (shown, shared) = (ListQuery::read(params), params.get("show") == "shared");
    let list = own_list(shared);
    let after = Some(shown.after.as_str());
    let projects = match shared {
        true => guildhall::project::of_collaborator(&db, &actor, &shown.filter(), after).await?,
        false => guildhall::project::of_account(&db, &actor, &shown.filter(), after).await?,
    };
    let counts = guildhall::project::counts(&mut *db.read().await?, actor.user.as_str()).await?;
    let new = link("primary", "plus", &to::new_project(&actor.name), "New project");
    let page = Sheet::new(
        "Your projects",
        Head {
            lead: "What belongs to your own account. Projects of organizations stand on their pages.".into(),
            actions: Some(new.clone()),
            ..Head::new("Your projects")
        },
    );
    let whose = |label: &str, is_shared: bool, count| ChipItem {
        label: label.to_owned(),
        href: own_list(is_shared),
        count,
        current: shared == is_shared && shown.kind.is_none() && shown.state.is_none(),
    };
    let mut chips = vec![whose("Yours", false, Some(counts.all())), whose("Shared with you", true, None)];
    if !shared {
        chips.extend(shown.chips(&list, &counts).into_iter().skip(1));
    }
    let kept = if shared { vec![("show", "shared")] } else { shown.kept().to_vec() };
    let page = page.with(tools("Find a project", to::PROJECTS, &shown.text, &kept, &chips));
    let is_all = shown.text.is_empty() && shown.kind.is_none() && shown.state.is_none();
    if projects.rows.is_empty() && is_all {
        return Ok(page.with(match shared {
            true => empty(
                "box",
                "Nothing is shared with you",
                "Projects of others in which somebody gave you a right by name are listed here.",
                None,
            ),
            false => empty(
                "box",
                "No projects of your own",
                "Begin one here and bring it into an organization later, or make it there at once.",
                Some(new),
            ),
        }));
    }
    Ok(page.with(rows_of(&shown, &list, &projects, Shows { owners: shared, boxes: false })))
}

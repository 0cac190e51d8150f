use guildhall::Result;
use guildhall::access::{BaseRight, EditSettings, Visibility};

use super::acts::ChangeProjectSettings;
use super::path_of;
use crate::sheet::{Field, FormSheet, Head, Part, Sheet};

/// What an organization lets its Members do with its projects.
pub async fn org_settings(org: &str) -> Result<Sheet> {
    let db = crate::server::db();
    let seen = crate::server::org(org).await?;
    seen.org.reads::<EditSettings>()?;
    let settings = guildhall::org::project_settings(&db, &seen.org).await?;
    let rights: Vec<_> = BaseRight::ALL.iter().map(|right| (right.as_str(), right.label(), about(*right))).collect();
    let shown = [
        (Visibility::Internal.as_str(), "Internal", "Members, and whoever has a right in it, see it."),
        (Visibility::Public.as_str(), "Public", "Everybody sees it, signed in or not."),
    ];
    let form = FormSheet::new(path_of::<ChangeProjectSettings>())
        .fixed("org", &seen.head.name)
        .with(Field::choices("base_right", "Base right of Members", &rights, settings.base_right.as_str()))
        .with(Field::Tick {
            name: "members_create".into(),
            label: "Members may create projects".into(),
            hint: "Owners and Managers always may, and Billing managers never.".into(),
            ticked: settings.members_create,
        })
        .with(Field::choices("default_visibility", "New projects are", &shown, settings.default_visibility.as_str()))
        .with(Field::row([Field::submit("primary", "Save settings")]));
    let head = Head { lead: "They hold for every project, at once.".into(), ..Head::new("Settings") };
    let page = Sheet::new(format!("Settings · {}", seen.head.display_name), head).narrow();
    Ok(page.with(Part::section("Projects", [form.into()])))
}

fn about(right: BaseRight) -> &'static str {
    match right {
        BaseRight::None => "They see that a project is there and open none without being given a right.",
        BaseRight::Read => "They read every project that is not locked.",
        BaseRight::Publish => "They also publish versions.",
        BaseRight::Maintain => "They also edit what is said of a project.",
    }
}

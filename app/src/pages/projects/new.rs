use guildhall::Result;
use guildhall::access::{Permission, Role, Standing, Visibility, allows};
use guildhall::address as to;
use guildhall::text::{AccountName, ProjectKind};

use super::acts::{CheckProjectName, CreateProject};
use super::path_of;
use crate::pages::sheets::Params;
use crate::sheet::{Field, FormSheet, Head, Sheet, TextSheet, link};

/// The form that makes a project, in the reader's own account or an organization.
pub async fn new(params: &Params) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let wanted = AccountName::parse(params.get("owner")).ok();
    let mut owners = vec![(actor.name.to_string(), format!("{} (you)", actor.named()))];
    let mut chosen = actor.name.to_string();
    for org in guildhall::org::mine(&db, &actor).await? {
        let may = allows(Standing { role: org.role, primary: false }, Permission::CreateProjects);
        if may && (org.role != Role::Member || org.members_create) {
            let is_wanted = wanted.as_ref().is_some_and(|wanted| wanted.key() == org.name.key());
            if is_wanted {
                chosen = org.name.to_string();
            }
            let named = guildhall::text::Named { name: org.name.clone(), display_name: org.display_name };
            owners.push((org.name.to_string(), named.to_string()));
        } else if wanted.as_ref().is_some_and(|wanted| wanted.key() == org.name.key()) {
            // Whoever was led here from an organization is told why it cannot be there.
            guildhall::access::require(Standing { role: org.role, primary: false }, Permission::CreateProjects)?;
            return Err(guildhall::Error::Forbidden(guildhall::error::Who::Managers));
        }
    }
    let back = match chosen == actor.name.as_str() {
        true => to::PROJECTS.to_owned(),
        false => AccountName::parse(&chosen).map(|name| to::org_projects(&name)).unwrap_or_default(),
    };
    let kinds: Vec<_> = ProjectKind::ALL.iter().map(|kind| (kind.as_str(), kind.label(), about(*kind))).collect();
    let shown: Vec<_> = Visibility::ALL.iter().map(|one| (one.as_str(), one.label(), seen_by(*one))).collect();
    let form = FormSheet::new(path_of::<CreateProject>())
        .with(Field::select("owner", "Owner", owners, &chosen))
        .with(Field::choices("kind", "Kind", &kinds, ProjectKind::App.as_str()))
        .with(TextSheet {
            mono: true,
            focus: true,
            hint: "An app without a name gets one. Names count once for the whole site.".into(),
            live: path_of::<CheckProjectName>().to_owned(),
            ..TextSheet::new("name", "Name")
        })
        .with(Field::description("", "One or two sentences. May stay empty."))
        .with(TextSheet::link(""))
        .with(Field::choices("visibility", "Who may see it", &shown, Visibility::Internal.as_str()))
        .with(Field::row([
            Field::submit("primary", "Create project"),
            Field::from(link("quiet", "", &back, "Cancel")),
        ]));
    let head = Head {
        lead: "It belongs to its owner; its address stays the same whoever that becomes.".into(),
        ..Head::new("New project")
    };
    Ok(Sheet::new("New project", head).narrow().with(form))
}

fn about(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::App => "A program that runs on a platform.",
        ProjectKind::Python => "Published for pip and uv.",
        ProjectKind::NuGet => "Published for .NET.",
        ProjectKind::Infrastructure => "Machines, networks, racks.",
    }
}

pub(super) fn seen_by(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "Everybody, signed in or not.",
        Visibility::Internal => "Members of its organization, and whoever has a right in it.",
    }
}

use super::note::note;
use super::{Change, LastAct, ProjectFor, name, store};
use crate::access::{Actor, RenameProject};
use crate::db::Db;
use crate::text::{NamedProject, ProjectAt, ProjectKey, ProjectKind, ProjectName, straight};
use crate::{Error, Problem, Result};

/// Gives a project another name; the ones it had lead to it for ever. `typed` is its present name. Returns how it is
/// called now.
pub async fn rename(db: &Db, actor: &Actor, at: &ProjectAt, name: &str, typed: &str) -> Result<NamedProject> {
    let wanted = ProjectName::parse(at.kind, name).map_err(|problem| Error::field("name", problem))?;
    let mut tx = db.begin().await?;
    let project = ProjectFor::<RenameProject>::hold(&mut tx, actor, at).await?;
    let before = &project.project.named;
    if !is_typed(typed, before) {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    if before.name == wanted {
        return Err(Error::field("name", Problem::CalledSo));
    }
    let key = name::claim(&mut tx, at.kind, &wanted, &project.owner_id, &project.id).await?;
    let named = NamedProject { kind: at.kind, name: wanted, key };
    store::set_name(&mut tx, &project.id, &named).await?;
    store::act(&mut tx, &project.id, LastAct::Renamed, &actor.user).await?;
    let change = Change::ProjectRenamed {
        project: named.clone(),
        owner: project.project.owner.clone(),
        before: before.name.clone(),
    };
    note(&mut tx, actor, &project, None, change).await?;
    tx.commit().await?;
    Ok(named)
}

/// Whether a project's name was typed, as its kind compares names.
pub(super) fn is_typed(typed: &str, project: &NamedProject) -> bool {
    let (typed, kind) = (straight(typed), project.kind);
    match kind {
        ProjectKind::Infrastructure => typed.trim() == project.name.as_str(),
        _ => ProjectKey::of(kind, &typed) == ProjectKey::of(kind, project.name.as_str()),
    }
}

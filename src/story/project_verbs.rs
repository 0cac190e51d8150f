//! What stories about projects do again and again.

use super::verbs::{name, person};
use crate::access::{Actor, Right, Visibility};
use crate::db::Db;
use crate::org;
use crate::project::{self, Details, Filter, Given, NewProjectForm, Person, Project};
use crate::text::{Description, NamedProject, ProjectAt};
use crate::{Error, Result};

/// Makes a project in an account.
pub async fn make(db: &Db, actor: &Actor, owner: &str, kind: &str, project: &str) -> Result<NamedProject, Error> {
    let form = NewProjectForm { kind: kind.into(), name: project.into(), ..NewProjectForm::default() };
    project::create(db, actor, &name(owner), &form.parse()?).await
}

pub fn at(project: &NamedProject) -> ProjectAt {
    project.into()
}

/// A project as somebody finds it.
pub async fn seen(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<Project, Error> {
    project::see(db, Some(actor), at).await.map(|seen| seen.project)
}

/// What somebody may do in a project; nothing where it is not found.
pub async fn right(db: &Db, actor: &Actor, at: &ProjectAt) -> Option<Right> {
    seen(db, actor, at).await.ok()?.reach.right()
}

pub async fn give(db: &Db, actor: &Actor, at: &ProjectAt, who: &str, right: Right) -> Result<Given, Error> {
    project::give(db, actor, at, &Person::parse(who).expect("a person"), right).await
}

/// Names of an organization's projects as one of its members finds them.
pub async fn listed(db: &Db, actor: &Actor, org: &str, filter: &Filter) -> Vec<String> {
    let seen = org::see(db, actor, &name(org)).await.expect("a member");
    let page = project::of_org(db, actor, &seen.org, filter, None).await.expect("a page");
    page.rows.into_iter().map(|row| row.named.name.to_string()).collect()
}

pub async fn org_id(db: &Db, actor: &Actor, org: &str) -> String {
    org::id(db, actor, &name(org)).await.expect("a member").to_string()
}

/// One of the acts that need a right, with what it needs filled in.
pub async fn try_act(db: &Db, actor: &Actor, at: &ProjectAt, act: &str) -> Result<(), Error> {
    let details = Details { description: Description::parse("Another word").expect("short"), link: None };
    match act {
        "edit" => project::edit(db, actor, at, &details).await,
        "show" => project::show(db, actor, at, Visibility::Public).await,
        "lock" => project::lock(db, actor, at).await,
        "rename" => project::rename(db, actor, at, "another-name", &at.word).await.map(drop),
        "archive" => project::archive(db, actor, at).await,
        "delete" => project::delete(db, actor, at, &at.word).await,
        "give" => project::give(db, actor, at, &Person::User(actor.name.clone()), Right::Read).await.map(drop),
        "transfer" => project::offer::transfer(db, actor, at, &name("bob"), &at.word).await.map(drop),
        other => panic!("no act {other}"),
    }
}

/// Somebody who is no member of anything.
pub async fn stranger(db: &Db) -> Actor {
    person(db, "stranger").await
}

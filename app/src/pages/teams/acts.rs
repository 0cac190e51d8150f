//! What the forms of these pages call.

use guildhall::address as to;
use guildhall::error::Form;
use guildhall::text::{AccountName, Description, TeamName};
use leptos::prelude::*;

use crate::done::Done;
use crate::error::Fault;
use crate::server::{actor, db, go_done, name};

#[server]
pub async fn create_team(
    #[server(default)] org: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (db(), actor()?, crate::server::name(&org)?);
    let (name, description) = parsed(&name, &description)?;
    let team = guildhall::team::create(&db, &actor, &org, &name, &description).await?;
    go_done(&to::team(&org, &team), Done::TeamCreated);
    Ok(())
}

#[server]
pub async fn edit_team(
    #[server(default)] org: String,
    #[server(default)] team: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (db(), actor()?, crate::server::name(&org)?);
    let (name, description) = parsed(&name, &description)?;
    let team = guildhall::team::edit(&db, &actor, &org, &team, &name, &description).await?;
    go_done(&to::team(&org, &team), Done::TeamSaved);
    Ok(())
}

fn parsed(name: &str, description: &str) -> Result<(TeamName, Description), Fault> {
    let mut form = Form::default();
    let name = form.take("name", TeamName::parse(name));
    let description = form.take("description", Description::parse(description));
    Ok(form.all((name, description))?)
}

#[server]
pub async fn delete_team(
    #[server(default)] org: String,
    #[server(default)] team: String,
    #[server(default)] typed: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (db(), actor()?, name(&org)?);
    guildhall::team::delete(&db, &actor, &org, &team, &typed).await?;
    go_done(&to::teams(&org), Done::TeamDeleted);
    Ok(())
}

/// `people` are usernames, as somebody types or pastes a list.
#[server]
pub async fn add_to_team(
    #[server(default)] org: String,
    #[server(default)] team: String,
    #[server(default)] people: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (db(), actor()?, name(&org)?);
    let words = people.split([',', ';', '\n', '\r', '\t', ' ']).filter(|word| !word.trim().is_empty());
    let names: Result<Vec<_>, _> = words.map(AccountName::typed).collect();
    let names = names.map_err(|wrong| guildhall::Error::field("people", wrong))?;
    let done = match guildhall::team::add(&db, &actor, &org, &team, &names).await? {
        0 => Done::TeamJoinedAlready,
        _ => Done::TeamJoined,
    };
    go_done(&to::team(&org, &team), done);
    Ok(())
}

/// `id` is a username.
#[server]
pub async fn take_from_team(
    #[server(default)] org: String,
    #[server(default)] team: String,
    #[server(default)] id: String,
) -> Result<(), Fault> {
    let (db, actor, org, user) = (db(), actor()?, name(&org)?, name(&id)?);
    guildhall::team::remove(&db, &actor, &org, &team, &user).await?;
    go_done(&to::team(&org, &team), Done::TeamLeft);
    Ok(())
}

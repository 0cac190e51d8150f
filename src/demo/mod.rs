//! The believable world of `guildhall demo`: a dozen people made by the same use-cases as everybody, aged as if months
//! had passed, and as large a crowd around them as asked for.

mod crowd;
mod projects;
mod stock;
mod store;
mod world;

use crate::Result;
use crate::db::Db;

/// Most people a demo can have.
pub const MOST: u32 = 1_000_000;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "plenty of brass wheels";

/// Somebody whom the operator can sign in as.
#[derive(Clone, Debug, PartialEq)]
pub struct Login {
    pub name: String,
    pub password: String,
    /// Who that is, in a few words.
    pub about: &'static str,
}

/// Fills an empty database, with `people` more users than the story needs. Returns `None` when it is not empty.
pub async fn fill(db: &Db, people: u32) -> Result<Option<Vec<Login>>> {
    if !store::is_empty(&mut *db.read().await?).await? {
        return Ok(None);
    }
    world::found(db).await?;
    crowd::gather(db, people.min(MOST)).await?;
    let login =
        |person: &world::Person| Login { name: person.name.into(), password: PASSWORD.into(), about: person.about };
    Ok(Some(world::PEOPLE.iter().map(login).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::{self, Filter};
    use crate::db::test::db_test;
    use crate::story::{activity, name, sign_in};
    use crate::text::ProjectAt;
    use crate::{org, project};

    db_test!(a_demo_is_a_site_in_use, |db| async move {
        let logins = fill(&db, 300).await.expect("filled").expect("it was empty");
        assert_eq!(logins.len(), world::PEOPLE.len());
        let ada = sign_in(&db, "ada", PASSWORD).await.expect("ada signs in");
        let acme = org::head(&db, &ada, &name("acme-widgets")).await.expect("ada's organization");
        assert_eq!((acme.members, acme.owners), (8, 2));
        let bearings = project::see(&db, None, &ProjectAt::parse("nuget", "acme.bearings").expect("a name")).await;
        assert_eq!(bearings.expect("everybody finds it").project.owner.named.name, name("acme-widgets"));
        assert!(activity(&db, &ada, "acme-widgets").await.is_ok_and(|events| !events.is_empty()));
        let warden = sign_in(&db, "warden", PASSWORD).await.expect("the site admin signs in");
        let queue = application::queue(&db, &warden, &Filter::default(), None).await.expect("the queue");
        assert!(queue.waiting >= 4, "{}", queue.waiting);
        assert_eq!(fill(&db, 0).await, Ok(None), "a full database stays as it is");
    });
}

use super::candidate;
use crate::access::{Actor, ManagePeople};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::org::{Kind, OrgFor};
use crate::site::Suggestions;
use crate::text::{AccountName, Named, Search};
use crate::{Result, site};

/// Users that are shown at one time.
const SHOWN: i64 = 8;
/// With fewer letters than these nobody is meant yet.
const LETTERS: usize = 2;

/// Users whose name or username begins like this, and who could be invited: neither members nor invited already.
/// Nobody where the site does not suggest.
pub async fn suggest(db: &Db, actor: &Actor, org: &AccountName, typed: &str) -> Result<Vec<Named>> {
    let settings = site::settings_of(db).await?;
    let mut conn = db.read().await?;
    let org = OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    let search = Search::new(typed);
    // Nobody can be invited to a Personal organization, which anybody can found.
    if org.kind == Kind::Personal {
        return Ok(Vec::new());
    }
    if settings.suggestions == Suggestions::Nobody || search.words.chars().count() < LETTERS {
        return Ok(Vec::new());
    }
    candidate::suggested(&mut conn, &org, &search, Timestamp::now(), SHOWN).await
}

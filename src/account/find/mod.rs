mod store;

use super::Brief;
use crate::Result;
use crate::db::{Db, page};
use crate::text::Search;

/// Users and organizations by words that their names hold; those first that begin so. At most `most` of each, and
/// whether there are more. Public on purpose, as their pages are; nobody is found who is suspended.
pub async fn find(db: &Db, orgs: bool, text: &str, most: u32) -> Result<(Vec<Brief>, bool)> {
    let search = Search::new(text);
    if search.is_empty() {
        return Ok((Vec::new(), false));
    }
    let limit = i64::from(most);
    let found = store::find(&mut *db.read().await?, orgs, &search, limit + 1).await?;
    let (found, next) = page(found, limit, |_| ());
    Ok((found, next.is_some()))
}

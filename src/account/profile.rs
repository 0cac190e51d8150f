use super::{Change, Profile, Public, Theme, store};
use crate::access::Actor;
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};
use crate::text::AccountName;
use crate::{Error, Result};

/// What stands at `/@name`.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicPage {
    Here(Public),
    /// The account goes by this spelling or another name now.
    Moved(AccountName),
}

/// The public page of an account. Public on purpose.
pub async fn public_page(db: &Db, name: &AccountName) -> Result<PublicPage> {
    let page = store::public(&mut *db.read().await?, &name.key()).await?.ok_or(Error::NotFound)?;
    if page.name == *name { Ok(PublicPage::Here(page)) } else { Ok(PublicPage::Moved(page.name)) }
}

/// The caller's own profile.
pub async fn profile(db: &Db, actor: &Actor) -> Result<Profile> {
    store::profile(&mut *db.read().await?, &actor.user).await
}

/// Changes the caller's own profile.
pub async fn change_profile(db: &Db, actor: &Actor, profile: &Profile) -> Result<()> {
    let mut tx = db.begin().await?;
    let before = store::profile(&mut tx, &actor.user).await?;
    if before == *profile {
        return Ok(());
    }
    store::set_profile(&mut tx, &actor.user, profile).await?;
    let change = Change::ProfileChanged { before, after: profile.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change)).await?;
    tx.commit().await
}

/// Changes how the site looks to the caller.
pub async fn change_theme(db: &Db, actor: &Actor, theme: Theme) -> Result<()> {
    let mut tx = db.begin().await?;
    let before = store::theme(&mut tx, &actor.user).await?;
    store::set_theme(&mut tx, &actor.user, theme).await?;
    record(&mut tx, Record::new(By::Actor(actor), Change::ThemeChanged { before, after: theme })).await?;
    tx.commit().await
}

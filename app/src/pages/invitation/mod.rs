//! Where an invitation is answered, by its link or from a banner.

mod answer;
mod join;
mod page;

#[cfg(feature = "ssr")]
pub use answer::{AcceptInvitation, DeclineInvitation};
pub use page::InvitationPage;

/// The invitation that a form or an address means: by the token of a mailed link, or by its id for whoever it is for.
#[cfg(feature = "ssr")]
fn key(id: &str, token: &str) -> guildhall::Result<guildhall::invitation::Key> {
    use guildhall::id::InvitationId;
    use guildhall::invitation::Key;
    use guildhall::token::Secret;
    let link = Secret::parse(token).map(Key::Link);
    link.or_else(|| InvitationId::parse(id).map(Key::Own)).ok_or(guildhall::Error::NotFound)
}

use sqlx::AnyConnection;

use super::store;
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::id::ProjectId;
use crate::text::{ProjectKey, ProjectKind, ProjectName};
use crate::{Error, Problem, Result};

/// Numbers that are tried behind the address of an infrastructure project whose name another has. Then it is a number
/// that nobody has.
const NUMBERS: u32 = 10;

/// Whether a name can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Free,
    Taken,
    /// A package of another owner has nearly the same: which, if it is public.
    LooksLike(Option<ProjectName>),
}

/// Whether the caller's own account could have a name. Public among users on purpose: forms ask while one types.
pub async fn standing(db: &Db, actor: &Actor, kind: ProjectKind, name: &ProjectName) -> Result<Standing> {
    let mut conn = db.read().await?;
    if kind == ProjectKind::Infrastructure {
        return Ok(Standing::Free);
    }
    let key = ProjectKey::of(kind, name.as_str());
    if store::is_name_held(&mut conn, kind, &key).await? {
        return Ok(Standing::Taken);
    }
    if !kind.is_package() {
        return Ok(Standing::Free);
    }
    let alike = store::look_alike(&mut conn, kind, name, &key, actor.user.as_str()).await?;
    Ok(alike.map_or(Standing::Free, Standing::LooksLike))
}

/// Takes a name for a project; of two at the same moment one wins. Several infrastructure projects may have one name,
/// and are told apart by a number in their address. A name that the project had before is its own.
pub(super) async fn claim(
    conn: &mut AnyConnection,
    kind: ProjectKind,
    name: &ProjectName,
    owner_id: &str,
    project: &ProjectId,
) -> Result<ProjectKey> {
    let key = ProjectKey::of(kind, name.as_str());
    let now = Timestamp::now();
    if kind == ProjectKind::Infrastructure {
        let numbered = (2..NUMBERS).chain([any_number()]).map(|number| key.numbered(number));
        for key in std::iter::once(key.clone()).chain(numbered) {
            if store::insert_name(conn, kind, name, &key, project, now).await? {
                return Ok(key);
            }
        }
        return Err(Error::field("name", Problem::ProjectTaken));
    }
    if kind.is_package()
        && let Some(alike) = store::look_alike(conn, kind, name, &key, owner_id).await?
    {
        let problem = alike.map_or(Problem::LooksLikeAnother, |name| Problem::LooksLike { name: name.to_string() });
        return Err(Error::field("name", problem));
    }
    match store::insert_name(conn, kind, name, &key, project, now).await? {
        true => Ok(key),
        false => Err(Error::field("name", Problem::ProjectTaken)),
    }
}

fn any_number() -> u32 {
    let [.., a, b, c, d] = uuid::Uuid::now_v7().into_bytes();
    u32::from_be_bytes([a, b, c, d])
}

const FIRST: [&str; 32] = [
    "amber", "autumn", "brave", "bright", "calm", "clear", "cool", "copper", "crisp", "damp", "dawn", "early",
    "frosty", "gentle", "golden", "green", "hidden", "late", "lively", "misty", "patient", "plain", "quiet", "rapid",
    "rough", "silent", "silver", "steady", "still", "warm", "wide", "young",
];
const SECOND: [&str; 32] = [
    "bay", "beach", "bird", "breeze", "brook", "cliff", "cloud", "coast", "creek", "dew", "dune", "field", "fire",
    "flower", "fog", "forest", "glade", "grove", "harbor", "hill", "lake", "leaf", "meadow", "moon", "peak", "pine",
    "pond", "rain", "river", "shore", "stone", "wind",
];

/// A name for an app that nobody named.
pub(super) fn made_up() -> Result<ProjectName> {
    let random = uuid::Uuid::now_v7().into_bytes();
    let [.., a, b, c, d] = random;
    let pick = |words: &[&'static str; 32], byte: u8| words[usize::from(byte) % 32];
    let number = 1_000 + u16::from_be_bytes([c, d]) % 9_000;
    let name = format!("{}-{}-{number}", pick(&FIRST, a), pick(&SECOND, b));
    ProjectName::parse(ProjectKind::App, &name).map_err(|_| Error::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_makes_a_name_that_an_app_may_have() {
        for word in FIRST.iter().chain(&SECOND) {
            assert!(word.len() <= 12 && word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
        }
        let names: std::collections::BTreeSet<_> = (0..100).filter_map(|_| Some(made_up().ok()?.to_string())).collect();
        assert!(names.len() > 90, "{names:?}");
    }
}

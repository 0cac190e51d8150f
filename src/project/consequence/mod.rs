mod store;

use sqlx::AnyConnection;

use super::{Owner, Seen};
use crate::access::{Actor, Right, Role, SeeOrg};
use crate::db::Db;
use crate::org::OrgFor;
use crate::text::Named;
use crate::{Result, org};

/// People whom a transfer concerns alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// 0 where it is not told.
    pub count: i64,
    /// What becomes of them, to follow their number.
    pub what: String,
    /// The first ten.
    pub names: Vec<Named>,
}

/// What a transfer would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    pub gain: Vec<Crowd>,
    pub lose: Vec<Crowd>,
    pub stay: Vec<Crowd>,
}

/// Who would gain, lose and keep a right if a project went to this owner. The people of an organization are told to its
/// members alone.
pub async fn consequences(db: &Db, actor: &Actor, seen: &Seen, to: &Owner) -> Result<Consequences> {
    let mut conn = db.read().await?;
    let from = &seen.project.owner;
    let locked = seen.project.reach.locked;
    let lose = of_owner(&mut conn, from, locked, Ending::Lose).await?;
    let gain = match !to.is_org || OrgFor::<SeeOrg>::check(&mut conn, actor, &to.named.name).await.is_ok() {
        true => of_owner(&mut conn, to, locked, Ending::Gain).await?,
        false => {
            let what = format!("The people of {}, each by their role", to.named.display_name);
            vec![Crowd { count: 0, what, names: Vec::new() }]
        }
    };
    let by_name = store::collaborators(&mut conn, &seen.id, to).await?;
    let count = i64::try_from(by_name.len()).unwrap_or(i64::MAX);
    let names = by_name.into_iter().take(10).collect();
    let stay = (count > 0).then(|| Crowd { count, what: counted(count, "keeps", "keep", "a right by name"), names });
    Ok(Consequences { gain, lose, stay: stay.into_iter().collect() })
}

/// Whether what an owner's people may do begins or ends.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Gain,
    Lose,
}

async fn of_owner(conn: &mut AnyConnection, owner: &Owner, locked: bool, ending: Ending) -> Result<Vec<Crowd>> {
    if !owner.is_org {
        let what = match ending {
            Ending::Gain => "becomes its owner".to_owned(),
            Ending::Lose => "no longer owns it".to_owned(),
        };
        return Ok(vec![Crowd { count: 1, what, names: vec![owner.named.clone()] }]);
    }
    let Some(id) = store::org_id(conn, &owner.named.name.key()).await? else { return Ok(Vec::new()) };
    let base = org::settings_of(conn, &id).await?.base_right.right().filter(|_| !locked);
    let by_role = [(Role::Owner, Some(Right::Admin)), (Role::Manager, Some(Right::Maintain)), (Role::Member, base)];
    let mut crowds = Vec::new();
    for (role, right) in by_role {
        let Some(right) = right else { continue };
        let (count, names) = store::people_of_role(conn, &id, role).await?;
        if count == 0 {
            continue;
        }
        let people = if count == 1 { role.label().to_owned() } else { format!("{}s", role.label()) };
        let (one, many) = match ending {
            Ending::Gain => ("may", "may"),
            Ending::Lose => ("may no longer", "may no longer"),
        };
        let verb = if count == 1 { one } else { many };
        crowds.push(Crowd {
            count,
            what: format!("{people} of {} {verb} {} it", owner.named.name, right.verb()),
            names,
        });
    }
    Ok(crowds)
}

fn counted(count: i64, one: &str, many: &str, what: &str) -> String {
    if count == 1 { format!("person {one} {what}") } else { format!("people {many} {what}") }
}

use super::stock;
use super::store::{self, Cell};
use super::world::identity;
use crate::clock::{DAY, MINUTE, Timestamp};
use crate::db::Db;
use crate::id::{EventId, OrgId, UserId};
use crate::org::Kind;
use crate::text::{AccountName, DisplayName};
use crate::{Result, account, org};

const FIRST: &[&str] = &[
    "Alan", "Annie", "Barbara", "Carol", "Dorothy", "Edith", "Emmy", "Evelyn", "Frances", "Gladys", "Hedy", "Ida",
    "Jean", "John", "Joan", "Karen", "Kathleen", "Ken", "Lynn", "Mary", "Niklaus", "Radia", "Sophie", "Tony",
];
const LAST: &[&str] = &[
    "Allen",
    "Bartik",
    "Berezin",
    "Boyd",
    "Clarke",
    "Conway",
    "Easley",
    "Floyd",
    "Goldberg",
    "Hoare",
    "Holberton",
    "Keller",
    "Lamarr",
    "Liskov",
    "Noether",
    "Perlman",
    "Rhodes",
    "Shaw",
    "Snyder",
    "Thompson",
    "Turing",
    "Wilson",
];
pub(super) const THINGS: &[&str] = &[
    "anvils", "bearings", "cogs", "dials", "engines", "fuses", "gaskets", "hinges", "inks", "jigs", "knobs", "levers",
];

/// Members of one organization of the crowd.
const CREW: usize = 12;
/// People written in one transaction.
const BATCH: usize = 6_000;

/// Adds so many people, an organization for every dozen of them, and two of ada's for a hundred and for all, with as
/// many projects; a thousand of her own besides.
pub(super) async fn gather(db: &Db, people: u32) -> Result<()> {
    if people == 0 {
        return Ok(());
    }
    let hash = store::shared_hash(&mut *db.read().await?).await?;
    let now = Timestamp::now();
    let people = usize::try_from(people).unwrap_or(usize::MAX);
    let mut done = 0;
    while done < people {
        let batch: Vec<_> =
            (done..people.min(done + BATCH)).map(|number| Somebody::new(number, now)).collect::<Result<_>>()?;
        insert(db, &batch, &hash, done / CREW).await?;
        done += batch.len();
    }
    store::assemble(db, "hundred", "The hundred", 100).await?;
    store::assemble(db, "everybody", "Everybody in town", i64::from(super::MOST)).await?;
    stock::pile(db, "hundred", people.min(100)).await?;
    stock::pile(db, "everybody", people).await?;
    stock::pile(db, "ada", people.min(1_000)).await?;
    store::analyze(db).await
}

struct Somebody {
    id: UserId,
    name: AccountName,
    display_name: DisplayName,
    email: String,
    since: Timestamp,
}

impl Somebody {
    /// The same number is always the same person.
    fn new(number: usize, now: Timestamp) -> Result<Self> {
        let (first, last) = (FIRST[number % FIRST.len()], LAST[number / FIRST.len() % LAST.len()]);
        let handle = format!("{}-{}-{number}", first.to_lowercase(), last.to_lowercase());
        let (name, display_name, email) = identity(&handle, &format!("{first} {last}"))?;
        let age = i64::try_from(number % 900).unwrap_or(0);
        let since = now.plus(-(age * DAY) - 7 * MINUTE);
        Ok(Self { id: UserId::new(), name, display_name, email: email.to_string(), since })
    }
}

async fn insert(db: &Db, people: &[Somebody], hash: &str, first_org: usize) -> Result<()> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let (mut accounts, mut names, mut users) = (Vec::new(), Vec::new(), Vec::new());
    let (mut orgs, mut memberships, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for person in people {
        accounts.push(account("user", person.id.as_str(), &person.name, &person.display_name, person.since));
        names.push(store::name_row(&person.name, person.id.as_str(), person.since.0));
        users.push(vec![text(person.id.as_str()), text(&person.email), text(&person.email), text(hash)]);
        events.push(event(person, None, &account::Change::SignedUp)?);
    }
    for (index, crew) in people.chunks(CREW).enumerate() {
        let number = first_org + index;
        let thing = THINGS[number % THINGS.len()];
        let (name, display_name, _) = identity(&format!("{thing}-{number}"), &format!("The {thing} {number}"))?;
        let org_id = OrgId::new();
        let (owner, count) = (&crew[0], i64::try_from(crew.len()).unwrap_or(1));
        accounts.push(account("org", org_id.as_str(), &name, &display_name, owner.since));
        names.push(store::name_row(&name, org_id.as_str(), owner.since.0));
        orgs.push(vec![
            text(org_id.as_str()),
            text("community"),
            text(owner.id.as_str()),
            Cell::Number(20),
            Cell::Number(count),
            Cell::Number(i64::from(count > 1)),
            Cell::Number(i64::from(count > 2)),
        ]);
        for (place, person) in crew.iter().enumerate() {
            let role = ["owner", "manager", "billing", "member"][place.min(3)];
            let joined = Cell::Number(person.since.0);
            let keys = [text(person.name.key().as_str()), Cell::Text(person.display_name.sort_key())];
            let member = [text(org_id.as_str()), text(person.id.as_str()), text(role), joined];
            memberships.push(member.into_iter().chain(keys).collect());
        }
        let founded = org::Change::OrgFounded { name, display_name, org_kind: Kind::Community, seats: 20, told: true };
        events.push(event(owner, Some(&org_id), &founded)?);
    }
    let mut tx = db.begin().await?;
    for (columns, rows) in [
        ("accounts (id, kind, name, name_key, display_name, sort_key, created_at)", &accounts),
        ("names (key, look_key, stem, account_id, since)", &names),
        ("users (id, email, email_key, password_hash)", &users),
        ("orgs (id, kind, primary_owner_id, seats, members, managers, billing_managers)", &orgs),
        ("memberships (org_id, user_id, role, joined_at, name_key, display_key)", &memberships),
        (
            "events (id, at, actor_id, actor_name, actor_display_name, org_id, user_id, change, address, client)",
            &events,
        ),
    ] {
        store::insert_many(&mut tx, columns, rows).await?;
    }
    tx.commit().await
}

fn account(kind: &str, id: &str, name: &AccountName, display_name: &DisplayName, since: Timestamp) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        text(id),
        text(kind),
        text(name.as_str()),
        text(name.key().as_str()),
        text(display_name.as_str()),
        Cell::Text(display_name.sort_key()),
        Cell::Number(since.0),
    ]
}

fn event(person: &Somebody, org: Option<&OrgId>, change: &impl serde::Serialize) -> Result<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let change = serde_json::to_string(change).map_err(|_| crate::Error::Internal)?;
    Ok(vec![
        text(EventId::new().as_str()),
        Cell::Number(person.since.0),
        text(person.id.as_str()),
        text(person.name.as_str()),
        text(person.display_name.as_str()),
        org.map_or(Cell::Null, |org| text(org.as_str())),
        text(person.id.as_str()),
        Cell::Text(change),
        text("192.0.2.40"),
        text("demo"),
    ])
}

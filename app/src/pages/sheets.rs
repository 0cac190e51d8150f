//! Which page that the server describes stands at which address.

use guildhall::text::ProjectAt;
use guildhall::{Error, Result};
use leptos_router::location::Url;

use super::{people, projects, search, teams};
use crate::sheet::Sheet;

/// The parameters of an address.
pub struct Params(Vec<(String, String)>);

impl Params {
    fn parse(query: &str) -> Self {
        let pairs = query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        let plain = |text: &str| Url::unescape(&text.replace('+', " "));
        Self(pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(a, b)| (plain(a), plain(b))).collect())
    }

    /// The value of one; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of one.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim()).collect()
    }
}

/// The page at a path. What the route table does not know is not asked for.
pub async fn find(path: &str, query: &str) -> Result<Sheet> {
    let path = Url::unescape(path);
    let words: Vec<&str> = path.split('/').filter(|word| !word.is_empty()).collect();
    let params = Params::parse(query);
    match words[..] {
        ["search"] => search::search(&params).await,
        ["projects"] => projects::mine(&params).await,
        ["projects", "new"] => projects::new(&params).await,
        ["projects", "offers", offer] => projects::offer(offer).await,
        ["projects", kind, word] => projects::overview(&at(kind, word)?).await,
        ["projects", kind, word, "access"] => projects::access(&at(kind, word)?, &params).await,
        ["projects", kind, word, "history"] => projects::history(&at(kind, word)?, &params).await,
        ["projects", kind, word, "settings"] => projects::settings(&at(kind, word)?).await,
        ["projects", kind, word, "transfer"] => projects::transfer(&at(kind, word)?, &params).await,
        ["orgs", org, "people", "roles"] => people::roles(org).await,
        ["orgs", org, "people", "collaborators"] => people::collaborators(org).await,
        ["orgs", org, "people", "collaborators", person] => people::collaborator(org, person).await,
        ["orgs", org, "projects"] => projects::of_org(org, &params).await,
        ["orgs", org, "projects", "selected"] => projects::selected(org, &params).await,
        ["orgs", org, "projects", "bring"] => projects::bring(org, &params).await,
        ["orgs", org, "projects", "bring", import] => projects::brought(org, import).await,
        ["orgs", org, "settings"] => projects::org_settings(org).await,
        ["orgs", org, "teams"] => teams::list(org, &params).await,
        ["orgs", org, "teams", "new"] => teams::new(org).await,
        ["orgs", org, "teams", team] => teams::one(org, team, &params).await,
        _ => Err(Error::NotFound),
    }
}

fn at(kind: &str, word: &str) -> Result<ProjectAt> {
    ProjectAt::parse(kind, word).ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_as_forms_write_them() {
        let params = Params::parse("?q=a+b%26c&kind=app&empty=&q=second");
        assert_eq!(
            (params.get("q"), params.get("kind"), params.get("empty"), params.get("no")),
            ("a b&c", "app", "", "")
        );
        assert_eq!(params.all("q"), ["a b&c", "second"]);
    }
}

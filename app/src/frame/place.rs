use guildhall::address::{Part, part};
use guildhall::text::AccountName;

/// Which part of the site a path belongs to; the switcher says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Pages with a look of their own: the entrance and the development tools.
    Outside,
    Organization(AccountName),
    /// A project, by its kind and its name as they stand in the address.
    Project(String),
    Administration,
    /// Everything that is about the person who looks.
    Own,
}

/// The place of a path, the same in server and browser because nothing has to be loaded for it.
pub fn place(path: &str) -> Place {
    match part(path) {
        part if !part.is_framed() => Place::Outside,
        Part::Admin => Place::Administration,
        Part::Overview | Part::Org | Part::Sheet if path.trim_start_matches('/').starts_with("orgs") => {
            let name = path.split('/').filter(|word| !word.is_empty()).nth(1).unwrap_or_default();
            AccountName::parse(name).map_or(Place::Own, Place::Organization)
        }
        Part::Project => {
            let mut words = path.split('/').filter(|word| !word.is_empty()).skip(1);
            let kind = words.next().unwrap_or_default();
            words.next().map_or(Place::Own, |word| Place::Project(format!("{kind}/{word}")))
        }
        _ => Place::Own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entrance_stands_outside_the_frame() {
        for path in ["/signin", "/signup/sent", "/verify", "/reset", "/setup", "/email/confirm", "/dev/mail"] {
            assert_eq!(place(path), Place::Outside, "{path}");
        }
    }

    #[test]
    fn the_switcher_says_where_one_is() {
        assert!(
            matches!(place("/orgs/acme-widgets/log"), Place::Organization(name) if name.as_str() == "acme-widgets")
        );
        assert_eq!(place("/admin/mail"), Place::Administration);
        assert_eq!(place("/projects/python/gearbox/access"), Place::Project("python/gearbox".into()));
        for path in ["/", "/orgs", "/orgs/", "/orgs/new", "/account", "/@ada", "/administrator"] {
            assert_eq!(place(path), Place::Own, "{path}");
        }
    }
}

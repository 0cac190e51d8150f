/// A part of the site: what all its pages have in common is decided by it, so that a new address is put in its place
/// once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where somebody who is signed in has nothing to do.
    Door,
    /// For people who are not signed in, or come by a link.
    Entrance,
    /// What a link to an invitation opens, signed in or not.
    Invitation,
    /// The overview of an organization.
    Overview,
    /// The other pages of an organization.
    Org,
    /// Pages of whoever is signed in that the server describes.
    Sheet,
    /// Projects, of whomever they are: some of their pages are public.
    Project,
    /// What is found, of what whoever looks may know of.
    Search,
    /// What concerns the person who is signed in, and what that person applies for.
    Own,
    /// The site administration.
    Admin,
    /// What there is in development only.
    Dev,
    /// Public pages, and whatever is none.
    Public,
}

/// The part of the site that a path belongs to. The first line that fits counts.
pub fn part(path: &str) -> Part {
    let words: Vec<_> = path.split('/').filter(|word| !word.is_empty()).collect();
    match words[..] {
        ["signin" | "signup"] => Part::Door,
        ["signin" | "signup" | "verify" | "forgotten" | "reset" | "setup" | "email", ..] => Part::Entrance,
        ["invitation", ..] => Part::Invitation,
        // "new" is no name an account can have, so this is the page that founds one.
        ["orgs"] | ["orgs", "new", ..] => Part::Own,
        ["orgs", _] => Part::Overview,
        ["orgs", _, "projects" | "teams" | "settings", ..] | ["orgs", _, "people", "roles" | "collaborators", ..] => {
            Part::Sheet
        }
        ["orgs", ..] => Part::Org,
        // No kind of project is called so.
        ["projects"] | ["projects", "new" | "offers" | "bring", ..] => Part::Sheet,
        ["projects", ..] => Part::Project,
        ["search"] => Part::Search,
        ["applications" | "account" | "notices", ..] => Part::Own,
        ["admin", ..] => Part::Admin,
        ["dev", ..] => Part::Dev,
        _ => Part::Public,
    }
}

/// Whether search engines may show what stands at a path: pages for everybody.
pub fn is_indexed(path: &str) -> bool {
    let words = path.split('/').filter(|word| !word.is_empty());
    match part(path) {
        Part::Public => words.take(1).all(|word| word != "do"),
        Part::Project => words.count() == 3,
        _ => false,
    }
}

impl Part {
    /// Whether one has to be signed in.
    pub fn is_inside(self) -> bool {
        matches!(self, Self::Overview | Self::Org | Self::Sheet | Self::Own | Self::Admin)
    }

    /// Whether the pages have the bar around them; the others have a look of their own.
    pub fn is_framed(self) -> bool {
        !matches!(self, Self::Door | Self::Entrance | Self::Dev)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_part() {
        for (path, is) in [
            ("/", Part::Public),
            ("/signin", Part::Door),
            ("/signup/sent", Part::Entrance),
            ("/email/confirm", Part::Entrance),
            ("/invitation", Part::Invitation),
            ("/orgs", Part::Own),
            ("/orgs/", Part::Own),
            ("/orgs/new", Part::Own),
            ("/orgs/acme", Part::Overview),
            ("/orgs/acme/people/@ada", Part::Org),
            ("/orgs/acme/projects", Part::Sheet),
            ("/projects", Part::Sheet),
            ("/projects/new", Part::Sheet),
            ("/projects/python/gearbox", Part::Project),
            ("/search", Part::Search),
            ("/applications/1/edit", Part::Own),
            ("/account", Part::Own),
            ("/admin/mail/1", Part::Admin),
            ("/administrator", Part::Public),
            ("/organs", Part::Public),
            ("/dev/mail", Part::Dev),
            ("/@ada", Part::Public),
        ] {
            assert_eq!(part(path), is, "{path}");
        }
    }

    #[test]
    fn search_engines_see_what_is_for_everybody() {
        for path in ["/", "/@ada", "/projects/python/gearbox"] {
            assert!(is_indexed(path), "{path}");
        }
        for path in
            ["/signin", "/search", "/orgs/acme", "/projects/python/gearbox/access", "/projects", "/do/act", "/admin"]
        {
            assert!(!is_indexed(path), "{path}");
        }
    }
}

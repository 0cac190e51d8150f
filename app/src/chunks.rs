//! Pages that an everyday visit does not open. The program of each area is a file of its own, loaded with the first of
//! them. What several areas share is split once more, into a file for each set of areas that share something: few areas
//! make few files.

#[cfg(any(feature = "hydrate", test))]
use guildhall::address::{Part, part};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;
use leptos_router::hooks::use_location;
use leptos_router::location::Location;

use crate::pages::NoticesPage;
use crate::pages::account::*;
use crate::pages::admin::*;
use crate::pages::application::*;
use crate::pages::dev::*;
use crate::pages::entrance::*;
use crate::pages::invitation::InvitationPage;
use crate::pages::org::OrgLogPage;
use crate::pages::orgs::{FoundPage, OrgsPage};
use crate::pages::people::*;
use crate::sheet::SheetPage;

/// `chunk!(Name: load, show { APage, BPage })`: `view=Name::APage` in the route table shows a page of this group, which
/// `show` makes and `load` fetches beforehand.
macro_rules! chunk {
    ($(#[$doc:meta])* $name:ident: $load:ident, $show:ident { $($page:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        #[allow(clippy::enum_variant_names, reason = "they have the names of the pages")]
        pub enum $name {
            $($page,)+
        }

        impl ChooseView for $name {
            async fn choose(self) -> AnyView {
                match $show(self).await {
                    Ok(view) => view,
                    Err(_) => leave().await,
                }
            }

            async fn preload(&self) {}
        }

        #[wasm_split($show, wasm_split_path = ::leptos::wasm_split, preload($load), fallible)]
        fn $show(page: $name) -> Result<AnyView, SplitLoaderError> {
            Ok(match page {
                $($name::$page => $page().into_any(),)+
            })
        }
    };
}

chunk! {
    /// For people who are not signed in, or come by a link.
    Entrance: load_entrance, entrance {
        SignInPage,
        SignUpPage,
        SignUpSentPage,
        CorrectSignUpPage,
        VerifyPage,
        ForgottenPage,
        ForgottenSentPage,
        ResetPage,
        SetUpPage,
        ConfirmEmailPage,
        CancelEmailPage,
        InvitationPage,
    }
}

chunk! {
    /// Who belongs to an organization, and what was done in it.
    People: load_people, people {
        PeoplePage,
        InvitePage,
        ReviewInvitesPage,
        InvitedPage,
        SelectedPage,
        LeavePage,
        HandOverPage,
        PersonPage,
        OrgLogPage,
    }
}

chunk! {
    /// What the server describes.
    Sheets: load_sheets, sheets {
        SheetPage,
    }
}

chunk! {
    /// What concerns the person who is signed in, and what that person applies for.
    Own: load_own, own {
        OrgsPage,
        FoundPage,
        ApplicationPage,
        EditApplicationPage,
        BillingPage,
        AccountArea,
        ProfilePage,
        ConfirmPage,
        PasswordPage,
        EmailPage,
        SessionsPage,
        AccountLogPage,
        NoticesPage,
    }
}

chunk! {
    /// The site administration, and what there is in development only.
    Admin: load_admin, admin {
        AdminArea,
        QueuePage,
        ReviewPage,
        MailPage,
        MailViewPage,
        AdminOrgPage,
        NamesPage,
        ReportsPage,
        AdminsPage,
        SettingsPage,
        ComponentsPage,
        DevMailPage,
        DevMailViewPage,
    }
}

/// The chunk that a path needs, if it needs one. One too many does no harm.
#[cfg(any(feature = "hydrate", test))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needed {
    Nothing,
    Entrance,
    People,
    Sheets,
    Own,
    Admin,
}

#[cfg(any(feature = "hydrate", test))]
fn needed(path: &str) -> Needed {
    match part(path) {
        Part::Door | Part::Entrance | Part::Invitation => Needed::Entrance,
        Part::Org => Needed::People,
        Part::Sheet | Part::Project | Part::Search => Needed::Sheets,
        Part::Own => Needed::Own,
        Part::Admin | Part::Dev => Needed::Admin,
        Part::Overview | Part::Public => Needed::Nothing,
    }
}

/// What is likely to be opened after this page: fetched while the reader reads.
#[cfg(any(feature = "hydrate", test))]
fn next(path: &str) -> Needed {
    if part(path) == Part::Overview { Needed::People } else { Needed::Nothing }
}

#[cfg(feature = "hydrate")]
impl Needed {
    async fn load(self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Entrance => load_entrance().await.is_ok(),
            Self::People => load_people().await.is_ok(),
            Self::Sheets => load_sheets().await.is_ok(),
            Self::Own => load_own().await.is_ok(),
            Self::Admin => load_admin().await.is_ok(),
        }
    }
}

/// Loads what the first page needs, as it is taken over in one go; whether that worked.
#[cfg(feature = "hydrate")]
pub async fn load_for(path: &str) -> bool {
    needed(path).load().await
}

/// Loads what the next page will need once this one has had its time.
#[cfg(feature = "hydrate")]
pub fn load_after(path: &str) {
    const IDLE: std::time::Duration = std::time::Duration::from_secs(2);
    let next = next(path);
    set_timeout(move || leptos::task::spawn_local(async move { _ = next.load().await }), IDLE);
}

/// The file cannot be loaded, as after an update of the server: the browser opens the page that was asked for anew.
async fn leave() -> AnyView {
    let Location { pathname, search, hash, .. } = use_location();
    let query = search.with_untracked(|search| if search.is_empty() { String::new() } else { format!("?{search}") });
    let there = format!("{}{query}{}", pathname.get_untracked(), hash.get_untracked());
    let _ = window().location().set_href(&there);
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_everyday_pages_are_in_the_program_itself() {
        for path in ["/", "/orgs/acme", "/@ada", "/nowhere"] {
            assert_eq!(needed(path), Needed::Nothing, "{path}");
        }
    }

    #[test]
    fn an_overview_fetches_the_pages_beside_it() {
        assert_eq!(next("/orgs/acme"), Needed::People);
        for path in ["/orgs", "/orgs/new", "/orgs/acme/people", "/@ada"] {
            assert_eq!(next(path), Needed::Nothing, "{path}");
        }
    }
}

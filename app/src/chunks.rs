//! Pages that an everyday visit does not open. The program of each group is a file of its own, loaded with the first of them.

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
use crate::pages::orgs::FoundPage;
use crate::pages::people::*;

/// `chunk!(Name: load, show { APage, BPage })`: `view=Name::APage` in the route table shows a page of this group, which `show`
/// makes and `load` fetches beforehand.
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
    /// What one sets, applies for, decides or looks up.
    Desk: load_desk, desk {
        FoundPage,
        ApplicationPage,
        EditApplicationPage,
        BillingPage,
        NoticesPage,
        OrgLogPage,
        PeoplePage,
        RolesPage,
        InvitePage,
        InvitedPage,
        SelectedPage,
        LeavePage,
        HandOverPage,
        PersonPage,
        AccountArea,
        ProfilePage,
        ConfirmPage,
        PasswordPage,
        EmailPage,
        SessionsPage,
        AccountLogPage,
        AdminArea,
        QueuePage,
        ReviewPage,
        MailPage,
        MailViewPage,
        NamesPage,
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
    Desk,
}

#[cfg(any(feature = "hydrate", test))]
fn needed(path: &str) -> Needed {
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [] | ["orgs"] => Needed::Nothing,
        // "new" is no name an account can have, so this is the page that founds one.
        ["orgs", name] if name != "new" => Needed::Nothing,
        [name] if name.starts_with('@') => Needed::Nothing,
        ["signin" | "signup" | "verify" | "forgotten" | "reset" | "setup" | "email" | "invitation", ..] => {
            Needed::Entrance
        }
        _ => Needed::Desk,
    }
}

/// Loads what the first page needs, as it is taken over in one go; whether that worked.
#[cfg(feature = "hydrate")]
pub async fn load_for(path: &str) -> bool {
    match needed(path) {
        Needed::Nothing => true,
        Needed::Entrance => load_entrance().await.is_ok(),
        Needed::Desk => load_desk().await.is_ok(),
    }
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
        for path in ["/", "/orgs", "/orgs/", "/orgs/acme", "/@ada"] {
            assert_eq!(needed(path), Needed::Nothing, "{path}");
        }
        for path in ["/signin", "/signup/sent", "/email/confirm", "/invitation"] {
            assert_eq!(needed(path), Needed::Entrance, "{path}");
        }
        for path in [
            "/orgs/new",
            "/orgs/acme/log",
            "/orgs/acme/people/@ada",
            "/account",
            "/admin/mail/1",
            "/notices",
            "/dev/mail",
            "/nowhere",
        ] {
            assert_eq!(needed(path), Needed::Desk, "{path}");
        }
    }
}

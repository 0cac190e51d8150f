use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::chunks::{Admin, Entrance, Own, People, Sheets};
use crate::echo::Echo;
use crate::frame::Frame;
use crate::live::Live;
use crate::pages::org::{OrgArea, OverviewPage};
use crate::pages::{HomePage, NotFoundPage, PublicAccountPage};
use crate::ui::{Now, Title};

/// The whole site: what every page has around it, and the route table.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    {
        leptos_meta::provide_meta_context();
        provide_context(crate::preview::Previewed::default());
    }
    Echo::provide();
    Now::provide();
    Live::provide();
    view! {
        <Title text=""/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <EntranceRoutes/>
                    <MemberRoutes/>
                    <AdminRoutes/>
                    <DevRoutes/>
                    <Route path=path!("/:at") view=PublicAccountPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}

/// For people who are not signed in, or come by a link.
#[component(transparent)]
fn EntranceRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/signin") view=Entrance::SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/signup") view=Entrance::SignUpPage ssr=SsrMode::Async/>
        <Route path=path!("/signup/sent") view=Entrance::SignUpSentPage ssr=SsrMode::Async/>
        <Route path=path!("/signup/address") view=Entrance::CorrectSignUpPage ssr=SsrMode::Async/>
        <Route path=path!("/verify") view=Entrance::VerifyPage ssr=SsrMode::Async/>
        <Route path=path!("/forgotten") view=Entrance::ForgottenPage ssr=SsrMode::Async/>
        <Route path=path!("/forgotten/sent") view=Entrance::ForgottenSentPage ssr=SsrMode::Async/>
        <Route path=path!("/reset") view=Entrance::ResetPage ssr=SsrMode::Async/>
        <Route path=path!("/setup") view=Entrance::SetUpPage ssr=SsrMode::Async/>
        <Route path=path!("/invitation") view=Entrance::InvitationPage ssr=SsrMode::Async/>
        <Route path=path!("/email/confirm") view=Entrance::ConfirmEmailPage ssr=SsrMode::Async/>
        <Route path=path!("/email/cancel") view=Entrance::CancelEmailPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For whoever is signed in.
#[component(transparent)]
fn MemberRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/orgs") view=Own::OrgsPage ssr=SsrMode::Async/>
        <Route path=path!("/orgs/new") view=Own::FoundPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/orgs/:org") view=OrgArea ssr=SsrMode::Async>
            <Route path=path!("") view=OverviewPage/>
            <Route path=path!("people") view=People::PeoplePage/>
            <Route path=path!("people/roles") view=Sheets::SheetPage/>
            <Route path=path!("people/collaborators") view=Sheets::SheetPage/>
            <Route path=path!("people/collaborators/:person") view=Sheets::SheetPage/>
            <Route path=path!("people/invite") view=People::InvitePage/>
            <Route path=path!("people/invite/:draft") view=People::ReviewInvitesPage/>
            <Route path=path!("people/invited/:batch") view=People::InvitedPage/>
            <Route path=path!("people/selected") view=People::SelectedPage/>
            <Route path=path!("people/leave") view=People::LeavePage/>
            <Route path=path!("people/hand-over") view=People::HandOverPage/>
            <Route path=path!("people/:person") view=People::PersonPage/>
            <Route path=path!("log") view=People::OrgLogPage/>
            <Route path=path!("projects") view=Sheets::SheetPage/>
            <Route path=path!("projects/selected") view=Sheets::SheetPage/>
            <Route path=path!("projects/bring") view=Sheets::SheetPage/>
            <Route path=path!("projects/bring/:import") view=Sheets::SheetPage/>
            <Route path=path!("teams") view=Sheets::SheetPage/>
            <Route path=path!("teams/new") view=Sheets::SheetPage/>
            <Route path=path!("teams/:team") view=Sheets::SheetPage/>
            <Route path=path!("settings") view=Sheets::SheetPage/>
        </ParentRoute>
        <Route path=path!("/search") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/new") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/offers/:offer") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:kind/:project") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:kind/:project/access") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:kind/:project/history") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:kind/:project/settings") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:kind/:project/transfer") view=Sheets::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id") view=Own::ApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id/edit") view=Own::EditApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id/billing") view=Own::BillingPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/account") view=Own::AccountArea ssr=SsrMode::Async>
            <Route path=path!("") view=Own::ProfilePage/>
            <Route path=path!("password") view=Own::PasswordPage/>
            <Route path=path!("email") view=Own::EmailPage/>
            <Route path=path!("sessions") view=Own::SessionsPage/>
            <Route path=path!("log") view=Own::AccountLogPage/>
            <Route path=path!("confirm") view=Own::ConfirmPage/>
        </ParentRoute>
        <Route path=path!("/notices") view=Own::NoticesPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For site admins; everybody else finds nothing here.
#[component(transparent)]
fn AdminRoutes() -> AnyNestedRoute {
    view! {
        <ParentRoute path=path!("/admin") view=Admin::AdminArea ssr=SsrMode::Async>
            <Route path=path!("") view=Admin::QueuePage/>
            <Route path=path!("applications") view=Admin::QueuePage/>
            <Route path=path!("applications/:id") view=Admin::ReviewPage/>
            <Route path=path!("mail") view=Admin::MailPage/>
            <Route path=path!("mail/:id") view=Admin::MailViewPage/>
            <Route path=path!("orgs/:org") view=Admin::AdminOrgPage/>
            <Route path=path!("names") view=Admin::NamesPage/>
            <Route path=path!("reports") view=Admin::ReportsPage/>
            <Route path=path!("admins") view=Admin::AdminsPage/>
            <Route path=path!("settings") view=Admin::SettingsPage/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// In development only: the pages answer 404 otherwise.
#[component(transparent)]
fn DevRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/dev/components") view=Admin::ComponentsPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/mail") view=Admin::DevMailPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/mail/:id") view=Admin::DevMailViewPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::echo::Echo;
use crate::frame::Frame;
use crate::pages::account::Account;
use crate::pages::admin::Admin;
use crate::pages::application::Application;
use crate::pages::dev::Dev;
use crate::pages::entrance::Entrance;
use crate::pages::org::Org;
use crate::pages::orgs::Orgs;
use crate::pages::{NotFoundPage, Single};
use crate::ui::Now;

/// The whole site: what every page has around it, and the route table.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Echo::provide();
    Now::provide();
    view! {
        <Title formatter=title/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view=Single::HomePage ssr=SsrMode::Async/>
                    <EntranceRoutes/>
                    <MemberRoutes/>
                    <AdminRoutes/>
                    <DevRoutes/>
                    <Route path=path!("/:at") view=Single::PublicAccountPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}

fn title(page: String) -> String {
    if page.is_empty() { "Guildhall".into() } else { format!("{page} · Guildhall") }
}

/// For people who are not signed in.
#[component(transparent)]
fn EntranceRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/signin") view=Entrance::SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/signup") view=Entrance::SignUpPage ssr=SsrMode::Async/>
        <Route path=path!("/signup/sent") view=Entrance::SignUpSentPage ssr=SsrMode::Async/>
        <Route path=path!("/verify") view=Entrance::VerifyPage ssr=SsrMode::Async/>
        <Route path=path!("/forgotten") view=Entrance::ForgottenPage ssr=SsrMode::Async/>
        <Route path=path!("/forgotten/sent") view=Entrance::ForgottenSentPage ssr=SsrMode::Async/>
        <Route path=path!("/reset") view=Entrance::ResetPage ssr=SsrMode::Async/>
        <Route path=path!("/setup") view=Entrance::SetUpPage ssr=SsrMode::Async/>
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
        <Route path=path!("/orgs") view=Orgs::OrgsPage ssr=SsrMode::Async/>
        <Route path=path!("/orgs/new") view=Orgs::FoundPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/orgs/:org") view=Org::OrgArea ssr=SsrMode::Async>
            <Route path=path!("") view=Org::OverviewPage/>
            <Route path=path!("log") view=Org::OrgLogPage/>
        </ParentRoute>
        <Route path=path!("/applications/:id") view=Application::ApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id/edit") view=Application::EditApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id/billing") view=Application::BillingPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/account") view=Account::AccountArea ssr=SsrMode::Async>
            <Route path=path!("") view=Account::ProfilePage/>
            <Route path=path!("password") view=Account::PasswordPage/>
            <Route path=path!("email") view=Account::EmailPage/>
            <Route path=path!("sessions") view=Account::SessionsPage/>
            <Route path=path!("log") view=Account::AccountLogPage/>
        </ParentRoute>
        <Route path=path!("/notices") view=Single::NoticesPage ssr=SsrMode::Async/>
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
        <Route path=path!("/dev/components") view=Dev::ComponentsPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/mail") view=Dev::DevMailPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/mail/:id") view=Dev::DevMailViewPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

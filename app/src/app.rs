use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::echo::Echo;
use crate::frame::Frame;
use crate::pages::account::*;
use crate::pages::admin::*;
use crate::pages::application::*;
use crate::pages::dev::*;
use crate::pages::entrance::*;
use crate::pages::org::*;
use crate::pages::orgs::*;
use crate::pages::{HomePage, NotFoundPage, NoticesPage, PublicAccountPage};
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

fn title(page: String) -> String {
    if page.is_empty() { "Guildhall".into() } else { format!("{page} · Guildhall") }
}

/// For people who are not signed in.
#[component(transparent)]
fn EntranceRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/signin") view=SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/signup") view=SignUpPage ssr=SsrMode::Async/>
        <Route path=path!("/signup/sent") view=SignUpSentPage ssr=SsrMode::Async/>
        <Route path=path!("/verify") view=VerifyPage ssr=SsrMode::Async/>
        <Route path=path!("/forgotten") view=ForgottenPage ssr=SsrMode::Async/>
        <Route path=path!("/forgotten/sent") view=ForgottenSentPage ssr=SsrMode::Async/>
        <Route path=path!("/reset") view=ResetPage ssr=SsrMode::Async/>
        <Route path=path!("/setup") view=SetUpPage ssr=SsrMode::Async/>
        <Route path=path!("/email/confirm") view=ConfirmEmailPage ssr=SsrMode::Async/>
        <Route path=path!("/email/cancel") view=CancelEmailPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For whoever is signed in.
#[component(transparent)]
fn MemberRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/orgs") view=OrgsPage ssr=SsrMode::Async/>
        <Route path=path!("/orgs/new") view=FoundPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/orgs/:org") view=OrgArea ssr=SsrMode::Async>
            <Route path=path!("") view=OverviewPage/>
            <Route path=path!("log") view=OrgLogPage/>
        </ParentRoute>
        <Route path=path!("/applications/:id") view=ApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id/edit") view=EditApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id/billing") view=BillingPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/account") view=AccountArea ssr=SsrMode::Async>
            <Route path=path!("") view=ProfilePage/>
            <Route path=path!("password") view=PasswordPage/>
            <Route path=path!("email") view=EmailPage/>
            <Route path=path!("sessions") view=SessionsPage/>
            <Route path=path!("log") view=AccountLogPage/>
        </ParentRoute>
        <Route path=path!("/notices") view=NoticesPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For site admins; everybody else finds nothing here.
#[component(transparent)]
fn AdminRoutes() -> AnyNestedRoute {
    view! {
        <ParentRoute path=path!("/admin") view=AdminArea ssr=SsrMode::Async>
            <Route path=path!("") view=QueuePage/>
            <Route path=path!("applications") view=QueuePage/>
            <Route path=path!("applications/:id") view=ReviewPage/>
            <Route path=path!("mail") view=MailPage/>
            <Route path=path!("mail/:id") view=MailViewPage/>
            <Route path=path!("settings") view=SettingsPage/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// In development only: the pages answer 404 otherwise.
#[component(transparent)]
fn DevRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/dev/components") view=ComponentsPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/mail") view=DevMailPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/mail/:id") view=DevMailViewPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

//! An application as its applicant sees it.

mod answer;
mod billing;
mod edit;
mod proposal_fields;
mod state_badge;
mod step_head;
mod view;
mod withdraw;

pub use billing::BillingPage;
pub use edit::EditApplicationPage;
pub use proposal_fields::ProposalFields;
pub use state_badge::{StateBadge, state_badge};
pub use step_head::StepHead;
pub use view::ApplicationPage;
pub use withdraw::{WithdrawApplication, WithdrawDialog};

/// What the applicant reads whose application was made a Company while it waited.
const LEFT: &str = "It has left the queue until its billing details are there. It keeps its age, and comes back to its \
                    place.";

/// Leads to where a proposal goes on.
#[cfg(feature = "ssr")]
pub fn go_on(submitted: &guildhall::application::Submitted, done: crate::done::Done) {
    use guildhall::address as to;
    use guildhall::application::Submitted;
    match submitted {
        Submitted::Waiting(id) => crate::server::go_done(&to::application(id), done),
        Submitted::NeedsBilling(id) => crate::server::go(&to::application_billing(id)),
        Submitted::Founded(name) => crate::server::go_done(&to::org(name), crate::done::Done::Founded),
    }
}

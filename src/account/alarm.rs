use crate::access::Origin;

/// A line of the log for whoever watches it.
pub(super) fn alarm(origin: &Origin, login: &str, what: &str) {
    tracing::warn!(target: "guildhall::security", address = %origin.address, login, "{what}");
}

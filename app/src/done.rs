/// The sentence of a toast for the code in `?done=`; anything that is not ours says nothing.
pub fn sentence(code: &str) -> Option<&'static str> {
    Some(match code {
        "signed_out" => "You are signed out.",
        "password_reset" => "Your password is changed and all sessions are ended. Sign in with the new one.",
        "password_changed" => "Your password is changed. Other sessions are ended.",
        "email_asked" => "We sent a link to the new address. Nothing changes until it is followed.",
        "email_changed" => "Your e-mail address is changed.",
        "email_kept" => "Your e-mail address stays as it was. All sessions are ended.",
        "profile_saved" => "Your profile is saved.",
        "session_ended" => "The session is ended.",
        "sessions_ended" => "All other sessions are ended.",
        "submitted" => "Your application is with the site admins.",
        "founded" => "Your organization is ready.",
        "edited" => "Your application is changed.",
        "answered" => "Your answer is sent. The site admins look at it again.",
        "withdrawn" => "Your application is withdrawn. The name is free.",
        "approved" => "Approved. The applicant gets a mail.",
        "declined" => "Declined. The applicant gets a mail with the reason.",
        "asked" => "Your question is sent.",
        "noted" => "Your note is kept. Only reviewers see it.",
        "settings_saved" => "The site settings are saved.",
        "mail_again" => "The mail is in the outbox again.",
        "welcome" => "Your e-mail address is confirmed. You are signed in.",
        _ => return None,
    })
}

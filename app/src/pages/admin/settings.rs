use guildhall::site::{Approvals, SettingsForm, SiteSettings, Suggestions};
use leptos::prelude::*;

use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Form, Narrow, PageHead, PasswordAgain, Section, Select, Submit, TextField, Title};

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_settings() -> Result<SiteSettings, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    Ok(guildhall::admin::settings(&db, &actor).await?)
}

#[server]
pub async fn change_settings(
    #[server(flatten)] form: SettingsForm,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let actor = crate::server::confirmed(&password).await?;
    guildhall::admin::change_settings(&crate::server::db(), &actor, &form).await?;
    crate::server::go_done(guildhall::address::ADMIN_SETTINGS, crate::done::Done::SettingsSaved);
    Ok(())
}

/// What holds for the whole site.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let settings = Fetched::new(|| ReadSettings {});
    let change = Act::calling::<ChangeSettings>();
    view! {
        <Title text="Site settings"/>
        {loaded(settings, move |settings| page(settings, change))}
    }
    .into_any()
}

const MORE_SEATS: &str = "Members a new one may have. A higher number is for all that stand at this one, too, unless a \
                          site admin gave one its own.";

fn page(settings: SiteSettings, change: Act) -> AnyView {
    let word = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
    let approvals = Approvals::ALL.iter().map(|choice| word((choice.as_str(), choice.label()))).collect();
    let suggestions = Suggestions::ALL.iter().map(|choice| word((choice.as_str(), choice.label()))).collect();
    view! {
        <Narrow>
            <PageHead
                title="Site settings"
                lead="They hold for everything that is asked for from now on. More seats reach organizations that \
                    exist, too."
            />
            <Form action=change>
                <Section title="Applications">
                    <div class="stack loose">
                        <Select
                            name="approvals"
                            label="Approvals"
                            hint="Which organizations a site admin decides on before they exist. Personal ones are \
                                always active at once."
                            options=approvals
                            value=settings.approvals.as_str()
                        />
                        {number(
                            "open_applications",
                            "Undecided applications",
                            "How many one person may have at one time.",
                            settings.open_applications,
                        )}
                    </div>
                </Section>
                <Section title="Seats">
                    <div class="stack loose">
                        {number(
                            "community_seats",
                            "Seats of a Community organization",
                            MORE_SEATS,
                            settings.community_seats,
                        )}
                        {number(
                            "company_seats",
                            "Seats of a Company organization",
                            MORE_SEATS,
                            settings.company_seats,
                        )}
                    </div>
                </Section>
                <Section title="Invitations">
                    <div class="stack loose">
                        <Select
                            name="suggestions"
                            label="Suggested while typing"
                            hint="Whom an Owner who invites is shown: by name and username, never by address."
                            options=suggestions
                            value=settings.suggestions.as_str()
                        />
                        {number(
                            "invitation_days",
                            "Days of an invitation",
                            "How many days its link holds.",
                            settings.invitation_days,
                        )}
                        {number(
                            "daily_invitations",
                            "Invitations a day",
                            "How many one organization may send in 24 hours, so that nobody uses it for spam.",
                            settings.daily_invitations,
                        )}
                        {number(
                            "few_invitations",
                            "Invitations of strangers a day",
                            "How many an organization that no site admin approved may send in 24 hours, and a user \
                             whose account is younger than that. The applicant of an approved one may send more.",
                            settings.few_invitations,
                        )}
                    </div>
                </Section>
                <Section title="Names">
                    <div class="stack loose">
                        {number(
                            "daily_personal",
                            "Personal organizations a day",
                            "How many one person may found in 24 hours, so that nobody hoards names.",
                            settings.daily_personal,
                        )}
                        {number(
                            "sign_ups_of_address",
                            "Unconfirmed names of an address",
                            "How many names sign-ups with one e-mail address hold. A further one gives up the oldest.",
                            settings.sign_ups_of_address,
                        )}
                        {number(
                            "sign_ups_of_network",
                            "Unconfirmed names of a network",
                            "How many names sign-ups from one network hold until they are confirmed, for 24 hours at \
                             most.",
                            settings.sign_ups_of_network,
                        )}
                    </div>
                </Section>
                <Section title="Mails">
                    <div class="stack loose">
                        {number(
                            "daily_mails",
                            "Mails to one address",
                            "How many of each kind anybody can have sent to it in 24 hours, such as links to a new \
                             password. Further ones are not written.",
                            settings.daily_mails,
                        )}
                        {number(
                            "hourly_mails",
                            "Mails to strangers",
                            "How many of these the whole site sends in an hour. When they are used up, the log says \
                             so.",
                            settings.hourly_mails,
                        )}
                    </div>
                </Section>
                <Section title="What is kept">
                    <div class="stack loose">
                        {number(
                            "kept_mails",
                            "Days mails are kept",
                            "Counted from when a mail was written. What still waits to be sent stays.",
                            settings.kept_mails,
                        )}
                        {number(
                            "kept_notices",
                            "Days notices are kept",
                            "For so long people find a notice in their list, read or not.",
                            settings.kept_notices,
                        )}
                        {number(
                            "kept_origins",
                            "Days origins are kept",
                            "For so long an event says from which address and browser it came. Events that concern no \
                             account, such as a sign-up that came to nothing, are deleted then.",
                            settings.kept_origins,
                        )}
                    </div>
                </Section>
                <PasswordAgain/>
                <div><Submit>"Save changes"</Submit></div>
            </Form>
        </Narrow>
    }
    .into_any()
}

fn number(name: &'static str, label: &'static str, hint: &'static str, value: i64) -> AnyView {
    view! { <TextField name=name label=label hint=hint value=value.to_string() inputmode="numeric" required=true/> }
        .into_any()
}

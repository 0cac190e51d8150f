use guildhall::account::{Profile, Theme};
use guildhall::text::{AccountName, Description, DisplayName, Link};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::theme::ThemeForm;
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Card, Form, PageHead, Section, Submit, TextArea, TextField, Title};
use guildhall::address as to;

/// What the page lets its reader change.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Own {
    pub name: AccountName,
    pub profile: Profile,
    pub theme: Theme,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn own_profile() -> Result<Own, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let theme = crate::server::viewer().await?.map_or(Theme::System, |viewer| viewer.theme);
    let profile = guildhall::account::profile(&db, &actor).await?;
    Ok(Own { name: actor.name, profile, theme })
}

#[server]
pub async fn change_profile(
    #[server(default)] display_name: String,
    #[server(default)] description: String,
    #[server(default)] link: String,
) -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    let profile = parse(&display_name, &description, &link)?;
    guildhall::account::change_profile(&crate::server::db(), &actor, &profile).await?;
    crate::server::go_done(guildhall::address::ACCOUNT, crate::done::Done::ProfileSaved);
    Ok(())
}

/// What was typed as a profile, or the problems of all fields.
#[cfg(any(feature = "ssr", test))]
fn parse(display_name: &str, description: &str, link: &str) -> guildhall::Result<Profile> {
    let mut form = guildhall::error::Form::default();
    let display_name = form.take("display_name", DisplayName::parse(display_name));
    let description = form.take("description", Description::parse(description));
    let link = form.take("link", guildhall::text::optional(link, Link::parse));
    let (display_name, description, link) = form.all((display_name, description, link))?;
    Ok(Profile { display_name, description, link })
}

/// What others see of an account, and how its holder sees the site.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let own = Fetched::new(|| OwnProfile {});
    let action = Act::calling::<ChangeProfile>();
    view! {
        <Title text="Profile · Account"/>
        {loaded(own, move |own| page(own, action))}
    }
    .into_any()
}

fn page(own: Own, action: Act) -> AnyView {
    let Own { name, profile, theme } = own;
    let public = to::public(&name);
    let link = profile.link.map(|link| link.to_string()).unwrap_or_default();
    view! {
        <PageHead
            title="Profile"
            lead="Everybody can see this on your public page."
            actions=move || view! { <a class="btn" href=public>"Public page"</a> }
        />
        <Card>
            <Form action=action>
                <TextField
                    name="display_name"
                    label="Display name"
                    value=profile.display_name.as_str()
                    autocomplete="name"
                    required=true
                    check=|text| DisplayName::parse(text).map(|_| ())
                />
                <TextArea
                    name="description"
                    label="Description"
                    value=profile.description.as_str()
                    hint="One or two sentences. May stay empty."
                    rows=2
                    max=Description::MAX
                    check=|text| Description::parse(text).map(|_| ())
                />
                <TextField
                    name="link"
                    label="Link"
                    kind="url"
                    value=link
                    hint="A web address that begins with https:// or http://. May stay empty."
                    autocomplete="url"
                    check=|text| Link::parse(text).map(|_| ())
                />
                <div class="row">
                    <Submit>"Save changes"</Submit>
                </div>
            </Form>
        </Card>
        <Section title="Theme">
            <Card>
                <ThemeForm theme=theme/>
            </Card>
        </Section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use guildhall::{Error, Problem};

    use super::*;

    #[test]
    fn a_profile_may_lack_all_but_its_name() {
        assert!(parse("Ada", "", " ").is_ok_and(|profile| profile.link.is_none()));
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let problems = vec![("display_name".into(), Problem::Empty), ("link".into(), Problem::NotALink)];
        assert_eq!(parse(" ", "", "javascript:alert(1)"), Err(Error::Invalid(problems)));
    }
}

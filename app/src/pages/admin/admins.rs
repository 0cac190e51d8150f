use guildhall::Error;
use guildhall::account::Named;
use guildhall::error::Stale;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Asked};
use crate::routes::to;
use crate::ui::{
    Alert, Card, Form, Head, Hidden, Narrow, PageHead, PasswordAgain, Person, Section, Submit, Table, TextField, Title,
};

/// Who administers the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Admins {
    /// Each with the e-mail address.
    pub rows: Vec<(Named, String)>,
    /// Whose office is to end, if that is asked for.
    pub leaving: Option<Named>,
    /// Whether that was asked for of somebody who is none.
    pub left: bool,
    pub viewer: AccountName,
    pub ask_password: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_admins(#[server(default)] remove: String) -> Result<Admins, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let admins = guildhall::account::admins(&db, &actor).await?;
    let rows: Vec<_> = admins.into_iter().map(|admin| (admin.named, admin.email.to_string())).collect();
    let leaving = rows.iter().map(|(named, _)| named).find(|named| named.name.as_str() == remove).cloned();
    let left = leaving.is_none() && !remove.is_empty();
    let ask_password = crate::server::asks_password(&actor);
    Ok(Admins { rows, leaving, left, viewer: actor.name, ask_password })
}

#[server]
pub async fn appoint_admin(#[server(default)] user: String, #[server(default)] password: String) -> Result<(), Fault> {
    let user = AccountName::parse(&user).map_err(|problem| guildhall::Error::field("user", problem))?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::account::appoint(&crate::server::db(), &actor, &user).await?;
    crate::server::go(&format!("{}?done=admin_appointed", to::ADMIN_ADMINS));
    Ok(())
}

#[server]
pub async fn dismiss_admin(#[server(default)] user: String, #[server(default)] password: String) -> Result<(), Fault> {
    let user = crate::server::name(&user)?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::account::dismiss(&crate::server::db(), &actor, &user).await?;
    // For whoever gave up the own office the site administration is not there any more.
    let on = if actor.name.key() == user.key() { to::ORGS } else { to::ADMIN_ADMINS };
    crate::server::go(&format!("{on}?done=admin_dismissed"));
    Ok(())
}

/// Who administers the site, and how that changes.
#[component]
pub fn AdminsPage() -> impl IntoView {
    let query = use_query_map();
    let remove = Memo::new(move |_| query.with(|query| query.get("remove")).unwrap_or_default());
    let (appoint, dismiss) = (Act::calling::<AppointAdmin>(), Act::calling::<DismissAdmin>());
    let taken = appoint.taken();
    let admins = Asked::anew_after(move || ReadAdmins { remove: remove.get() }, move || taken.get());
    view! {
        <Title text="Site admins"/>
        {loaded(admins, move |admins| match &admins.leaving {
            Some(leaving) => question(leaving, &admins, dismiss),
            None => page(admins, appoint),
        })}
    }
    .into_any()
}

fn page(admins: Admins, appoint: Act) -> AnyView {
    let heads = vec![Head::new("Person"), Head::new("E-mail"), Head::with("", "tight")];
    let (ask_password, alone) = (admins.ask_password, admins.rows.len() == 1);
    let left = admins.left.then(|| view! { <Alert tone="warn"><p>{Error::Stale(Stale::Office).message()}</p></Alert> });
    view! {
        <PageHead
            title="Site admins"
            lead="They decide on applications and set what holds for the whole site. Each change here is told to all of them by mail."
        />
        <div class="stack">
            {left}
            <Card class="">
                <Table caption="Site admins" heads=heads>
                    {admins.rows.into_iter().map(|(named, email)| row(named, email, alone)).collect_view()}
                </Table>
            </Card>
        </div>
        <Section title="Make somebody a site admin">
            <Narrow>
                <Form action=appoint reset=true>
                    <TextField
                        name="user"
                        label="Username"
                        hint="Of somebody who has an account here. It works at once, and they get a mail."
                        check=|text| AccountName::parse(text).map(drop)
                        mono=true
                        required=true
                        autocomplete="off"
                    />
                    <PasswordAgain asked=ask_password/>
                    <div><Submit>"Make site admin"</Submit></div>
                </Form>
            </Narrow>
        </Section>
    }
    .into_any()
}

fn row(named: Named, email: String, alone: bool) -> AnyView {
    let describe = format!("Remove {named} from the site admins");
    let href = format!("{}?remove={}", to::ADMIN_ADMINS, named.name);
    let act = (!alone).then(|| view! { <a class="btn" href=href aria-label=describe>"Remove…"</a> });
    view! {
        <tr>
            <td><Person name=named.display_name.to_string() username=named.name.to_string()/></td>
            <td data-label="E-mail">{email}</td>
            <td class="tight">{act}</td>
        </tr>
    }
    .into_any()
}

fn question(leaving: &Named, admins: &Admins, dismiss: Act) -> AnyView {
    let own = leaving.name == admins.viewer;
    let (title, lead) = match own {
        true => (
            "Give up your own office?".to_owned(),
            "You lose the site administration at once. Another site admin can give it back.".to_owned(),
        ),
        false => (
            format!("Remove {leaving} from the site admins?"),
            format!(
                "{leaving} loses the site administration at once. The account and its organizations stay as they are."
            ),
        ),
    };
    let (user, ask_password) = (leaving.name.to_string(), admins.ask_password);
    let crumbs = vec![("Site admins".to_owned(), to::ADMIN_ADMINS.to_owned())];
    view! {
        <Narrow>
            <PageHead title=title lead=lead crumbs=crumbs/>
            <Form action=dismiss>
                <Hidden name="user" value=user/>
                <PasswordAgain asked=ask_password/>
                <div class="row">
                    <Submit class="danger">{if own { "Give up my office" } else { "Remove from the site admins" }}</Submit>
                    <a class="btn quiet" href=to::ADMIN_ADMINS>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}

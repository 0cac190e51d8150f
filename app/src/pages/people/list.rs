use guildhall::access::Permission;
use guildhall::error::{Error, Stale, thousands};
use guildhall::invitation::{Pending, PendingPage};
use guildhall::member::Members;
use guildhall::org::{Kind, OrgHeader};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::people_query::PeopleQuery;
use super::role_menu::ChangeMemberRole;
use super::{org_name, pending, table, titled};
use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Alert, Chips, Hidden, Icon, PageHead, Search};
use guildhall::address as to;

/// What the list of people shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct People {
    pub head: OrgHeader,
    pub members: Members,
    /// For whoever may invite.
    pub pending: Option<PendingPage>,
    /// The invitation that is to be revoked or corrected, if that is asked for.
    pub asked: Option<Pending>,
    /// Whether that was asked for of one that does not wait any more.
    pub revoked: bool,
    /// Who looks.
    pub viewer: guildhall::text::AccountName,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_people(
    #[server(default)] org: String,
    #[server(default)] text: String,
    #[server(default)] role: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
    #[server(default)] pending: bool,
    #[server(default)] revoke: String,
    #[server(default)] correct: String,
) -> Result<People, Fault> {
    use guildhall::access::{ManagePeople, Role};
    use guildhall::id::InvitationId;
    use guildhall::member::{Filter, Sort};
    let (db, actor, seen) = (crate::server::db(), crate::server::actor()?, crate::server::org(&org).await?);
    let filter = Filter { text, role: Role::parse(&role).ok(), sort: Sort::parse(&sort).ok() };
    let members = match pending {
        true => Members::default(),
        false => guildhall::member::list(&db, &seen.org, &filter, Some(&after)).await?,
    };
    let before = if pending { InvitationId::parse(&after) } else { None };
    let manages = seen.org.reads::<ManagePeople>().ok();
    let (mut pending, mut asked) = (None, None);
    if let Some(org) = &manages {
        pending = Some(guildhall::invitation::pending(&db, org, &filter.text, before.as_ref()).await?);
        if let Some(id) = InvitationId::parse(&revoke) {
            asked = guildhall::invitation::pending_one(&db, org, &id).await?;
        } else if let Some(id) = InvitationId::parse(&correct) {
            let found = guildhall::invitation::pending_one(&db, org, &id).await?;
            asked = found.filter(|found| matches!(found.to, guildhall::invitation::Invitee::Address(_)));
        }
    }
    let revoked = manages.is_some() && asked.is_none() && !(revoke.is_empty() && correct.is_empty());
    Ok(People { head: seen.head.clone(), members, pending, asked, revoked, viewer: actor.name })
}

/// Everybody who belongs to an organization, and who is invited.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let (org, query) = (org_name(), use_query_map());
    let shown = Memo::new(move |_| query.with(PeopleQuery::read));
    let (role, pending) = (Act::calling::<ChangeMemberRole>(), pending::Acts::calling());
    let live = Live::here();
    let changed = move || {
        let taken = role.answered() + pending.answered();
        format!("{taken} {}", live.org())
    };
    let people = Fetched::anew_after(
        move || {
            let PeopleQuery { text, role, pending, sort, after, revoke, correct } = shown.get();
            let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
            let (role, sort) = (word(role.map(|role| role.as_str())), word(sort.map(|sort| sort.as_str())));
            ReadPeople { org: org.get(), text, role, sort, after, pending, revoke, correct }
        },
        changed,
    );
    view! {
        {titled("People")}
        {loaded(people, move |people| match &people.asked {
            Some(invitation) if shown.get_untracked().revoke.is_empty() => {
                pending::correction(&shown.get_untracked(), &people.head, invitation, pending)
            }
            Some(invitation) => pending::question(&shown.get_untracked(), &people.head, invitation, pending),
            None => page(shown.get_untracked(), people, role, pending),
        })}
    }
    .into_any()
}

fn page(shown: PeopleQuery, people: People, role: Act, acts: pending::Acts) -> AnyView {
    // What cannot be revoked any more is not asked about again.
    let shown = PeopleQuery { revoke: String::new(), correct: String::new(), ..shown };
    let People { head, members, pending, revoked, viewer, .. } = people;
    let waiting = pending.as_ref().map(|pending| pending.all);
    let org = head.name.clone();
    let may_invite = head.may(Permission::ManagePeople);
    let may_manage = head.may(Permission::ManageProjects);
    let actions = {
        let (shown, org, kind) = (shown.clone(), org.clone(), head.kind);
        move || may_invite.then(|| actions(&shown, &org, kind))
    };
    let invitations = pending.filter(|pending| shown.pending || pending.count > 0 && shown.role.is_none());
    let list = (!shown.pending).then(|| table::members(&shown, &head, members, &viewer, role));
    view! {
        <PageHead title="People" lead=lead(&head, waiting.unwrap_or(0)) actions=actions/>
        {revoked.then(|| view! { <Alert tone="warn"><p>{Error::Stale(Stale::Invitation).message()}</p></Alert> })}
        {tools(&shown, &head, waiting)}
        {list}
        {invitations.map(|pending| pending::section(&shown, &org, pending, acts))}
        <p class="small muted section">
            <a href=to::people_roles(&org)>"What each role may do"</a>
            {may_manage.then(|| view! { " · " <a href=to::collaborators(&org)>"Collaborators"</a> })}
            " · "
            <a href=to::leave(&org)>"Leave this organization"</a>
        </p>
    }
    .into_any()
}

fn actions(shown: &PeopleQuery, org: &guildhall::text::AccountName, kind: Kind) -> AnyView {
    let invite = (kind != Kind::Personal).then(|| {
        view! { <a class="btn primary" href=to::invite(org)><Icon name="plus"/>"Invite people"</a> }
    });
    let files = (!shown.pending).then(|| {
        let (table, lines) = (shown.file(&to::people_csv(org)), shown.file(&to::people_jsonl(org)));
        view! {
            <a class="btn" href=table rel="external" download="">"Export CSV"</a>
            <a class="btn quiet" href=lines rel="external" download="" aria-label="Export JSON lines">"JSON"</a>
        }
    });
    view! {
        {files}
        {invite}
    }
    .into_any()
}

fn lead(head: &OrgHeader, pending: i64) -> String {
    if head.kind == Kind::Personal {
        return "A Personal organization belongs to one person.".into();
    }
    let members = match head.members {
        1 => format!("1 member uses 1 of {} seats.", thousands(head.seats)),
        many => format!("{} members use {} of {} seats.", thousands(many), thousands(many), thousands(head.seats)),
    };
    match pending {
        0 => members,
        1 => format!("{members} 1 invitation is pending."),
        many => format!("{members} {} invitations are pending.", thousands(many)),
    }
}

fn tools(shown: &PeopleQuery, head: &OrgHeader, pending: Option<i64>) -> AnyView {
    let role = shown.role.map(|role| view! { <Hidden name="role" value=role.as_str()/> });
    let pending_only = shown.pending.then(|| view! { <Hidden name="show" value="pending"/> });
    let sort = shown.sort.map(|sort| view! { <Hidden name="sort" value=sort.as_str()/> });
    view! {
        <div class="tools">
            <Search value=shown.text.clone() label="Find by name or username" action=to::people(&head.name)>
                {role}
                {pending_only}
                {sort}
            </Search>
            <Chips label="Role" items=shown.chips(head, pending)/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::super::org::acme;
    use super::*;

    #[test]
    fn seats_and_invitations_are_told_in_a_sentence() {
        assert_eq!(lead(&acme(), 0), "1 member uses 1 of 20 seats.");
        let large = OrgHeader { members: 14, ..acme() };
        assert_eq!(lead(&large, 1), "14 members use 14 of 20 seats. 1 invitation is pending.");
        assert_eq!(lead(&large, 3), "14 members use 14 of 20 seats. 3 invitations are pending.");
    }
}

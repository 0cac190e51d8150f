-- What an organization or a user owns, and who may touch it.

-- What Members of an organization have in its projects: 0 nothing, 1 read, 2 publish, 3 maintain.
alter table orgs add column base_level bigint not null default 2 check (base_level between 0 and 3);
alter table orgs add column members_create bigint not null default 1 check (members_create in (0, 1));
alter table orgs add column default_visibility text not null default 'internal'
  check (default_visibility in ('public', 'internal'));

create table projects (
  id text primary key,
  kind text not null check (kind in ('app', 'python', 'nuget', 'infrastructure')),
  name text not null,
  -- What makes it the same as another of its kind. Who holds which stands in project_names.
  key text not null,
  -- What lists are sorted and searched by.
  name_key text not null,
  owner_id text not null references accounts (id),
  visibility text not null check (visibility in ('public', 'internal')),
  -- What is deleted keeps its history.
  state text not null check (state in ('active', 'locked', 'archived', 'deleted')),
  -- Base rights do not apply; what is archived stays locked if it was.
  locked bigint not null default 0 check (locked in (0, 1)),
  description text not null,
  link text,
  created_at bigint not null,
  -- What was last done to it, by whom and when.
  last_act text not null,
  acted_at bigint not null,
  actor_id text references users (id),
  version bigint not null default 1
);
create index projects_by_act on projects (owner_id, acted_at, id) where state <> 'deleted';
create index projects_by_name on projects (owner_id, name_key, id) where state <> 'deleted';
create index projects_of_kind_by_act on projects (owner_id, kind, acted_at, id) where state <> 'deleted';
create index projects_of_kind_by_name on projects (owner_id, kind, name_key, id) where state <> 'deleted';
create index projects_in_state_by_act on projects (owner_id, state, acted_at, id) where state <> 'deleted';
create index projects_in_state_by_name on projects (owner_id, state, name_key, id) where state <> 'deleted';
create index projects_public on projects (owner_id, name_key, id) where visibility = 'public' and state <> 'deleted';
create index projects_found on projects (name_key, id) where state <> 'deleted';

-- Every name that a project has or had: it leads there for ever.
create table project_names (
  kind text not null,
  key text not null,
  name text not null,
  -- Names of packages that look alike have the same.
  look_key text not null,
  project_id text not null references projects (id),
  since bigint not null,
  primary key (kind, key)
);
create index project_names_look on project_names (kind, look_key);
create index project_names_project on project_names (project_id);

-- How many there are, so that nobody has to count.
create table project_counts (
  owner_id text not null references accounts (id),
  kind text not null,
  state text not null,
  projects bigint not null check (projects >= 0),
  primary key (owner_id, kind, state)
);

create table teams (
  id text primary key,
  org_id text not null references orgs (id),
  name text not null,
  -- What stands for it in addresses.
  slug text not null,
  name_key text not null,
  description text not null,
  created_at bigint not null,
  version bigint not null default 1,
  unique (org_id, slug)
);
create index teams_by_name on teams (org_id, name_key, id);

-- Ends with the membership in the organization.
create table team_members (
  team_id text not null references teams (id) on delete cascade,
  org_id text not null,
  user_id text not null,
  joined_at bigint not null,
  primary key (team_id, user_id),
  foreign key (org_id, user_id) references memberships (org_id, user_id) on delete cascade
);
create index team_members_user on team_members (user_id, team_id);
create index team_members_membership on team_members (org_id, user_id);

-- Rights in one project: 1 read, 2 publish, 3 maintain, 4 admin.
create table team_rights (
  project_id text not null references projects (id),
  team_id text not null references teams (id) on delete cascade,
  level bigint not null check (level between 1 and 4),
  given_at bigint not null,
  primary key (project_id, team_id)
);
create index team_rights_team on team_rights (team_id, project_id);

create table collaborators (
  project_id text not null references projects (id),
  user_id text not null references users (id),
  level bigint not null check (level between 1 and 4),
  given_at bigint not null,
  primary key (project_id, user_id)
);
create index collaborators_user on collaborators (user_id, project_id);

-- Members who ask to be let into a locked project. Ends with the membership.
create table project_joins (
  project_id text not null references projects (id),
  org_id text not null,
  user_id text not null,
  asked_at bigint not null,
  primary key (project_id, user_id),
  foreign key (org_id, user_id) references memberships (org_id, user_id) on delete cascade
);
create index project_joins_membership on project_joins (org_id, user_id);

-- The history of one thing.
create index events_of_subject on events (subject_id, id) where subject_id is not null;

-- A project, or a right in one, that waits for somebody's answer.
create table project_offers (
  id text primary key,
  project_id text not null references projects (id),
  -- The right that is offered; nothing where it is the project itself.
  level bigint check (level between 1 and 4),
  -- Who owned the project then: with another owner the offer ends.
  owner_id text not null references accounts (id),
  by_id text not null references users (id),
  -- A user or an organization, or whoever reads the mail of an address.
  to_id text references accounts (id),
  email text,
  email_key text,
  state text not null check (state in ('pending', 'accepted', 'declined', 'taken_back', 'expired')),
  offered_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  check ((to_id is null) = (email_key is not null)),
  check ((email is null) = (email_key is null)),
  check (level is not null or to_id is not null),
  check ((state = 'pending') = (ended_at is null))
);
create unique index project_offers_transfer on project_offers (project_id) where state = 'pending' and level is null;
create unique index project_offers_user on project_offers (project_id, to_id)
  where state = 'pending' and level is not null;
create unique index project_offers_email on project_offers (project_id, email_key) where state = 'pending';
create index project_offers_to on project_offers (to_id) where state = 'pending';
create index project_offers_to_email on project_offers (email_key) where state = 'pending';
create index project_offers_expiry on project_offers (expires_at) where state = 'pending';
create index project_offers_by on project_offers (by_id, offered_at);

-- Projects that one user brings into an organization in one act, and what became of each.
create table project_imports (
  id text primary key,
  org_id text not null references orgs (id),
  user_id text not null references users (id),
  asked_at bigint not null,
  -- Until then it is only looked at.
  begun_at bigint,
  finished_at bigint,
  version bigint not null default 1
);
create index project_imports_open on project_imports (begun_at) where begun_at is not null and finished_at is null;
create index project_imports_age on project_imports (asked_at);
create index project_imports_user on project_imports (user_id, asked_at);
create table project_import_items (
  import_id text not null references project_imports (id) on delete cascade,
  project_id text not null references projects (id),
  place bigint not null,
  -- Nothing until it was tried.
  outcome text,
  primary key (import_id, project_id)
);
create index project_import_items_place on project_import_items (import_id, place);

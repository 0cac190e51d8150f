-- Portable between SQLite and PostgreSQL: ids TEXT (UUIDv7), times BIGINT (Unix ms), flags BIGINT 0/1, hashes BYTEA.

create table accounts (
  id text primary key,
  kind text not null check (kind in ('user', 'org')),
  name text not null,
  name_key text not null unique,
  display_name text not null,
  description text not null default '',
  link text,
  created_at bigint not null
);

-- Every name that is or was held. Without an account it is reserved for a sign-up until `reserved_until`.
create table names (
  key text primary key,
  look_key text not null,
  stem text not null,
  account_id text references accounts (id),
  reserved_until bigint,
  since bigint not null,
  check ((account_id is null) = (reserved_until is not null))
);
create index names_look on names (look_key);
create index names_stem on names (stem);
create index names_reserved on names (reserved_until) where account_id is null;

create table users (
  id text primary key references accounts (id),
  email text not null,
  email_key text not null unique,
  password_hash text not null,
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  site_admin bigint not null default 0 check (site_admin in (0, 1)),
  suspended_at bigint
);
create index users_site_admin on users (id) where site_admin = 1;

create table sign_ups (
  id text primary key,
  name text not null,
  name_key text not null,
  email text not null,
  email_key text not null,
  password_hash text not null,
  token_hash bytea not null unique,
  created_at bigint not null,
  expires_at bigint not null
);
create index sign_ups_name on sign_ups (name_key);
create index sign_ups_email on sign_ups (email_key);
create index sign_ups_expiry on sign_ups (expires_at);

create table sessions (
  id text primary key,
  user_id text not null references users (id),
  token_hash bytea not null unique,
  created_at bigint not null,
  seen_at bigint not null,
  confirmed_at bigint not null,
  address text not null,
  client text not null
);
create index sessions_user on sessions (user_id, seen_at);
create index sessions_seen on sessions (seen_at);

-- Single-use links: a forgotten password (with its user) and the set-up of an empty site (without).
create table links (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('reset', 'set_up')),
  user_id text references users (id),
  expires_at bigint not null,
  check ((purpose = 'reset') = (user_id is not null))
);
create index links_user on links (user_id);
create index links_expiry on links (expires_at);

create table email_changes (
  id text primary key,
  user_id text not null references users (id),
  old_email text not null,
  new_email text not null,
  confirm_hash bytea not null unique,
  cancel_hash bytea not null unique,
  asked_at bigint not null,
  confirmed_at bigint,
  cancelled_at bigint
);
create index email_changes_user on email_changes (user_id, asked_at);
create index email_changes_age on email_changes (asked_at);

-- Failed tries by account and by mailbox, slowed down across all servers.
create table throttles (
  key text primary key,
  failures bigint not null,
  last_at bigint not null
);
create index throttles_age on throttles (last_at);

create table orgs (
  id text primary key references accounts (id),
  kind text not null check (kind in ('personal', 'community', 'company')),
  primary_owner_id text not null references users (id),
  seats bigint not null check (seats > 0),
  -- How many memberships there are; kept in the transactions that touch this row first.
  members bigint not null default 0 check (members >= 0),
  version bigint not null default 1
);

create table memberships (
  org_id text not null references orgs (id),
  user_id text not null references users (id),
  role text not null check (role in ('owner', 'manager', 'billing', 'member')),
  joined_at bigint not null,
  primary key (org_id, user_id)
);
create index memberships_user on memberships (user_id);
create index memberships_owners on memberships (org_id) where role = 'owner';

create table applications (
  id text primary key,
  applicant_id text not null references users (id),
  kind text not null check (kind in ('personal', 'community', 'company')),
  name text not null,
  name_key text not null,
  look_key text not null,
  display_name text not null,
  display_key text not null,
  description text not null,
  link text,
  members text not null,
  purpose text,
  state text not null check (state in ('draft', 'submitted', 'information_requested', 'approved', 'declined', 'withdrawn')),
  created_at bigint not null,
  submitted_at bigint,
  decided_at bigint,
  org_id text references orgs (id),
  -- Counts what the applicant changes, so that a reviewer approves what was on the page.
  version bigint not null default 1
);
create index applications_applicant on applications (applicant_id, id);
create index applications_queue on applications (state, id);
create index applications_open_names on applications (name_key) where state in ('submitted', 'information_requested');
create index applications_decided on applications (decided_at);

create table application_messages (
  id text primary key,
  application_id text not null references applications (id) on delete cascade,
  author_id text not null references users (id),
  kind text not null check (kind in ('question', 'answer', 'note')),
  body text not null,
  at bigint not null,
  answered_at bigint
);
create index application_messages_thread on application_messages (application_id, id);

-- Of an application while it is open, of the organization once it exists.
create table billing_details (
  holder_id text primary key,
  legal_name text not null,
  email text not null,
  address text not null,
  country text not null,
  tax_id text not null,
  reference text not null
);

create table events (
  id text primary key,
  at bigint not null,
  actor_id text,
  actor_name text,
  actor_display_name text,
  org_id text,
  user_id text,
  application_id text,
  change text not null,
  address text not null,
  client text not null
);
create index events_actor on events (actor_id, id);
create index events_org on events (org_id, id);
create index events_user on events (user_id, id);

create table notices (
  id text primary key,
  user_id text not null references users (id),
  event_id text not null references events (id),
  read_at bigint
);
create index notices_user on notices (user_id, id);
create index notices_unread on notices (user_id) where read_at is null;

create table outbox (
  id text primary key,
  event_id text references events (id),
  to_address text not null,
  letter text not null,
  secret text,
  subject text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  attempts bigint not null default 0,
  next_at bigint not null,
  claimed_until bigint not null default 0,
  error text,
  created_at bigint not null,
  sent_at bigint
);
create index outbox_due on outbox (next_at) where state in ('waiting', 'sending');
create index outbox_state on outbox (state, id);
create index outbox_address on outbox (to_address, id);

create table site_settings (
  name text primary key,
  value text not null
);

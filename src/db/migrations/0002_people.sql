-- Invitations, and lists of members that stay fast at any size.

-- What members are sorted and searched by, so that a list touches no other table to find its page.
alter table memberships add column name_key text not null default '';
alter table memberships add column display_key text not null default '';
update memberships set
  name_key = (select a.name_key from accounts a where a.id = memberships.user_id),
  display_key = (select lower(a.display_name) from accounts a where a.id = memberships.user_id);
create index memberships_by_name on memberships (org_id, display_key, user_id, name_key);
create index memberships_by_role on memberships (org_id, role, display_key, user_id, name_key);
create index memberships_by_age on memberships (org_id, joined_at, user_id, display_key, name_key);
create index memberships_by_role_and_age on memberships (org_id, role, joined_at, user_id, display_key, name_key);

-- How many members have each role; the rest are plain members. An organization without an Owner cannot be stored.
alter table orgs add column owners bigint not null default 1 check (owners >= 1);
alter table orgs add column managers bigint not null default 0 check (managers >= 0);
alter table orgs add column billing_managers bigint not null default 0 check (billing_managers >= 0);
update orgs set
  owners = (select count(*) from memberships m where m.org_id = orgs.id and m.role = 'owner'),
  managers = (select count(*) from memberships m where m.org_id = orgs.id and m.role = 'manager'),
  billing_managers = (select count(*) from memberships m where m.org_id = orgs.id and m.role = 'billing');

-- Of a user, or of whoever reads the mail of an address.
create table invitations (
  id text primary key,
  org_id text not null references orgs (id),
  user_id text references users (id),
  email text,
  email_key text,
  role text not null check (role in ('owner', 'manager', 'billing', 'member')),
  message text not null,
  -- Who invited, or sent the latest link.
  inviter_id text references users (id),
  state text not null check (state in ('pending', 'accepted', 'declined', 'revoked')),
  -- The one link that works.
  token_hash bytea not null,
  invited_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  check ((user_id is null) = (email_key is not null)),
  check ((email is null) = (email_key is null)),
  check ((state = 'pending') = (ended_at is null))
);
create unique index invitations_user on invitations (org_id, user_id) where state = 'pending';
create unique index invitations_email on invitations (org_id, email_key) where state = 'pending';
create index invitations_pending on invitations (org_id, expires_at) where state = 'pending';
create index invitations_to_user on invitations (user_id) where state = 'pending';
create index invitations_to_email on invitations (email_key) where state = 'pending';
create index invitations_ended on invitations (ended_at) where ended_at is not null;

-- Every link ever sent, so that an old one can say what became of it, and for the limit of a day.
create table invitation_links (
  token_hash bytea primary key,
  invitation_id text not null references invitations (id) on delete cascade,
  org_id text not null references orgs (id),
  -- The user's id or the address' key.
  recipient text not null,
  sent_at bigint not null
);
create index invitation_links_org on invitation_links (org_id, sent_at);
create index invitation_links_recipient on invitation_links (org_id, recipient, sent_at);
create index invitation_links_invitation on invitation_links (invitation_id);

-- What became of each line of one act of inviting; the page after the form shows it.
create table invitation_batches (
  id text primary key,
  org_id text not null references orgs (id),
  inviter_id text not null references users (id),
  digest bytea not null,
  answers text not null,
  at bigint not null
);
create index invitation_batches_age on invitation_batches (at);

-- Primary ownership offered to another Owner; it ends with that membership.
create table handovers (
  org_id text primary key references orgs (id),
  to_id text not null references users (id),
  asked_at bigint not null,
  foreign key (org_id, to_id) references memberships (org_id, user_id) on delete cascade
);
create index handovers_to on handovers (to_id);

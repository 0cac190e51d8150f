-- A list of people to invite that is looked at once more before it is sent.
create table invitation_drafts (
  id text primary key,
  org_id text not null references orgs (id),
  inviter_id text not null references users (id),
  draft text not null,
  at bigint not null
);
create index invitation_drafts_age on invitation_drafts (at);

-- What whoever invited calls the holder of an address.
alter table invitations add column called text;

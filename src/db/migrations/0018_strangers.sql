-- What keeps strangers from being written to: who is reported, and how few invitations those send whom nobody knows.

-- Invitations that whoever got them did not want, as they read.
create table invitation_reports (
  id text primary key,
  invitation_id text not null unique,
  org_id text not null references orgs (id),
  inviter_id text references users (id),
  message text not null,
  at bigint not null
);
create index invitation_reports_org on invitation_reports (org_id);
create index invitation_reports_age on invitation_reports (at);

-- Whether a site admin approved it. Those from before are not asked again.
alter table orgs add column approved bigint not null default 1 check (approved in (0, 1));
-- Who sent a link: the invitation says who sent the latest.
alter table invitation_links add column inviter_id text references users (id);
create index invitation_links_inviter on invitation_links (inviter_id, sent_at);

-- What the mail server said of the mail that somebody waits for.
alter table sign_ups add column undelivered text;
alter table email_changes add column undelivered text;
-- When a user was last told that a mail to their address was given up.
alter table users add column undelivered_at bigint;

-- Users are suggested by how what they are called begins.
create index accounts_sorted on accounts (sort_key);

-- Whether a site admin gave an organization its number of seats, so that a new number for all does not take it away.
alter table orgs add column seats_by_hand bigint not null default 0 check (seats_by_hand in (0, 1));

-- Since when an application waits for its billing details, and when its applicant was reminded of them.
alter table applications add column billing_since bigint;
alter table applications add column reminded_at bigint;
create index applications_unreminded on applications (billing_since) where state = 'draft' and reminded_at is null;

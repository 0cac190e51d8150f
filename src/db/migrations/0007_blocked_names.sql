-- Names that site admins keep from everybody. The row is a reservation without an end.

-- The name as it was typed; null where a sign-up reserves it or an account holds it.
alter table names add column blocked_as text;
alter table names add column reason text not null default '';
-- What no account holds, in the order of the page.
create index names_unheld on names (key) where account_id is null;

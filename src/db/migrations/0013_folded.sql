-- What accounts and invitations are found and sorted by: without case and accents. The program fills in what is missing, as
-- the database does not know how.
alter table accounts add column sort_key text;
create index accounts_unfolded on accounts (id) where sort_key is null;
alter table invitations add column sought text;

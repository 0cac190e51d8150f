-- A page of members is read from indexes alone: what a row shows stands in the index that orders it, and what is looked up for
-- a row is found without opening its table.
drop index memberships_by_name;
create index memberships_by_name on memberships (org_id, display_key, user_id, name_key, role, joined_at);
drop index memberships_by_role;
create index memberships_by_role on memberships (org_id, role, display_key, user_id, name_key, joined_at);
drop index memberships_by_age;
create index memberships_by_age on memberships (org_id, joined_at, user_id, display_key, name_key, role);
create index accounts_called on accounts (id, name, display_name);

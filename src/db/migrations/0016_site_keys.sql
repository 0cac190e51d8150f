-- Random keys by which all servers of the site seal what they hand out and take back.
create table site_keys (
  name text primary key,
  key bytea not null
);

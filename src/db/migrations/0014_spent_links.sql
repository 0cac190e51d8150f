-- Mailed links that have done their work, so that opened once more they can say what they did.
create table spent_links (
  token_hash bytea primary key,
  did text not null,
  at bigint not null
);
create index spent_links_age on spent_links (at);

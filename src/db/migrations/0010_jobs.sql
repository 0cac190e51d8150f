-- Work that nobody asks for, and which server is doing it.

create table jobs (
  name text primary key,
  next_at bigint not null,
  claimed_until bigint not null
);

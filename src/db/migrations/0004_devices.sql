-- Browsers in which a person has signed in, by the hash of a cookie of their own, and the network each was last seen in.
create table devices (
  user_id text not null references users (id),
  device text not null,
  network text not null,
  seen_at bigint not null,
  primary key (user_id, device)
);
create index devices_network on devices (user_id, network);
create index devices_age on devices (seen_at);

-- The browser that signed up; empty when it is not known.
alter table sign_ups add column device text not null default '';
